import { cameInTime } from '../rules.ts';
import type { ResolversOf } from './parts.ts';
import { eventOf, find, householdOf, regionOf, someHouseholdOf, somePersonOf } from './references.ts';

/** Disasters and what partner agencies send. */
export const disasters: ResolversOf<
  'DisasterEvent' | 'DisasterImpact' | 'SafeguardRepair' | 'DisasterShare' | 'PartnerFeed' | 'PartnerFinding'
> = {
  DisasterEvent: {
    region: regionOf,
    impacts: ({ number }, page, { loaders }) => loaders.impactsOfEvent.load(number, page),
  },
  DisasterImpact: {
    household: householdOf,
    event: eventOf,
    croplandHitMu: ({ croplandHitMu }) => Number(croplandHitMu),
  },
  SafeguardRepair: { region: regionOf, household: someHouseholdOf, event: eventOf },
  DisasterShare: {
    region: regionOf,
    late: ({ dueOn, receivedOn }) => {
      const inTime = cameInTime(dueOn, receivedOn);
      return inTime === null ? null : !inTime;
    },
  },
  PartnerFeed: {
    region: regionOf,
    findings: ({ number }, page, { loaders }) => loaders.findingsOfFeed.load(number, page),
  },
  PartnerFinding: {
    feed: ({ feedNumber }, _, { loaders }) => find(loaders.feedByNumber, feedNumber),
    household: householdOf,
    person: somePersonOf,
  },
};
