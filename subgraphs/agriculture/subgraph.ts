import { defineMinistry } from '@hearth/kit/subgraph.ts';
import { exchange } from './imports.ts';
import { createLoaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';
import { sample } from './sample.ts';

/** Agriculture (农业农村): plans, projects, businesses, benefit links, losses and sales. */
export const agriculture = defineMinistry({
  name: 'agriculture',
  resolvers,
  createLoaders,
  migrations: new URL('migrations/', import.meta.url),
  exchange,
  sample,
});
