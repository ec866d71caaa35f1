import fc from 'fast-check';
import {
  buildSchema,
  execute,
  isObjectType,
  parse,
  printSchema,
  validate,
  type GraphQLSchema,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { federate, type Federation, type Given } from '../fixture.ts';
import { randomQuery } from './queries.ts';
import * as media from './media.ts';
import * as works from './world.ts';

/** Random queries that are tried; `RUNS` asks for more. */
const runs = Number(process.env['RUNS'] ?? 300);
const timeout = 60_000 + runs * 50;

/** The same world behind one schema, run by graphql-js. */
function buildMonolith(api: GraphQLSchema, fields: typeof works.fields): GraphQLSchema {
  const schema = buildSchema(printSchema(api));
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      const resolve = fields[type.name]?.[field.name];
      if (!resolve) continue;
      field.resolve = (thing, args) => {
        const value = resolve(thing, args);
        if (value === works.broken) throw works.broken;
        return value;
      };
    }
  }
  return schema;
}

type Errors = readonly { path?: readonly (string | number)[] | undefined }[] | undefined;

/**
 * The places of the answer that are null because of errors. Where a null rises past several errors, an executor may
 * tell of one or of all, so what must be equal is where the nulls stand.
 */
function nullsOf(data: unknown, errors: Errors): string[] {
  const places = new Set<string>();
  for (const { path = [] } of errors ?? []) {
    let value = data as Given | null;
    let depth = 0;
    for (; value !== null && depth < path.length; depth += 1)
      value = value[path[depth] as string] as Given | null;
    places.add(value === null ? JSON.stringify(path.slice(0, depth)) : `${JSON.stringify(path)} is not null`);
  }
  return [...places].toSorted();
}

describe.each([
  ['works', works],
  ['media', media],
])('a monolith and the hub over the same world of %s', (_name, { fields, subgraphs }) => {
  let federation: Federation;
  let monolith: GraphQLSchema;

  beforeAll(async () => {
    federation = await federate(subgraphs);
    monolith = buildMonolith(federation.hub.schema, fields);
  });
  afterAll(() => federation.stop());

  it('give the same data for any query, with nulls from errors in the same places', { timeout }, async () => {
    await fc.assert(
      fc.asyncProperty(randomQuery(federation.hub.schema), async ({ query, variables }) => {
        const document = parse(query);
        fc.pre(validate(monolith, document).length === 0);
        const expected = await execute({ schema: monolith, document, variableValues: variables });
        const actual = await federation.ask(query, variables);
        expect(JSON.stringify(actual.data)).toBe(JSON.stringify(expected.data));
        expect(nullsOf(actual.data, actual.errors)).toEqual(nullsOf(expected.data, expected.errors));
        const paths = (actual.errors ?? []).map(({ path }) => JSON.stringify(path));
        expect(paths).toEqual([...new Set(paths)]);
      }),
      { numRuns: runs },
    );
  });
});
