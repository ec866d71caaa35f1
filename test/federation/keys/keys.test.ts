import { describe, expect, it } from 'vitest';
import { federate } from '../fixture.ts';

const users = [
  { id: 'u1', email: 'a@x', org: { id: 'o1' }, code: { region: 'N', number: 1 } },
  { id: 'u2', email: 'b@x', org: { id: 'o2' }, code: { region: 'S', number: 2 } },
];

describe('keys', () => {
  it('follows a simple key and sends equal representations once', async () => {
    const { ask, sent } = await federate({
      accounts: {
        schema: `type Query { users: [User] } type User @key(fields: "id") { id: ID! friends: [[User]] }`,
        resolvers: {
          Query: { users: () => users },
          User: { friends: () => [[users[0], null], null, [users[1], users[0]]] },
        },
      },
      reviews: {
        schema: `type User @key(fields: "id") { id: ID! score: Int }`,
        resolvers: { User: { score: ({ id }: { id: string }) => Number(id.slice(1)) * 10 } },
      },
    });
    expect(await ask('{ users { friends { score } score } }')).toEqual({
      data: {
        users: [1, 2].map((number) => ({
          friends: [[{ score: 10 }, null], null, [{ score: 20 }, { score: 10 }]],
          score: number * 10,
        })),
      },
    });
    expect(sent.map(({ subgraph }) => subgraph)).toEqual(['accounts', 'reviews']);
    const [, { variables }] = sent as [unknown, { variables: object }];
    for (const representations of Object.values(variables)) expect(representations).toHaveLength(2);
  });

  it('follows composite and nested keys', async () => {
    const { ask } = await federate({
      accounts: {
        schema: `type Query { user: User } type User @key(fields: "org { id } code { region number }") {
          org: Org @shareable code: Code @shareable } type Org { id: ID! @shareable } type Code @shareable { region: String number: Int }`,
        resolvers: { Query: { user: () => users[1] } },
      },
      desks: {
        schema: `type User @key(fields: "org { id } code { region number }") { org: Org @shareable code: Code @shareable desk: String }
          type Org { id: ID! @shareable } type Code @shareable { region: String number: Int }`,
        resolvers: {
          User: {
            desk: (user: (typeof users)[0]) => `${user.org.id}-${user.code.region}-${user.code.number}`,
          },
        },
      },
    });
    expect(await ask('{ user { desk } }')).toEqual({ data: { user: { desk: 'o2-S-2' } } });
  });

  it('goes by whichever of several keys a subgraph knows', async () => {
    const { ask } = await federate({
      accounts: {
        schema: `type Query { user: User } type User @key(fields: "id") { id: ID! }`,
        resolvers: { Query: { user: () => users[0] } },
      },
      directory: {
        schema: `type User @key(fields: "id") @key(fields: "email") { id: ID! email: String! }`,
        resolvers: {
          User: { __resolveReference: ({ id }: { id: string }) => users.find((user) => user.id === id) },
        },
      },
      mail: {
        schema: `type User @key(fields: "email") { email: String! unread: Int }`,
        resolvers: { User: { unread: ({ email }: { email: string }) => email.length } },
      },
    });
    expect(await ask('{ user { unread } }')).toEqual({ data: { user: { unread: 3 } } });
  });

  it('follows enum keys', async () => {
    const { ask, sent } = await federate({
      a: {
        schema: `enum Kind { RED BLUE } type Query { thing: Thing } type Thing @key(fields: "kind") { kind: Kind! }`,
        resolvers: { Query: { thing: () => ({ kind: 'BLUE' }) } },
      },
      b: {
        schema: `enum Kind { RED BLUE } type Thing @key(fields: "kind") { kind: Kind! label: String }`,
        resolvers: { Thing: { label: ({ kind }: { kind: string }) => `it is ${kind}` } },
      },
    });
    expect(await ask('{ thing { kind label } }')).toEqual({
      data: { thing: { kind: 'BLUE', label: 'it is BLUE' } },
    });
    expect(sent[1]?.variables).toEqual({ representations: [{ __typename: 'Thing', kind: 'BLUE' }] });
  });

  it('does not ask for an entity whose keys are null: there is none', async () => {
    const { ask, sent } = await federate({
      a: {
        schema: `type Query { things: [Thing] } type Thing @key(fields: "id") { id: ID }`,
        resolvers: { Query: { things: () => [{ id: null }, { id: '1' }] } },
      },
      b: {
        schema: `type Thing @key(fields: "id") { id: ID label: String }`,
        resolvers: { Thing: { label: ({ id }: { id: string }) => `label ${id}` } },
      },
    });
    expect(await ask('{ things { label } }')).toEqual({
      data: { things: [{ label: null }, { label: 'label 1' }] },
    });
    expect(sent[1]?.variables).toEqual({ representations: [{ __typename: 'Thing', id: '1' }] });
  });

  it('asks nobody when no entity was found', async () => {
    const { ask, sent } = await federate({
      a: {
        schema: `type Query { things: [Thing] } type Thing @key(fields: "id") { id: ID }`,
        resolvers: { Query: { things: () => [] } },
      },
      b: { schema: `type Thing @key(fields: "id") { id: ID label: String }` },
    });
    expect(await ask('{ things { label } }')).toEqual({ data: { things: [] } });
    expect(sent).toHaveLength(1);
  });
});
