import { cameInTime, shareOf } from '../rules.ts';
import type { ResolversOf } from './parts.ts';
import { policyOf, regionOf, someHouseholdOf, someRegionOf } from './references.ts';

const asNumber = (value: string | null): number | null => (value === null ? null : Number(value));

/** Assessment, dispatch, policy and the figures beside them. */
export const oversight: ResolversOf<
  | 'ExitAssessment'
  | 'RegulatoryInterview'
  | 'DispatchReport'
  | 'WatchedProvince'
  | 'PolicyDocument'
  | 'MonitoringParameterSet'
  | 'TransitionPeriod'
  | 'ConsolidationTarget'
  | 'Organisation'
  | 'EastWestPair'
  | 'PublishedFigure'
> = {
  ExitAssessment: {
    region: regionOf,
    household: someHouseholdOf,
    planCompletion: ({ completedExits, plannedExits }) => shareOf(completedExits, plannedExits),
    exitAccuracy: ({ sampledExits, wrongExits }) => shareOf(sampledExits - wrongExits, sampledExits),
    approvalRate: ({ approvalRate }) => asNumber(approvalRate),
  },
  RegulatoryInterview: { region: regionOf },
  DispatchReport: {
    region: regionOf,
    punctual: ({ dueOn, reportedOn }) => cameInTime(dueOn, reportedOn),
    cadenceSwitches: ({ topic }, page, { loaders }) => loaders.switchesOf.load(topic, page),
    definitions: ({ topic }, page, { loaders }) => loaders.definitionsOf.load(topic, page),
  },
  WatchedProvince: { region: regionOf },
  PolicyDocument: {
    __resolveReference: ({ number }, { loaders }) => loaders.policyByNumber.load(number),
    region: someRegionOf,
    publishedFigures: ({ number }, page, { loaders }) => loaders.figuresOfDocument.load(number, page),
  },
  MonitoringParameterSet: {
    region: regionOf,
    policyDocument: policyOf,
    medicalShareLifted: ({ medicalShareLifted }) => Number(medicalShareLifted),
    medicalShareOthers: ({ medicalShareOthers }) => Number(medicalShareOthers),
  },
  TransitionPeriod: { region: regionOf, policyDocument: policyOf },
  ConsolidationTarget: {
    region: regionOf,
    target: ({ target }) => Number(target),
    result: ({ result }) => asNumber(result),
    reached: ({ target, result }) => (result === null ? null : Number(result) >= Number(target)),
    policyDocument: policyOf,
  },
  Organisation: { region: someRegionOf },
  EastWestPair: {
    easternRegion: ({ easternRegionCode }, _, context) =>
      regionOf({ regionCode: easternRegionCode }, {}, context),
    westernRegion: ({ westernRegionCode }, _, context) =>
      regionOf({ regionCode: westernRegionCode }, {}, context),
  },
  PublishedFigure: { value: ({ value }) => Number(value), policyDocument: policyOf },
};
