import { describe, expect, it } from 'vitest';
import { federate, type Given } from '../fixture.ts';

const media: Given[] = [
  { __typename: 'Book', id: '1', title: 'One', pages: 100 },
  { __typename: 'Film', id: '2', title: 'Two', minutes: 90 },
];
const find = ({ id }: Given) => media.find((known) => known['id'] === id) ?? null;
const resolveType = ({ __typename }: Given) => __typename;

const start = () =>
  federate({
    catalogue: {
      schema: `type Query { media: [Media] } interface Media @key(fields: "id") { id: ID! title: String }
        type Book implements Media @key(fields: "id") { id: ID! title: String pages: Int }
        type Film implements Media @key(fields: "id") { id: ID! title: String minutes: Int }`,
      resolvers: {
        Query: { media: () => media },
        Media: { __resolveType: resolveType, __resolveReference: find },
        Book: { __resolveReference: find },
        Film: { __resolveReference: find },
      },
    },
    reviews: {
      schema: `type Query { top: [Media!]! } type Media @interfaceObject @key(fields: "id") { id: ID! score: Int similar: Media }`,
      resolvers: {
        Query: { top: () => [{ id: '2' }, { id: '1' }] },
        Media: {
          score: ({ id }: Given) => Number(id) * 10,
          similar: ({ id }: Given) => ({ id: id === '1' ? '2' : '1' }),
        },
      },
    },
    ranking: {
      schema: `type Media @interfaceObject @key(fields: "id") { id: ID! score: Int @external rank: Int @requires(fields: "score") }`,
      resolvers: { Media: { rank: ({ score }: Given) => score / 5 } },
    },
  });

describe('@interfaceObject', () => {
  it('adds fields to every implementation of an interface', async () => {
    const { ask } = await start();
    expect(await ask('{ media { __typename id score rank ... on Book { pages } } }')).toEqual({
      data: {
        media: [
          { __typename: 'Book', id: '1', score: 10, rank: 2, pages: 100 },
          { __typename: 'Film', id: '2', score: 20, rank: 4 },
        ],
      },
    });
  });

  it('finds the own type of an object that came from the interface object', async () => {
    const { ask } = await start();
    expect(
      await ask('{ top { __typename title ... on Film { minutes } ... on Book { pages score } } }'),
    ).toEqual({
      data: {
        top: [
          { __typename: 'Film', title: 'Two', minutes: 90 },
          { __typename: 'Book', title: 'One', pages: 100, score: 10 },
        ],
      },
    });
  });

  it('asks for nothing more when the own type does not matter', async () => {
    const { ask, sent } = await start();
    expect(await ask('{ top { id score similar { id } } }')).toEqual({
      data: {
        top: [
          { id: '2', score: 20, similar: { id: '1' } },
          { id: '1', score: 10, similar: { id: '2' } },
        ],
      },
    });
    expect(sent).toHaveLength(1);
  });

  it('goes through the interface object and back', async () => {
    const { ask } = await start();
    expect(
      await ask('{ media { ... on Book { similar { title kind: __typename similar { title } } } } }'),
    ).toEqual({
      data: { media: [{ similar: { title: 'Two', kind: 'Film', similar: { title: 'One' } } }, {}] },
    });
  });

  it('finds the own type of an object that stands within another of the same interface', async () => {
    const { ask } = await start();
    expect(await ask('{ top { ... on Book { similar { ... on Film { rank } } } } }')).toEqual({
      data: { top: [{}, { similar: { rank: 4 } }] },
    });
  });

  it('gives its fields to every type that selects them', async () => {
    const { ask } = await start();
    expect(await ask('{ top { ... on Book { score } ... on Film { points: score } } }')).toEqual({
      data: { top: [{ points: 20 }, { score: 10 }] },
    });
  });
});
