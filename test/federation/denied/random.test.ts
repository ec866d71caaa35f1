import type { Authority } from '@hearth/schema/protocol/authority.ts';
import fc from 'fast-check';
import {
  buildSchema,
  execute,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  parse,
  printSchema,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
  type DocumentNode,
  type FieldNode,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { federate, type Federation, type Given, type SentOperation } from '../fixture.ts';
import { randomQuery } from '../monolith/queries.ts';
import { caller, maySee, subgraphs, valueOf } from './world.ts';

/** Random queries that are tried; `RUNS` asks for more. A failure prints its seed. */
const runs = Number(process.env['RUNS'] ?? 400);
const timeout = 60_000 + runs * 50;

const authority: fc.Arbitrary<Authority> = fc
  .record({
    scopes: fc.subarray([
      'name:read',
      'audit:read',
      'identity:read',
      'contact:read',
      'health:read',
      'statistics:read',
    ]),
    purpose: fc.constantFrom(null, 'MONITORING' as const, 'ASSISTANCE' as const, 'AUDIT' as const),
    subject: fc.constantFrom('', 'tester'),
    case: fc.constantFrom(null, 'K1'),
  })
  .map(caller);

interface Witness {
  readonly authority: Authority;
  readonly parents: ReadonlyMap<FieldNode, string>;
}

/** The type that each field of a document is selected on. */
function parentsOf(schema: GraphQLSchema, document: DocumentNode): Map<FieldNode, string> {
  const parents = new Map<FieldNode, string>();
  const types = new TypeInfo(schema);
  visit(
    document,
    visitWithTypeInfo(types, {
      Field: (node) => void parents.set(node, String(types.getParentType())),
    }),
  );
  return parents;
}

/** The same world behind one schema, whose resolvers refuse what is denied. */
function buildMonolith(api: GraphQLSchema): GraphQLSchema {
  const schema = buildSchema(printSchema(api));
  for (const type of Object.values(schema.getTypeMap())) {
    if (!isObjectType(type) || type.name.startsWith('__')) continue;
    for (const field of Object.values(type.getFields())) {
      field.resolve = (thing: Given, _args, { authority: who, parents }: Witness, { fieldNodes }) => {
        const isSeen = fieldNodes.every((node) => maySee(`${parents.get(node)}.${field.name}`, who));
        if (!isSeen) throw new Error('denied');
        return valueOf(type.name, field.name, thing);
      };
    }
  }
  return schema;
}

/** The fields that subgraphs were asked for, as `Type.field`. */
function fieldsOf(sent: readonly SentOperation[], schema: GraphQLSchema): string[] {
  const found: string[] = [];
  const search = (set: SelectionSetNode | undefined, type: string): void => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FRAGMENT_SPREAD) continue; // its definition is searched by itself
      if (selection.kind === Kind.INLINE_FRAGMENT) {
        search(selection.selectionSet, selection.typeCondition?.name.value ?? type);
        continue;
      }
      const name = selection.name.value;
      const parent = schema.getType(type);
      const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
      if (field) found.push(`${type}.${name}`);
      search(selection.selectionSet, field ? getNamedType(field.type).name : name);
    }
  };
  for (const { query } of sent) {
    for (const definition of parse(query).definitions) {
      if (definition.kind === Kind.FRAGMENT_DEFINITION) {
        search(definition.selectionSet, definition.typeCondition.name.value);
      } else if (definition.kind === Kind.OPERATION_DEFINITION) search(definition.selectionSet, 'Query');
    }
  }
  return found;
}

describe('a hub for any caller', () => {
  let federation: Federation;
  let monolith: GraphQLSchema;
  beforeAll(async () => {
    federation = await federate(subgraphs);
    monolith = buildMonolith(federation.hub.schema);
  });
  afterAll(() => federation.stop());

  it(
    'answers any query as one schema that refuses what is denied, and asks nobody for it',
    { timeout },
    async () => {
      let denials = 0;
      let notPlanned = 0;
      const property = fc.asyncProperty(
        randomQuery(federation.hub.schema),
        authority,
        async ({ query, variables: variableValues }, who) => {
          const document = parse(query);
          fc.pre(validate(monolith, document).length === 0);
          const contextValue: Witness = { authority: who, parents: parentsOf(monolith, document) };
          const expected = await execute({ schema: monolith, document, variableValues, contextValue });
          const actual = await federation
            .ask(query, variableValues, { authority: who })
            .catch((error: Error) => {
              if (!error.message.startsWith('Failed to plan query')) throw error;
              notPlanned += 1; // the planner does not plan every query
            });
          if (!actual) return;
          expect(JSON.stringify(actual.data)).toBe(JSON.stringify(expected.data));
          const errors = (actual.errors ?? []).map(({ path, extensions: { code } }) => ({ path, code }));
          expect(errors).toEqual((expected.errors ?? []).map(({ path }) => ({ path, code: 'DENIED' })));
          denials += errors.length;
          const asked = fieldsOf(federation.sent, federation.hub.schema);
          expect(asked.filter((coordinate) => !maySee(coordinate, who))).toEqual([]);
        },
      );
      await fc.assert(property, { numRuns: runs });
      expect(denials).toBeGreaterThan(runs / 2);
      expect(notPlanned).toBeLessThan(3 + runs * 0.01);
    },
  );
});
