import { buildSubgraphSchema } from '@apollo/subgraph';
import { scalars } from '@hearth/schema/protocol/scalars.ts';
import { sliceDocument } from '@hearth/schema/slices.ts';
import { ministryCode, type MinistryName } from '@hearth/schema/subgraphs.ts';
import { type DocumentNode, type GraphQLSchema, Kind, type ObjectTypeDefinitionNode } from 'graphql';
import { protectCommands } from './commands.ts';

/** Resolvers by type and field, as the ministry's generated types check them. */
// oxlint-disable-next-line typescript/no-explicit-any -- each field has types of its own; they are checked where they are written
export type ResolverMap = Record<string, any>;

/**
 * The executable schema of a ministry: its slice, its resolvers, the shared scalars, and `provenance` read from
 * the columns that every record has. Commands refuse who may not give them.
 */
export function ministrySchema(
  name: MinistryName,
  resolvers: ResolverMap,
  typeDefs: DocumentNode = sliceDocument(name),
): GraphQLSchema {
  const merged: ResolverMap = { ...scalars, ...resolvers };
  for (const type of typesWithProvenance(typeDefs)) {
    merged[type] = { provenance: provenanceOf(name), ...merged[type] };
  }
  const commands = protectCommands(typeDefs, resolvers['Mutation']);
  if (Object.keys(commands).length > 0) merged['Mutation'] = commands;
  return buildSubgraphSchema([{ typeDefs, resolvers: merged }]);
}

const provenanceOf = (name: MinistryName) => (record: object) => ({
  ...record,
  sourceMinistry: ministryCode(name),
});

function typesWithProvenance(document: DocumentNode): string[] {
  return document.definitions
    .filter(
      (definition): definition is ObjectTypeDefinitionNode => definition.kind === Kind.OBJECT_TYPE_DEFINITION,
    )
    .filter((type) => type.fields?.some((field) => field.name.value === 'provenance'))
    .map((type) => type.name.value);
}
