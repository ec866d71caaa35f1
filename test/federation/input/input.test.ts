import { describe, expect, it } from 'vitest';
import { federate, type Given } from '../fixture.ts';

const start = () =>
  federate(
    {
      a: {
        schema: `type Query { echo(text: String = "none" filter: Filter kinds: [Kind!]): String me: User }
          input Filter { from: Int! = 1 to: Int kind: Kind tags: [[String!]] } enum Kind { A B HIDDEN @inaccessible }
          type User @key(fields: "id") { id: ID! }`,
        resolvers: {
          Query: { echo: (_: unknown, given: Given) => JSON.stringify(given), me: () => ({ id: '1' }) },
        },
      },
      b: {
        schema: `input Filter { from: Int! = 1 to: Int kind: Kind tags: [[String!]] } enum Kind { A B HIDDEN @inaccessible } type User @key(fields: "id") { id: ID! echo(text: String = "none" filter: Filter kinds: [Kind!]): String }`,
        resolvers: { User: { echo: (_: unknown, given: Given) => JSON.stringify(given) } },
      },
    },
    { limits: { depth: 6, aliases: 5, tokens: 200, fields: 20 } },
  );

const code = (answer: Given) => answer['errors']?.[0]?.extensions.code;

describe('arguments and variables', () => {
  it('reach every subgraph with defaults, enums, lists and input objects', async () => {
    const { ask } = await start();
    const query = `query ($t: String = "later", $to: Int, $kinds: [Kind!], $f: Filter) {
      echo(text: $t, filter: { to: $to, kind: B, tags: [["x"], null] }, kinds: $kinds) me { echo(filter: $f) other: echo(kinds: [A, B], text: null) } }`;
    const { data, errors } = await ask(query, { kinds: 'A', f: { tags: 'y' } });
    expect(errors).toBeUndefined();
    expect(JSON.parse(data?.['echo'] as string)).toEqual({
      text: 'later',
      filter: { from: 1, kind: 'B', tags: [['x'], null] },
      kinds: ['A'],
    });
    const me = data?.['me'] as Given;
    expect(JSON.parse(me['echo'])).toEqual({ text: 'none', filter: { from: 1, tags: [['y']] } });
    expect(JSON.parse(me['other'])).toEqual({ text: null, kinds: ['A', 'B'] });
  });

  it('are refused with the name of the value that is wrong, and nothing is sent', async () => {
    const { ask, sent } = await start();
    for (const [query, variables, named] of [
      ['query ($f: Filter) { echo(filter: $f) }', { f: { from: 'x' } }, '$f'],
      ['query ($k: [Kind!]) { echo(kinds: $k) }', { k: ['A', 'HIDDEN'] }, '$k'],
      ['query ($t: String!) { echo(text: $t) }', {}, '$t'],
      ['query ($t: String!) { echo(text: $t) }', { t: 5 }, '$t'],
      ['query ($f: Filter!) { echo(filter: $f) }', { f: { unknown: 1 } }, 'unknown'],
    ] as const) {
      const answer = await ask(query, variables);
      expect(answer.data).toBeUndefined();
      expect(code(answer)).toBe('BAD_USER_INPUT');
      expect(answer.errors?.[0]?.message).toContain(named);
      expect(sent).toEqual([]);
    }
  });
});

describe('documents', () => {
  it('are refused when they are not GraphQL, not valid or hold no such operation', async () => {
    const { ask } = await start();
    expect(await ask('{ echo')).toMatchObject({
      errors: [{ locations: [{ line: 1, column: 7 }], extensions: { code: 'GRAPHQL_PARSE_FAILED' } }],
    });
    expect(code(await ask('{ unknown }'))).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(code(await ask('query a { echo } query b { echo }'))).toBe('OPERATION_RESOLUTION_FAILURE');
    expect(code(await ask('query a { echo }', {}, { operationName: 'b' }))).toBe(
      'OPERATION_RESOLUTION_FAILURE',
    );
    const named = await ask('query a { echo } query b { me { id } }', {}, { operationName: 'b' });
    expect(named).toEqual({ data: { me: { id: '1' } } });
  });

  it('are refused when they are larger than the limits', async () => {
    const { ask } = await start();
    const deep = '{ me { id ...f } } fragment f on User { ...g } fragment g on User { id }';
    expect(code(await ask(deep))).toBeUndefined();
    for (const query of [
      `{ ${'a: echo '.repeat(6)} }`,
      `{ ${'echo '.repeat(201)} }`,
      '{ __schema { types { fields { type { ofType { ofType { ofType { name } } } } } } } }',
      `{ ${'...f '.repeat(3)} } fragment f on Query { ${'...g '.repeat(3)} } fragment g on Query { ${'echo '.repeat(3)} }`,
    ]) {
      expect(code(await ask(query))).toBe('LIMIT_EXCEEDED');
    }
  });

  it('may not be subscriptions', async () => {
    const { ask } = await federate({
      a: { schema: 'type Query { x: Int } type Subscription { x: Int }', resolvers: {} },
    });
    expect(code(await ask('subscription { x }'))).toBe('SUBSCRIPTION_NOT_SUPPORTED');
  });
});
