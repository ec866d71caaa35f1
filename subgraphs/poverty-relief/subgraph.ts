import { defineMinistry } from '@hearth/kit/subgraph.ts';
import { exchange } from './imports.ts';
import { createLoaders } from './loaders.ts';
import { register } from './loaders/register.ts';
import { resolvers } from './resolvers.ts';
import { sample } from './sample.ts';

/** Poverty relief (扶贫): the register, monitoring, assistance, oversight, and what partner agencies send. */
export const povertyRelief = defineMinistry({
  name: 'poverty-relief',
  resolvers,
  createLoaders,
  register,
  migrations: new URL('migrations/', import.meta.url),
  exchange,
  sample,
});
