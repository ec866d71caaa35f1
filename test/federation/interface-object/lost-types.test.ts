import { describe, expect, it } from 'vitest';
import { federate, type Given } from '../fixture.ts';

const resolveType = ({ __typename }: Given) => __typename;

/** Books and films of which the catalogue cannot tell the second one's type. */
const start = () =>
  federate({
    catalogue: {
      schema: `type Query { title: String } interface Media @key(fields: "id") { id: ID! }
        type Book implements Media @key(fields: "id") { id: ID! } type Film implements Media @key(fields: "id") { id: ID! }`,
      resolvers: {
        Media: {
          __resolveType: resolveType,
          __resolveReference: async ({ id }: Given) => {
            if (id === '2') throw new Error('lost');
            return { __typename: id === '1' ? 'Book' : 'Film', id };
          },
        },
      },
    },
    reviews: {
      schema: `type Query { top: [Media] } type Media @interfaceObject @key(fields: "id") { id: ID! score: Int stars: Int }`,
      resolvers: {
        Query: { top: () => [{ id: '1' }, { id: '2' }] },
        Media: { stars: () => 5, score: () => Promise.reject(new Error('no score')) },
      },
    },
  });

describe('an object of which only the interface is known', () => {
  it('is null with one error when its own type is lost, whatever the alias of the type', async () => {
    const { ask } = await start();
    expect(await ask('{ top { kind: __typename } }')).toMatchObject({
      data: { top: [{ kind: 'Book' }, null] },
      errors: [{ path: ['top', 1], extensions: { ministry: 'catalogue' } }],
    });
    const { errors } = await ask('{ top { id stars kind: __typename } }');
    expect(errors).toHaveLength(1);
  });

  it('tells of a failed field that is not selected for its own type at the object itself', async () => {
    const { ask } = await start();
    const { data, errors } = await ask('{ top { id ... on Film { points: score } ... on Book { stars } } }');
    expect(data).toEqual({ top: [{ id: '1', stars: 5 }, null] }); // which fields the second has is not known
    const paths = errors?.map(({ path }) => path);
    expect(paths).toContainEqual(['top', 0]);
    expect(paths).not.toContainEqual(['top', 0, 'points']);
  });
});
