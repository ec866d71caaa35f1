import { describe, expect, it } from 'vitest';
import { federate } from '../fixture.ts';

describe('@provides and @shareable', () => {
  it('takes a provided field from where it is provided and asks elsewhere on other paths', async () => {
    const { ask, sent } = await federate({
      reviews: {
        schema: `type Query { best: Review latest: Review } type Review { author: User @provides(fields: "name") writer: User }
          type User @key(fields: "id") { id: ID! name: String @external }`,
        resolvers: {
          Query: {
            best: () => ({ author: { id: '1', name: 'from reviews' }, writer: { id: '2' } }),
            latest: () => null,
          },
        },
      },
      users: {
        schema: `type User @key(fields: "id") { id: ID! name: String @shareable }`,
        resolvers: { User: { name: ({ id }: { id: string }) => `user ${id}` } },
      },
    });
    expect(await ask('{ best { author { name } } latest { writer { name } } }')).toEqual({
      data: { best: { author: { name: 'from reviews' } }, latest: null },
    });
    expect(sent).toHaveLength(1);
    expect(await ask('{ best { author { name } writer { name } } }')).toEqual({
      data: { best: { author: { name: 'from reviews' }, writer: { name: 'user 2' } } },
    });
  });

  it('asks for nothing of a shareable object that the plan names and selects nothing of', async () => {
    const rank = { __typename: 'Rank', title: 'first' };
    const friends = () => [{ id: '2', age: 2 }];
    const { ask, sent } = await federate({
      a: {
        schema: `type Query { me: User } type User @key(fields: "id") { id: ID! age: Int friends: [User!] @shareable }`,
        resolvers: { Query: { me: () => ({ id: '1', age: 1 }) }, User: { friends } },
      },
      b: {
        schema: `
          type User @key(fields: "id") { id: ID! age: Int @external rank: Rank @requires(fields: "age") friends: [User!] @shareable }
          type Rank { title: String }`,
        resolvers: { User: { friends, rank: () => rank } },
      },
    });
    expect(await ask('{ me { friends { friends { age rank { title } } rank { title } } } }')).toEqual({
      data: {
        me: { friends: [{ friends: [{ age: 2, rank: { title: 'first' } }], rank: { title: 'first' } }] },
      },
    });
    expect(sent.map(({ subgraph }) => subgraph)).toEqual(['a', 'b']);
    expect(sent[1]?.query).not.toContain('friends');
  });

  it('takes a shareable object from several subgraphs and merges it, lists item by item', async () => {
    const { ask } = await federate({
      a: {
        schema: `type Query { shop: Shop @shareable } type Shop @shareable { name: String rooms: [Room] } type Room @shareable { size: Int door: String }`,
        resolvers: {
          Query: { shop: () => ({ name: 'A', rooms: [{ size: 1, door: 'x' }, null, { size: 3 }] }) },
        },
      },
      b: {
        schema: `type Query { shop: Shop @shareable } type Shop @shareable { rooms: [Room] } type Room @shareable { size: Int colour: String }`,
        resolvers: {
          Query: { shop: () => ({ rooms: [{ size: 1, colour: 'red' }, null, { colour: 'blue' }] }) },
        },
      },
    });
    expect(await ask('{ shop { name rooms { size door colour } } }')).toEqual({
      data: {
        shop: {
          name: 'A',
          rooms: [{ size: 1, door: 'x', colour: 'red' }, null, { size: 3, door: null, colour: 'blue' }],
        },
      },
    });
  });

  it('are null with one error where one subgraph has nothing and the other its part', async () => {
    const { ask } = await federate({
      a: {
        schema: `type Query { shop: Shop @shareable } type Shop @shareable { name: String! street: String owner: String! }`,
        resolvers: { Query: { shop: () => ({ name: 'A', street: 'S', owner: new Error('no owner') }) } },
      },
      b: {
        schema: `type Query { shop: Shop @shareable } type Shop @shareable { phone: String }`,
        resolvers: { Query: { shop: () => ({ phone: '1' }) } },
      },
    });
    expect(await ask('{ shop { name street phone owner } }')).toMatchObject({
      data: { shop: null },
      errors: [{ path: ['shop', 'owner'], extensions: { ministry: 'a' } }],
    });
  });
});
