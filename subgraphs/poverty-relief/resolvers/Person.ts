import { mayRead } from '@hearth/schema/protection/meets.ts';
import type { RequiredResolvers } from '../generated/resolvers.ts';
import { householdOf } from './references.ts';

/** A member of a household. The row's citizen ID is the masked one; who may read identities is given the whole one. */
export const Person: RequiredResolvers['Person'] = {
  __resolveReference: ({ id }, { loaders }) => loaders.person.load(id),
  async citizenId({ id, citizenId: masked }, _, { authority, loaders, unseal }) {
    if (masked === null || !mayRead(authority, 'identity')) return masked;
    const identity = await loaders.identity.load(id);
    return identity ? unseal(identity.sealedCitizenId) : masked;
  },
  household: householdOf,
  employmentRecords: ({ id }, page, { loaders }) => loaders.employmentOfPerson.load(id, page),
  publicWelfarePosts: ({ id }, page, { loaders }) => loaders.postsOfPerson.load(id, page),
  assistanceMeasures: ({ id }, page, { loaders }) => loaders.measuresOfPerson.load(id, page),
};
