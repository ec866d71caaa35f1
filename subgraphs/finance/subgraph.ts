import { defineMinistry } from '@hearth/kit/subgraph.ts';
import { exchange } from './imports.ts';
import { createLoaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';
import { sample } from './sample.ts';

/** Finance (财政): funds, loans, subsidies, payments, project assets. */
export const finance = defineMinistry({
  name: 'finance',
  resolvers,
  createLoaders,
  migrations: new URL('migrations/', import.meta.url),
  exchange,
  sample,
});
