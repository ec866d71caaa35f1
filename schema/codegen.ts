import { existsSync, readFileSync } from 'node:fs';
import { codegen } from '@graphql-codegen/core';
import * as typescript from '@graphql-codegen/typescript';
import * as typescriptResolvers from '@graphql-codegen/typescript-resolvers';
import { type DocumentNode, Kind, type ObjectTypeDefinitionNode } from 'graphql';
import { federationDirectives } from './federation-directives.ts';
import { type GeneratedFile, generatedHeader, repositoryFile } from './generated-files.ts';
import { externalFields, keyFields, objectTypes } from './definitions.ts';
import { sliceDocument } from './slices.ts';
import type { MinistryName } from './subgraphs.ts';

/** What generated types of a ministry build on: the row types that its tables.ts exports (`SettlementRow`). */
export type MinistryTypes = { rows: ReadonlySet<string> };

/**
 * The file of a ministry's resolver types. The resolvers of a type `X` are given an `XRow`, where tables.ts has one;
 * those of what answers a command, its outcome; `RequiredResolvers` demands a resolver for each field that the row does not carry.
 * @throws GraphQLError when the slice does not parse.
 */
export async function ministryResolverTypes(name: MinistryName): Promise<GeneratedFile> {
  return {
    path: `subgraphs/${name}/generated/resolvers.ts`,
    text: await generateResolverTypes(sliceDocument(name), readMinistryTypes(name)),
  };
}

/** The row types that a ministry's tables.ts exports; none while there is no such file. */
export function readMinistryTypes(name: MinistryName): MinistryTypes {
  const file = repositoryFile(`subgraphs/${name}/tables.ts`);
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  const names = [...text.matchAll(/^export type (\w+Row)\b/gm)].map(([, row = '']) => row);
  return { rows: new Set(names) };
}

/** Resolver types of one slice, given as a document. */
export async function generateResolverTypes(slice: DocumentNode, types: MinistryTypes): Promise<string> {
  const parents = parentTypes(slice, types);
  const generated = await codegen({
    filename: 'resolvers.ts',
    documents: [],
    schema: withDirectives(slice),
    plugins: [{ typescript: {} }, { resolvers: {} }],
    pluginMap: { typescript, resolvers: typescriptResolvers },
    config: { ...options, mappers: parents },
  });
  const parts = [generatedHeader('//', 'codegen'), completeness, generated, ownTypes(slice, parents)];
  return `${parts.map((part) => part.trim()).join('\n')}\n`;
}

const completeness = `import type { CompleteResolvers } from '@hearth/schema/protocol/complete-resolvers.ts';`;

const options = {
  federation: true,
  disableFederationDirectiveAndScalarInjection: true, // we bring those of version 2
  contextType: '../loaders.ts#Context',
  useTypeImports: true,
  importExtension: '.ts',
  emitLegacyCommonJSImports: false,
  enumsAsTypes: true,
  skipTypename: true,
  disableDescriptions: true,
  immutableTypes: true,
  avoidOptionals: { field: true },
  scalars: {
    ID: 'string',
    RegionCode: 'string',
    CitizenId: 'string',
    Yuan: 'bigint',
    Date: 'string',
    DateTime: 'globalThis.Date',
    Cursor: 'string',
  },
};

/** For each type that has one, the TypeScript type that its resolvers are given. */
function parentTypes(slice: DocumentNode, { rows }: MinistryTypes): Record<string, string> {
  const parents = objectTypes(slice).map((type) => [type.name.value, parentType(type, rows)]);
  return Object.fromEntries(parents.filter(([, parent]) => parent !== undefined));
}

function parentType(type: ObjectTypeDefinitionNode, rows: ReadonlySet<string>): string | undefined {
  const name = type.name.value;
  const [, item, part] = /^(\w+)(Connection|Edge)$/.exec(name) ?? [];
  if (rows.has(`${name}Row`)) return `../tables.ts#${name}Row`;
  if (part === 'Connection' && rows.has(`${item}Row`)) return `@hearth/kit/loader.ts#Connection<${item}Row>`;
  if (part === 'Edge' && rows.has(`${item}Row`)) return `EdgeOf<${item}Row>`;
  if (name.endsWith('Payload')) return '@hearth/kit/commands.ts#Outcome';
  return keyFields(type).length > 0 ? `${name}Ref` : undefined;
}

/** What code generation does not know: edges, references to entities without a row, and the required resolvers. */
function ownTypes(slice: DocumentNode, parents: Record<string, string>): string {
  const objects = objectTypes(slice).filter(({ name }) => name.value !== 'Subscription');
  const edge = `type EdgeOf<Row> = Connection<Row>['edges'][number];`;
  const hasEdges = Object.values(parents).some((parent) => parent.startsWith('EdgeOf<'));
  return [
    ...(hasEdges ? [edge] : []),
    ...references(objects, parents),
    requiredResolvers(objects, parents),
  ].join('\n\n');
}

function references(objects: readonly ObjectTypeDefinitionNode[], parents: Record<string, string>): string[] {
  return objects
    .filter(({ name }) => parents[name.value] === `${name.value}Ref`)
    .map((type) => {
      const name = type.name.value;
      const keys = keyFields(type).map((key) => `'${key}'`);
      const required = externalFields(type).map((field) => `${field}?: unknown`);
      const extras = required.length > 0 ? ` & { ${required.join('; ')} }` : '';
      return [
        `/** The key of a ${name}, of which this ministry has no row, and what the gateway brings as plain JSON. */`,
        `export type ${name}Ref = Pick<${name}, ${keys.join(' | ')}>${extras};`,
      ].join('\n');
    });
}

function requiredResolvers(
  objects: readonly ObjectTypeDefinitionNode[],
  parents: Record<string, string>,
): string {
  const lines = objects.flatMap(({ name: { value: name } }) => {
    if (isRoot(name)) return [`    ${name}: object;`];
    return name in parents ? [`    ${name}: ResolversParentTypes['${name}'];`] : [];
  });
  return [
    '/** All resolvers, of which those are required whose field the row does not carry. */',
    'export type RequiredResolvers = CompleteResolvers<',
    '  {',
    ...lines,
    '  },',
    '  Resolvers',
    '>;',
  ].join('\n');
}

const isRoot = (name: string): boolean => name === 'Query' || name === 'Mutation';

/** The slice with the directives defined instead of linked. */
function withDirectives(slice: DocumentNode): DocumentNode {
  const definitions = slice.definitions.filter(({ kind }) => kind !== Kind.SCHEMA_EXTENSION);
  return { kind: Kind.DOCUMENT, definitions: [...federationDirectives.definitions, ...definitions] };
}
