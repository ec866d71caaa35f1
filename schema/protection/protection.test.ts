import { readFileSync } from 'node:fs';
import {
  buildASTSchema,
  buildSchema,
  type GraphQLEnumType,
  type GraphQLNamedType,
  isObjectType,
  isTypeDefinitionNode,
  parse,
  print,
  type TypeDefinitionNode,
} from 'graphql';
import { describe, expect, it } from 'vitest';
import { compose } from '../compose.ts';
import { parseContract, readSlices } from '../contract.ts';
import { namedType } from '../definitions.ts';
import { repositoryFile } from '../generated-files.ts';
import { purposes } from '../protocol/purposes.ts';
import { isScope, scopes } from '../protocol/scopes.ts';
import { parseSources, sharedSource } from '../slices.ts';
import { requirementOf } from './directives.ts';
import { kindNames, kinds, requirementOfKinds } from './kinds.ts';
import { fieldPlaces, protectedNodes } from './nodes.ts';
import { itemOf, protectionOf } from './protection.ts';
import { both, implies } from './requirement.ts';

const contract = parseContract(readSlices());
const protection = protectionOf(contract);
const { supergraph, api } = compose(readSlices());

/** Each type and field of the supergraph with what its own directives ask for. */
const composed = new Map(
  parse(supergraph)
    .definitions.filter(isTypeDefinitionNode)
    .flatMap((type) => [
      [type.name.value, requirementOf(type)] as const,
      ...('fields' in type ? (type.fields ?? []) : []).map(
        (field) => [`${type.name.value}.${field.name.value}`, requirementOf(field)] as const,
      ),
    ]),
);

describe('the contract', () => {
  it('has the purposes of the catalogue, in its words', () => {
    const schema = buildASTSchema(parseSources([sharedSource()]), { assumeValidSDL: true });
    const values = (schema.getType('Purpose') as GraphQLEnumType).getValues();
    expect(Object.fromEntries(values.map(({ name, description }) => [name, description]))).toEqual(purposes);
  });

  it('protects whatever is about a household or a person', () => {
    const records = protectedNodes(contract).filter(({ node }) =>
      node.directives?.some(({ name }) => name.value === 'dataSubject'),
    );
    expect(records.length).toBeGreaterThan(30);
    const household = requirementOfKinds(['household']);
    const open = records.filter(({ coordinate }) => !implies(protection.ofType(coordinate), household));
    expect(open.map(({ coordinate }) => coordinate)).toEqual([]);
  });

  it('gives no amount of a household or a person without a scope beyond households', () => {
    const household = requirementOfKinds(['household']);
    const amounts = fieldPlaces(contract).filter(({ parent, node }) => {
      const needed = both(protection.ofType(parent), protection.ofField(parent, node.name.value));
      return namedType(node.type) === 'Yuan' && implies(needed, household) && implies(household, needed);
    });
    expect(amounts.map(({ coordinate }) => coordinate)).toEqual([]);
  });
});

describe('the supergraph', () => {
  it('asks for what the slices ask for, on every type and field', () => {
    const own = protectedNodes(contract).filter(({ node }) => requirementOf(node).scopes.length > 0);
    expect(own.length).toBeGreaterThan(60);
    for (const { coordinate, node } of own) {
      expect([coordinate, composed.get(coordinate)]).toEqual([coordinate, requirementOf(node)]);
    }
  });

  it('asks for the same on a connection and its edges as on their items', () => {
    const parts = [...composed].filter(([name]) => itemOf(name) !== null);
    expect(parts.length).toBeGreaterThan(100);
    for (const [name, requirement] of parts) {
      expect([name, requirement]).toEqual([name, composed.get(itemOf(name)!)]);
    }
  });

  it('says of the same records as the slices whose they are', () => {
    const inSlices = protectedNodes(contract).flatMap(({ parent, node }) => (parent === null ? [node] : []));
    const subjects = subjectsOf(inSlices);
    expect(subjects.size).toBeGreaterThan(30);
    expect(subjectsOf(parse(supergraph).definitions.filter(isTypeDefinitionNode))).toEqual(subjects);
  });
});

/** The `@dataSubject` of each type that has one, its arguments in order. */
const subjectsOf = (types: readonly TypeDefinitionNode[]): ReadonlyMap<string, string[]> =>
  new Map(
    types.flatMap(({ name, directives }) => {
      const subject = directives?.find((directive) => directive.name.value === 'dataSubject');
      return subject ? [[name.value, (subject.arguments ?? []).map(print).toSorted()]] : [];
    }),
  );

describe('the API', () => {
  const types = buildSchema(api).getTypeMap();
  const described = (type: GraphQLNamedType | undefined, field: string) =>
    isObjectType(type) ? type.getFields()[field]?.description : undefined;

  it('tells what a field needs, where its object does not need as much', () => {
    expect(described(types['Person'], 'ethnicity')).toMatch(
      /\nNeeds identity:read for ASSISTANCE or CORRECTION with a case\.$/,
    );
    expect(described(types['Person'], 'settlements')).toMatch(
      /\nNeeds household:read and health:read for MONITORING, ASSISTANCE or CORRECTION\.$/,
    );
    expect(described(types['Settlement'], 'total')).not.toMatch(/Needs/);
    expect(types['Settlement']?.description).toMatch(/\nNeeds household:read and health:read for/);
  });
});

describe('the README', () => {
  it('lists each scope with its word, what it opens, and the purposes that it serves', () => {
    const readme = readFileSync(repositoryFile('schema/README.md'), 'utf8');
    for (const name of kindNames) {
      const { scope, purposes: served } = kinds[name];
      const word = name === 'household' ? '' : `\`${name}\``;
      expect(readme).toContain(`| \`${scope}\` | ${word} | ${scopes[scope]} | ${served.join(', ')} |`);
    }
    const named = [...readme.matchAll(/`(\w+:read)`/g)].map(([, scope = '']) => scope);
    expect(named.filter((scope) => !isScope(scope))).toEqual([]);
  });
});
