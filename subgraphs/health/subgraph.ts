import { defineMinistry } from '@hearth/kit/subgraph.ts';
import { exchange } from './imports.ts';
import { createLoaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';
import { sample } from './sample.ts';

/** Health (卫生健康): insurance, treatment and its cost, long care, facilities, prevention. */
export const health = defineMinistry({
  name: 'health',
  resolvers,
  createLoaders,
  migrations: new URL('migrations/', import.meta.url),
  exchange,
  sample,
});
