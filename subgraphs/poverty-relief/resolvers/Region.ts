import { today } from '@hearth/kit/today.ts';
import { withYear } from '@hearth/kit/year-argument.ts';
import { ancestorRegions } from '@hearth/schema/protocol/region-code.ts';
import type { RequiredResolvers } from '../generated/resolvers.ts';
import { lineKey } from '../loaders/parameters.ts';
import { find, householdsOn } from './references.ts';

/** A region, its households and what its offices keep. */
export const Region: RequiredResolvers['Region'] = {
  __resolveReference: ({ code }, { loaders }) => loaders.region.load(code),
  id: ({ code }) => code,
  parent: ({ parentCode }, _, { loaders }) => find(loaders.region, parentCode),
  ancestors: async ({ code }, _, { loaders }) => {
    const rows = await Promise.all(ancestorRegions(code).map((ancestor) => loaders.region.load(ancestor)));
    return rows.filter((row) => row !== null);
  },
  children: ({ code }, page, { loaders }) => loaders.childrenOf.load(code, page),
  households: ({ code }, page, context) =>
    householdsOn(context.loaders.householdsIn.load(code, page), context),
  householdsAtRisk: ({ code }, page, context) =>
    householdsOn(context.loaders.householdsAtRiskIn.load(code, page), context),
  monitoredHouseholds: ({ code }, page, context) =>
    householdsOn(context.loaders.monitoredHouseholdsIn.load(code, page), context),
  householdCounts: ({ code }, _, { loaders }) => loaders.householdCounts.load(code),
  assistanceMeasureCounts: ({ code }, _, { loaders }) => loaders.measureCounts.load(code),
  monitoringLine: ({ code }, args, { loaders }) =>
    loaders.monitoringLine.load(lineKey(code, withYear(args).year)),
  monitoringLines: ({ code }, page, { loaders }) => loaders.linesIn.load(code, page),
  monitoringParameters: ({ code }, { on }, { loaders }) =>
    loaders.monitoringParameters.load(code, { on: on ?? today() }),
  monitoringParameterSets: ({ code }, page, { loaders }) => loaders.parameterSetsIn.load(code, page),
  transitionPeriod: ({ code }, _, { loaders }) => loaders.transitionPeriod.load(code),
  clues: ({ code }, page, { loaders }) => loaders.cluesIn.load(code, page),
  monitoringCases: ({ code }, page, { loaders }) => loaders.casesIn.load(code, page),
  responsiblePersons: ({ code }, page, { loaders }) => loaders.responsiblePersonsIn.load(code, page),
  villageTeams: ({ code }, page, { loaders }) => loaders.teamsIn.load(code, page),
  noRemovalChecks: ({ code }, page, { loaders }) => loaders.noRemovalChecksIn.load(code, page),
  exitAssessments: ({ code }, page, { loaders }) => loaders.exitAssessmentsIn.load(code, page),
  regulatoryInterviews: ({ code }, page, { loaders }) => loaders.interviewsIn.load(code, page),
  regulatoryInterviewCounts: ({ code }, filters, { loaders }) => loaders.interviewCounts.load(code, filters),
  dispatchReports: ({ code }, page, { loaders }) => loaders.dispatchReportsIn.load(code, page),
  watchedProvinces: ({ code }, page, { loaders }) => loaders.watchedIn.load(code, page),
  policyDocuments: ({ code }, page, { loaders }) => loaders.policyDocumentsIn.load(code, page),
  consolidationTargets: ({ code }, page, { loaders }) => loaders.targetsIn.load(code, page),
  organisations: ({ code }, page, { loaders }) => loaders.organisationsIn.load(code, page),
  eastWestPairs: ({ code }, { side, ...page }, { loaders }) =>
    side === 'EASTERN' ? loaders.pairsHelping.load(code, page) : loaders.pairsHelped.load(code, page),
  disasterEvents: ({ code }, page, { loaders }) => loaders.disasterEventsIn.load(code, page),
  disasterShares: ({ code }, page, { loaders }) => loaders.disasterSharesIn.load(code, page),
  safeguardRepairs: ({ code }, page, { loaders }) => loaders.repairsIn.load(code, page),
  publicWelfarePosts: ({ code }, page, { loaders }) => loaders.postsIn.load(code, page),
  partnerFeeds: ({ code }, page, { loaders }) => loaders.feedsIn.load(code, page),
};
