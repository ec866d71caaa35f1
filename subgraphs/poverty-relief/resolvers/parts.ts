import type { RequiredResolvers } from '../generated/resolvers.ts';

/** The resolvers of a few types. */
export type ResolversOf<Names extends keyof RequiredResolvers> = {
  [Name in Names]-?: NonNullable<RequiredResolvers[Name]>;
};
