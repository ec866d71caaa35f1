import { defineLoaders } from '@hearth/kit/loader.ts';
import type { MinistryContext } from '@hearth/kit/context.ts';
import { countLoaders } from './loaders/counts.ts';
import { householdLoaders } from './loaders/households.ts';
import { parameterLoaders } from './loaders/parameters.ts';
import { recordLoaders } from './loaders/records.ts';
import { regionLoaders } from './loaders/regions.ts';

/** What the resolvers of a request are given. */
export type Context = MinistryContext<ReturnType<typeof createLoaders>>;

/** Every read of poverty relief, made anew for each request. */
export const createLoaders = defineLoaders({
  ...householdLoaders,
  ...regionLoaders,
  ...recordLoaders,
  ...parameterLoaders,
  ...countLoaders,
});
