import { readFileSync } from 'node:fs';
import { type DefinitionNode, type DocumentNode, Kind, parse, Source } from 'graphql';
import { describeConnections } from './connections.ts';
import { gatewaySubgraph, type SliceName } from './subgraphs.ts';

const root = new URL('../', import.meta.url);

/** A contract file as a source whose name is its path from the repository's root, so that errors point at it. */
const source = (path: string): Source => new Source(readFileSync(new URL(path, root), 'utf8'), path);

/** Where a slice's own part of the contract lies, from the repository's root. */
export const slicePath = (name: SliceName): string =>
  name === gatewaySubgraph.name ? 'schema/gateway.graphql' : `subgraphs/${name}/schema.graphql`;

/** What all slices share. */
export const sharedSource = (): Source => source('schema/shared.graphql');

/**
 * A slice: the shared part and its own text, apart, so that an error carries the right file and line.
 * @throws when there is no such file.
 */
export const slice = (name: SliceName): readonly [shared: Source, own: Source] => [
  sharedSource(),
  source(slicePath(name)),
];

/**
 * The slice as one document for `buildSubgraphSchema`, the standard parts of its lists described; each node still
 * knows the file it came from.
 * @throws GraphQLError when a text does not parse, with file and line.
 */
export const sliceDocument = (name: SliceName): DocumentNode =>
  describeConnections(parseSources(slice(name)));

/** Several texts parsed as one document. */
export function parseSources(sources: readonly Source[]): DocumentNode {
  const definitions = sources.flatMap((text): readonly DefinitionNode[] => parse(text).definitions);
  return { kind: Kind.DOCUMENT, definitions };
}
