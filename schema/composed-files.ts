import type { Composition } from './compose.ts';
import type { GeneratedFile } from './generated-files.ts';

/** The API as clients see it, from the repository's root. */
export const apiPath = 'schema/api.graphql';

/** The supergraph as gateways run it, from the repository's root. */
export const supergraphPath = 'schema/supergraph.graphql';

/** A composition as the files that are committed. */
export const composedFiles = ({ supergraph, api }: Composition): GeneratedFile[] => [
  { path: supergraphPath, text: supergraph },
  { path: apiPath, text: api },
];
