import { unlimited } from '@hearth/gateway/caller/rate-limit.ts';
import { nobody } from '@hearth/schema/protocol/authority.ts';
import { executeSync, getIntrospectionQuery, parse } from 'graphql';
import { describe, expect, it } from 'vitest';
import { federate } from '../fixture.ts';

const schema = `"What there is." type Query { me: User count: Int @deprecated(reason: "use me") all: [User!]! found: Found }
  "One person." type User @key(fields: "id") { id: ID! name(short: Boolean = true old: Int @deprecated): String }
  interface Named { title: String } type Place implements Named { title: String } union Found = User | Place
  scalar Url @specifiedBy(url: "https://url.spec") input Filter { from: Int to: [Int!] }
  enum Kind { A B @deprecated(reason: "gone") } type Mutation { rename(name: String!): User }
  extend type User { home: Url kind(by: Filter): Kind }`;

const NAME = 'x'.repeat(1_000);
const user = { id: '1', name: NAME };
const resolvers = {
  Query: { me: () => user, all: () => Array.from({ length: 100 }, () => user) },
  Mutation: { rename: () => user },
};
const subgraphs = { a: { schema, resolvers } };

const flags = ['descriptions', 'specifiedByUrl', 'directiveIsRepeatable', 'schemaDescription'] as const;
const more = ['inputValueDeprecation', 'oneOf'] as const;
const options = [...flags, ...more];

/** Every form that graphql-js writes. */
const forms = Array.from({ length: 2 ** options.length }, (_, bits) =>
  getIntrospectionQuery(Object.fromEntries(options.map((name, bit) => [name, (bits & (1 << bit)) !== 0]))),
);

const others = [
  '{ __schema { queryType { name n: name __typename fields { type { ofType { name } } } } } }',
  '{ __proto__: __schema { __proto__: queryType { __proto__: name } } }',
  '{ a: __type(name: "Kind") { enumValues(includeDeprecated: true) { name deprecationReason } } b: __type(name: "No") { name } }',
  'query ($all: Boolean = true) { __type(name: "Query") { fields(includeDeprecated: $all) { name @skip(if: $all) args { defaultValue } } } }',
  '{ ...a __schema { types { name } } } fragment a on Query { __schema { types { kind ...b } } } fragment b on __Type { possibleTypes { name } }',
];

const valuesOf = (value: unknown): number =>
  Array.isArray(value)
    ? value.reduce((sum: number, item) => sum + valuesOf(item), 0)
    : typeof value === 'object' && value !== null
      ? Object.values(value).reduce((sum: number, inner) => sum + 1 + valuesOf(inner), 0)
      : 0;

/** A hub that notes what callers owe. */
async function withBudget(limits = {}) {
  const owed: number[] = [];
  const budget = { ...unlimited, owe: (_spender: unknown, points: number) => void owed.push(points) };
  return { owed, ...(await federate(subgraphs, { introspection: true, limits, budget })) };
}

describe('an introspection', () => {
  it('is answered as graphql-js does, in every form and in the same order', async () => {
    const { hub } = await federate(subgraphs, { introspection: true });
    for (const query of [...forms, ...others]) {
      const expected = executeSync({ schema: hub.schema, document: parse(query) });
      expect(expected.errors).toBeUndefined();
      expect(JSON.stringify(await hub.execute({ query }))).toBe(JSON.stringify(expected));
    }
  });

  it('that tools ask is written once, whatever its text is, and no limit of cost holds for it', async () => {
    const { hub } = await federate(subgraphs, { introspection: true, limits: { cost: 10 } });
    for (const query of [forms[0]!, forms.at(-1)!]) {
      const first = await hub.execute({ query });
      expect(first.errors).toBeUndefined();
      const again = query.replaceAll('FullType', 'Whole').replace('IntrospectionQuery', 'Mine');
      expect(again).not.toBe(query);
      expect(await hub.execute({ query: `${again} # 1` })).toBe(first);
    }
  });

  it.each([
    ['has other fields at its root', '{ me { id } __schema { types { name } } }'],
    ['reports what was kept', '{ __schema { types { name } } }'],
  ])('is read for each request when it %s', async (_name, query) => {
    const { hub } = await federate(subgraphs, { introspection: true });
    const authority = { ...nobody, scopes: ['cache:read'] };
    const first = await hub.execute({ query, authority, cacheReport: true });
    const second = await hub.execute({ query, authority });
    expect(first.extensions?.cache).toBeDefined();
    expect(second).not.toBe(first);
    expect(second.data?.['__schema']).toEqual(first.data?.['__schema']);
  });

  it('costs a point for each value when it is another, each time; a prepared one costs less after the first', async () => {
    const { hub, owed } = await withBudget();
    const costOf = async (query: string) => {
      await hub.execute({ query });
      owed.length = 0; // what reading and compiling cost
      const { data } = await hub.execute({ query });
      return { owed: owed.reduce((sum, points) => sum + points, 0), values: valuesOf(data) };
    };
    for (const query of [others[0]!, others[2]!, others[3]!]) {
      const { owed: points, values } = await costOf(query);
      expect(points).toBe(values);
    }
    const usual = await costOf(forms.at(-1)!);
    expect(usual.owed).toBeLessThan(usual.values / 2);
  });

  it('is refused as soon as it costs more than an operation may, and no ministry is asked beside it', async () => {
    const { ask, sent } = await federate(subgraphs, { introspection: true, limits: { cost: 100 } });
    const aliases = Array.from({ length: 30 }, (_, index) => `a${index}: name`).join(' ');
    const { data, errors } = await ask(`{ me { id } __schema { types { fields { ${aliases} } } } }`);
    expect(data).toBeUndefined();
    expect(errors?.[0]?.extensions).toMatchObject({ code: 'LIMIT_EXCEEDED', limit: 'cost' });
    expect(errors?.[0]?.message).toContain('the limit is 100');
    expect(sent).toEqual([]);
  });
});

describe('an answer', () => {
  const aliases = Array.from({ length: 50 }, (_, index) => `a${index}: name`).join(' ');
  const tooLarge = { code: 'LIMIT_EXCEEDED', limit: 'answerCharacters' };

  it.each([
    ['of aliases', `{ all { ${aliases} } }`],
    ['of long keys', `{ all { ${'k'.repeat(3_000)}: id } }`],
    ['of the schema', `{ __schema { types { fields { ${aliases} } } } }`],
  ])('%s that is too large is refused before it is written', async (_name, query) => {
    const limits = { answerCharacters: 20_000, cost: 1_000_000 };
    const { ask } = await federate(subgraphs, { introspection: true, limits });
    const { data, errors } = await ask(query);
    expect(data).toBeUndefined();
    expect(errors?.[0]?.extensions).toMatchObject(tooLarge);
    expect(errors?.[0]?.message).toContain('limit of 20000');
    expect(await ask('{ me { id } }')).toEqual({ data: { me: { id: '1' } } });
  });

  it('to a mutation says that the mutation has run', async () => {
    const { hub } = await federate(subgraphs, { limits: { answerCharacters: 20_000 } });
    const { data, errors } = await hub.execute({ query: `mutation { rename(name: "y") { ${aliases} } }` });
    expect(data).toBeNull();
    expect(errors?.[0]?.extensions).toMatchObject(tooLarge);
    expect(errors?.[0]?.message).toMatch(/^The mutation has run\. The answer has more characters/);
  });
});
