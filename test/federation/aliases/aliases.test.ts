import { describe, expect, it } from 'vitest';
import { federate, type Given } from '../fixture.ts';

const user = { id: 'u1', name: 'Ann', org: { id: 'o1' } };

const start = () =>
  federate({
    a: {
      schema: `type Query { me: User } type User @key(fields: "id") { id: ID! name: String org: Org friends: [User] } type Org @key(fields: "id") { id: ID! }`,
      resolvers: { Query: { me: () => user }, User: { friends: () => [user, { id: 'u2', name: 'Bob' }] } },
    },
    b: {
      schema: `type User @key(fields: "id") { id: ID! age(unit: String): Int constructor: String } type Org @key(fields: "id") { id: ID! label: String }`,
      resolvers: {
        User: {
          age: (_: Given, { unit }: Given) => (unit === 'months' ? 480 : 40),
          constructor: () => 'made',
        },
        Org: { label: ({ id }: Given) => `org ${id}` },
      },
    },
  });

describe('aliases', () => {
  it('never get into the way of keys', async () => {
    const { ask } = await start();
    expect(await ask('{ me { id: name age org { id: label } } }')).toEqual({
      data: { me: { id: 'Ann', age: 40, org: { id: 'org o1' } } },
    });
    expect(await ask('{ me { id: __typename name: id age org: name } }')).toEqual({
      data: { me: { id: 'User', name: 'u1', age: 40, org: 'Ann' } },
    });
    expect(await ask('{ me { __typename: name age t: __typename id } }')).toEqual({
      data: { me: { __typename: 'Ann', age: 40, t: 'User', id: 'u1' } },
    });
  });

  it('tell fields with different arguments apart', async () => {
    const { ask, sent } = await start();
    expect(
      await ask('{ me { y: age m: age(unit: "months") friends { m: age y: age(unit: "months") } } }'),
    ).toEqual({
      data: {
        me: {
          y: 40,
          m: 480,
          friends: [
            { m: 40, y: 480 },
            { m: 40, y: 480 },
          ],
        },
      },
    });
    expect(sent).toHaveLength(2);
  });

  it('do not mix what different paths select on one entity', async () => {
    const { ask } = await start();
    expect(await ask('{ one: me { org { x: label } } two: me { org { x: id y: label } } }')).toEqual({
      data: { one: { org: { x: 'org o1' } }, two: { org: { x: 'o1', y: 'org o1' } } },
    });
  });

  it('do not mix what different paths select below an entity that was fetched once', async () => {
    const { ask, sent } = await federate({
      a: {
        schema: `type Query { me: User } type User @key(fields: "id") { id: ID! }`,
        resolvers: { Query: { me: () => user } },
      },
      b: {
        schema: `type User @key(fields: "id") { id: ID! org: Org } type Org @key(fields: "id") { id: ID! }`,
        resolvers: { User: { org: () => user.org } },
      },
      c: {
        schema: `type Org @key(fields: "id") { id: ID! label(size: Int): String }`,
        resolvers: { Org: { label: (_: Given, { size }: Given) => `label ${size}` } },
      },
    });
    expect(
      await ask('{ one: me { org { x: label(size: 1) } } two: me { org { x: label(size: 2) } } }'),
    ).toEqual({
      data: { one: { org: { x: 'label 1' } }, two: { org: { x: 'label 2' } } },
    });
    expect(sent.map(({ subgraph }) => subgraph)).toEqual(['a', 'b', 'c']);
  });

  it('may be names that every JavaScript object has', async () => {
    const { ask } = await start();
    const query =
      '{ __proto__: me { constructor toString: name hasOwnProperty: age __proto__: id org { __proto__: label } } }';
    const answer = JSON.stringify(await ask(query));
    expect(answer).toBe(
      '{"data":{"__proto__":{"constructor":"made","toString":"Ann","hasOwnProperty":40,"__proto__":"u1","org":{"__proto__":"org o1"}}}}',
    );
    expect(({} as Given)['constructor']).toBe(Object);
  });

  it('are not taken for a requirement of the same name that failed', async () => {
    const { ask } = await federate({
      a: {
        schema: `type Query { me: User } type User @key(fields: "id") { id: ID! name: String }`,
        resolvers: { Query: { me: () => user }, User: { name: () => Promise.reject(new Error('broken')) } },
      },
      b: {
        schema: `type User @key(fields: "id") { id: ID! name: String @external badge: String @requires(fields: "name") }`,
        resolvers: { User: { badge: () => 'blue' } },
      },
    });
    const { data, errors } = await ask('{ me { name: badge } }');
    expect(data).toEqual({ me: { name: 'blue' } });
    expect(errors).toMatchObject([{ path: ['me'], extensions: { ministry: 'a' } }]);
  });

  it('keep the order of the selection, fragments merged', async () => {
    const { ask } = await start();
    const query =
      '{ me { age ...f name b: age id } __typename } fragment f on User { org { label } friends { age } org { id } }';
    expect(JSON.stringify(await ask(query))).toBe(
      '{"data":{"me":{"age":40,"org":{"label":"org o1","id":"o1"},"friends":[{"age":40},{"age":40}],"name":"Ann","b":40,"id":"u1"},"__typename":"Query"}}',
    );
  });
});
