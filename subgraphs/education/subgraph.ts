import { defineMinistry } from '@hearth/kit/subgraph.ts';
import { exchange } from './imports.ts';
import { createLoaders } from './loaders.ts';
import { resolvers } from './resolvers.ts';
import { sample } from './sample.ts';

/** Education (教育): enrolment, dropouts, aid, cost, schools, teachers, skills. */
export const education = defineMinistry({
  name: 'education',
  resolvers,
  createLoaders,
  migrations: new URL('migrations/', import.meta.url),
  exchange,
  sample,
});
