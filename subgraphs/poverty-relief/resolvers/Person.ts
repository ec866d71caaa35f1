import type { RequiredResolvers } from '../generated/resolvers.ts';
import { householdOf } from './references.ts';

/** A member of a household. The row's citizen ID is the masked one. */
export const Person: RequiredResolvers['Person'] = {
  __resolveReference: ({ id }, { loaders }) => loaders.person.load(id),
  household: householdOf,
  employmentRecords: ({ id }, page, { loaders }) => loaders.employmentOfPerson.load(id, page),
  publicWelfarePosts: ({ id }, page, { loaders }) => loaders.postsOfPerson.load(id, page),
  assistanceMeasures: ({ id }, page, { loaders }) => loaders.measuresOfPerson.load(id, page),
};
