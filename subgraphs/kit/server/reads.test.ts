import { type Authority, createAuthority, nobody } from '@hearth/schema/protocol/authority.ts';
import { parseSources, sharedSource } from '@hearth/schema/slices.ts';
import { Source } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { wholeCountry } from '../testing/authorities.ts';
import { createGraphqlServer, type GraphqlServer } from './graphql.ts';
import { createLeanExecutor, type SubgraphAnswer } from './lean.ts';
import { ministrySchema } from './schema.ts';

const household = '@requiresScopes(scopes: [["household:read"]]) @purpose(any: [MONITORING, ASSISTANCE])';
const health = '@requiresScopes(scopes: [["health:read"]]) @purpose(any: [MONITORING])';
const slice = parseSources([
  sharedSource(),
  new Source(`type Query { household: Household open: Int bill: Bill ill(cause: Cause): Household ${health} }
    type Mutation { write: Bill }
    type Household @key(fields: "id") ${household} { id: ID! causes: [Cause!] ${health} bills: BillConnection }
    type BillConnection { edges: [BillEdge!]! } type BillEdge { node: Bill! }
    type Bill ${health} { total: Int } enum Cause { ILLNESS }`),
]);

let written = 0;
const family = { id: 'H1', causes: ['ILLNESS'], bills: { edges: [{ node: { total: 1 } }] } };
const resolvers = {
  Query: { household: () => family, open: () => 1, bill: () => ({ total: 1 }), ill: () => family },
  Mutation: { write: () => ({ total: (written += 1) }) },
  Household: { __resolveReference: () => family },
};

const all = createAuthority({ ...wholeCountry, scopes: ['household:read', 'health:read'] });
const withoutHealth = createAuthority({ ...all, scopes: ['household:read'] });
const options = {
  name: 'health' as const,
  schema: ministrySchema('health', resolvers, slice),
  createContext: (context: object) => context,
};

describe('a read', () => {
  const executeAll = createLeanExecutor(options);
  let graphql: GraphqlServer;
  beforeAll(async () => {
    graphql = await createGraphqlServer(options);
  });
  afterAll(() => graphql.stop());

  const paths: Record<string, (query: string, authority: Authority) => Promise<SubgraphAnswer>> = {
    'public path': (query, authority) => graphql.execute({ query }, authority),
    'gateway’s path': (query, authority) => executeAll([{ query }], authority)[0]!,
  };

  describe.each(Object.entries(paths))('on the %s', (_, ask) => {
    const entity = (fields: string) =>
      `{ _entities(representations: [{ __typename: "Household", id: "H1" }]) { ... on Household { ${fields} } } }`;
    const asking: readonly (readonly [how: string, query: string, needs: string])[] = [
      ['a field', '{ household { id causes } }', 'Household.causes'],
      ['a field of an entity', entity('id causes'), 'Household.causes'],
      ['a fragment', '{ household { ...F } } fragment F on Household { causes }', 'Household.causes'],
      [
        'a condition',
        'query ($no: Boolean = false) { household { causes @include(if: $no) } }',
        'Household.causes',
      ],
      [
        'the pages of a protected type',
        '{ household { bills { edges { node { total } } } } }',
        'Household.bills',
      ],
      ['a protected type', '{ bill { total } }', 'Query.bill'],
      ['a field that finds by what is protected', '{ ill(cause: ILLNESS) { id } }', 'Query.ill'],
    ];

    it.each(asking)(
      'should be refused by the ministry itself to who lacks the scope of %s',
      async (_how, query, field) => {
        const { data, errors } = await ask(query, withoutHealth);
        expect(data ?? null).toBeNull();
        const message = expect.stringContaining(`${field} is denied. Needs `);
        expect(errors).toMatchObject([{ message, extensions: { code: 'DENIED' } }]);
      },
    );

    it.each(asking)('should be answered to who has the scope of %s', async (_how, query) => {
      expect((await ask(query, all)).errors).toBeUndefined();
    });

    it('should be refused for another purpose, and to callers of whom nothing is known', async () => {
      const forAid = createAuthority({ ...all, purpose: 'ASSISTANCE' });
      for (const authority of [forAid, nobody]) {
        expect((await ask('{ household { causes } }', authority)).errors).toMatchObject([
          { extensions: { code: 'DENIED' } },
        ]);
      }
      expect(await ask('{ open __typename }', nobody)).toMatchObject({ data: { open: 1 } });
    });

    it('should be refused in the answer to a command before the command is done', async () => {
      const before = written;
      const answer = await ask('mutation { write { total } }', withoutHealth);
      expect(answer).toMatchObject({
        errors: [{ extensions: { code: 'DENIED' } }],
        extensions: { changes: [] },
      });
      expect(written).toBe(before);
    });
  });
});
