import { describe, expect, it } from 'vitest';
import { federate, type Given } from '../fixture.ts';

describe('@requires', () => {
  it('brings plain, nested and list fields, with the arguments that the requirement names', async () => {
    const { ask, sent } = await federate({
      catalogue: {
        schema: `type Query { product: Product } type Product @key(fields: "id") {
          id: ID! price(currency: String!): Int sizes: [Size] maker: Maker } type Size { width: Int } type Maker { name: String }`,
        resolvers: {
          Query: {
            product: () => ({ id: '1', sizes: [{ width: 2 }, null, { width: 3 }], maker: { name: 'Ann' } }),
          },
          Product: { price: (_: unknown, { currency }: Given) => (currency === 'CNY' ? 70 : 10) },
        },
      },
      shipping: {
        schema: `type Product @key(fields: "id") { id: ID! price(currency: String!): Int @external sizes: [Size] @external maker: Maker @external
          fee: String @requires(fields: "price(currency: \\"CNY\\") sizes { width } maker { name }") }
          type Size { width: Int @external } type Maker { name: String @external }`,
        resolvers: {
          Product: {
            fee: ({ price, sizes, maker }: Given) => `${price} ${JSON.stringify(sizes)} ${maker.name}`,
          },
        },
      },
    });
    expect(await ask('{ product { fee } }')).toEqual({
      data: { product: { fee: '70 [{"width":2},null,{"width":3}] Ann' } },
    });
    expect(await ask('{ product { price(currency: "USD") fee cheap: price(currency: "CNY") } }')).toEqual({
      data: { product: { price: 10, fee: '70 [{"width":2},null,{"width":3}] Ann', cheap: 70 } },
    });
    expect(sent).toHaveLength(2);
  });

  it('goes back and forth between subgraphs that require of each other', async () => {
    const { ask } = await federate({
      a: {
        schema: `type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! one: Int two: Int @external three: Int @requires(fields: "two") }`,
        resolvers: {
          Query: { thing: () => ({ id: '1', one: 1 }) },
          Thing: {
            __resolveReference: (given: Given) => ({ ...given, one: 1 }),
            three: ({ two }: Given) => two + 1,
          },
        },
      },
      b: {
        schema: `type Thing @key(fields: "id") { id: ID! one: Int @external two: Int @requires(fields: "one") three: Int @external four: Int @requires(fields: "three") }`,
        resolvers: { Thing: { two: ({ one }: Given) => one + 1, four: ({ three }: Given) => three + 1 } },
      },
    });
    expect(await ask('{ thing { four } }')).toEqual({ data: { thing: { four: 4 } } });
    expect(await ask('{ thing { one two three four } }')).toEqual({
      data: { thing: { one: 1, two: 2, three: 3, four: 4 } },
    });
  });

  it('brings what fragments on the members of an abstract type require', async () => {
    const { ask } = await federate({
      a: {
        schema: `type Query { owners: [Owner] } type Owner @key(fields: "id") { id: ID! pet: Pet }
          interface Pet { name: String } type Cat implements Pet { name: String lives: Int } type Dog implements Pet { name: String bark: String }`,
        resolvers: {
          Query: {
            owners: () => [
              { id: '1', pet: { __typename: 'Cat', name: 'Mia', lives: 9 } },
              { id: '2', pet: { __typename: 'Dog', name: 'Rex', bark: 'wau' } },
              { id: '3', pet: null },
            ],
          },
        },
      },
      b: {
        schema: `type Owner @key(fields: "id") { id: ID! pet: Pet @external
          says: String @requires(fields: "pet { __typename name ... on Cat { lives } ... on Dog { bark } }") }
          interface Pet { name: String } type Cat implements Pet { name: String @external lives: Int @external }
          type Dog implements Pet { name: String @external bark: String @external }`,
        resolvers: { Owner: { says: ({ pet }: Given) => JSON.stringify(pet) } },
      },
    });
    expect(await ask('{ owners { says } }')).toEqual({
      data: {
        owners: [
          { says: '{"__typename":"Cat","name":"Mia","lives":9}' },
          { says: '{"__typename":"Dog","name":"Rex","bark":"wau"}' },
          { says: 'null' },
        ],
      },
    });
  });

  it('sends null where the required field is null', async () => {
    const { ask, sent } = await federate({
      a: {
        schema: `type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! size: Int }`,
        resolvers: { Query: { thing: () => ({ id: '1', size: null }) } },
      },
      b: {
        schema: `type Thing @key(fields: "id") { id: ID! size: Int @external label: String @requires(fields: "size") }`,
        resolvers: { Thing: { label: ({ size }: Given) => `size ${size}` } },
      },
    });
    expect(await ask('{ thing { label } }')).toEqual({ data: { thing: { label: 'size null' } } });
    expect(sent[1]?.variables).toEqual({ representations: [{ __typename: 'Thing', id: '1', size: null }] });
  });

  it('brings nothing, without an error, for an entity whose key is null', async () => {
    const { ask, sent } = await federate({
      a: {
        schema: `type Query { me: User } type User @key(fields: "id") { id: ID name: String @external badge: String @requires(fields: "name") }`,
        resolvers: { Query: { me: () => ({ id: null }) } },
      },
      b: { schema: `type User @key(fields: "id") { id: ID name: String }` },
    });
    expect(await ask('{ me { badge } }')).toEqual({ data: { me: { badge: null } } });
    expect(sent.map(({ subgraph }) => subgraph)).toEqual(['a']);
  });

  it('does not ask for what depends on a failed fetch: the one error stands for both', async () => {
    const { ask, sent } = await federate({
      a: {
        schema: `type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! }`,
        resolvers: { Query: { thing: () => ({ id: '1' }) } },
      },
      b: {
        schema: `type Thing @key(fields: "id") { id: ID! size: Int }`,
        tamper: () => Promise.reject(new Error('connect ECONNREFUSED http://internal:1234')),
      },
      c: {
        schema: `type Thing @key(fields: "id") { id: ID! size: Int @external label: String! @requires(fields: "size") }`,
      },
    });
    expect(await ask('{ thing { label id } }')).toEqual({
      data: { thing: null },
      errors: [
        { message: 'b cannot be reached.', path: ['thing'], extensions: { code: 'DOWN', ministry: 'b' } },
      ],
    });
    expect(sent.map(({ subgraph }) => subgraph)).toEqual(['a', 'b']);
  });

  it('tells once of a requirement that failed in several places', async () => {
    const { ask } = await federate({
      a: {
        schema: `type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! sizes: [Int] }`,
        resolvers: { Query: { thing: () => ({ id: '1', sizes: [new Error('no'), 1, new Error('no')] }) } },
      },
      b: {
        schema: `type Thing @key(fields: "id") { id: ID! sizes: [Int] @external label: String @requires(fields: "sizes") }`,
        resolvers: { Thing: { label: ({ sizes }: Given) => `sizes ${JSON.stringify(sizes)}` } },
      },
    });
    expect(await ask('{ thing { label } }')).toMatchObject({
      data: { thing: { label: 'sizes [null,1,null]' } },
      errors: [{ path: ['thing'], extensions: { ministry: 'a' } }],
    });
  });

  it('tells of a requirement at the object also where the client selects the field and skips it', async () => {
    const { ask } = await federate({
      a: {
        schema: `type Query { thing: Thing } type Thing @key(fields: "id") { id: ID! size: Int }`,
        resolvers: { Query: { thing: () => ({ id: '1', size: new Error('no size') }) } },
      },
      b: {
        schema: `type Thing @key(fields: "id") { id: ID! size: Int @external label: String! @requires(fields: "size") }`,
        resolvers: { Thing: { label: () => null } },
      },
    });
    const { data, errors } = await ask('{ thing { size @skip(if: true) label } }');
    expect(data).toEqual({ thing: null });
    expect(errors?.map(({ path }) => path)).toEqual([['thing'], ['thing', 'label']]);
  });
});
