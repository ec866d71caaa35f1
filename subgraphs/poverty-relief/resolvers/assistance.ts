import { isDevelopmental, missingMembers } from '../rules.ts';
import type { ResolversOf } from './parts.ts';
import { caseOf, find, householdOf, policyOf, regionOf, responsibleOf, somePersonOf } from './references.ts';

/** Help, and the people who give it. */
export const assistance: ResolversOf<
  | 'AssistanceMeasure'
  | 'ResponsiblePerson'
  | 'AssistanceAssignment'
  | 'VillageTeam'
  | 'VillageTeamGap'
  | 'NoRemovalCheck'
> = {
  AssistanceMeasure: {
    household: householdOf,
    person: somePersonOf,
    monitoringCase: caseOf,
    developmental: ({ kind }) => isDevelopmental(kind),
    fund: ({ fundNumber }) => (fundNumber === null ? null : { fundNumber }),
    responsiblePerson: responsibleOf,
    policyDocument: policyOf,
  },
  ResponsiblePerson: {
    region: regionOf,
    assignments: ({ number }, page, { loaders }) => loaders.assignmentsOfResponsible.load(number, page),
  },
  AssistanceAssignment: { household: householdOf, responsiblePerson: responsibleOf },
  VillageTeam: {
    region: regionOf,
    missingCount: missingMembers,
    gaps: ({ number }, page, { loaders }) => loaders.gapsOf.load(number, page),
  },
  VillageTeamGap: { villageTeam: ({ teamNumber }, _, { loaders }) => find(loaders.teamByNumber, teamNumber) },
  NoRemovalCheck: { region: regionOf },
};
