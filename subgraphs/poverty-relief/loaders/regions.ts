import { sql, type SQL } from 'drizzle-orm';
import { pagesByKey, pagesByRegion, rowByKey } from '@hearth/kit/loader.ts';
import type {
  RegionDisasterEventsArgs,
  RegionDispatchReportsArgs,
  RegionHouseholdsArgs,
  RegionMonitoredHouseholdsArgs,
  RegionNoRemovalChecksArgs,
  RegionPartnerFeedsArgs,
  RegionRegionalCluesArgs,
  RegionRegionalExitAssessmentsArgs,
  RegionRegionalMonitoringCasesArgs,
  RegionRegionalPolicyDocumentsArgs,
  RegionRegionalSafeguardRepairsArgs,
  RegionVillageTeamsArgs,
} from '../generated/resolvers.ts';
import {
  clues,
  consolidationTargets,
  disasterEvents,
  disasterShares,
  dispatchReports,
  eastWestPairs,
  exitAssessments,
  households,
  monitoringCases,
  monitoringLines,
  monitoringParameterSets,
  noRemovalChecks,
  organisations,
  partnerFeeds,
  policyDocuments,
  publicWelfarePosts,
  regions,
  regulatoryInterviews,
  responsiblePersons,
  safeguardRepairs,
  villageTeamGaps,
  villageTeams,
  watchedProvinces,
} from '../tables.ts';
import { equals, holds, within } from './conditions.ts';

const householdOrder = [households.regionCode, households.id];

/** Written out, so that the planner sees that the index of monitored households serves. */
const isMonitored = sql`${households.monitoringCategory} <> 'NONE'`;

/** Whether a team has a gap that nobody closed. */
const hasOpenGap = sql`exists (select from ${villageTeamGaps} where ${villageTeamGaps.teamNumber} = ${villageTeams.number} and ${villageTeamGaps.closedOn} is null)`;

function gapCondition(hasGap: boolean | null | undefined): SQL | undefined {
  if (hasGap == null) return undefined;
  return hasGap ? hasOpenGap : sql`not ${hasOpenGap}`;
}

/** Every read of what belongs to a region, the region's own row among them. */
export const regionLoaders = {
  region: rowByKey(regions, regions.code),
  childrenOf: pagesByKey({ table: regions, parent: regions.parentCode, order: [regions.code] }),
  regionsOfLevel: pagesByKey({ table: regions, parent: regions.level, order: [regions.code] }),
  householdsIn: pagesByRegion<typeof households, Pick<RegionHouseholdsArgs, 'kind' | 'category' | 'cause'>>({
    table: households,
    region: households.regionCode,
    order: householdOrder,
    where: ({ kind, category, cause }) => [
      equals(households.kind, kind),
      equals(households.monitoringCategory, category),
      holds(households.riskCauses, cause),
    ],
  }),
  monitoredHouseholdsIn: pagesByRegion<
    typeof households,
    Pick<RegionMonitoredHouseholdsArgs, 'category' | 'cause'>
  >({
    table: households,
    region: households.regionCode,
    order: householdOrder,
    where: ({ category, cause }) => [
      isMonitored,
      equals(households.monitoringCategory, category),
      holds(households.riskCauses, cause),
    ],
  }),
  linesIn: within(monitoringLines, { by: monitoringLines.year }),
  parameterSetsIn: within(monitoringParameterSets, { by: monitoringParameterSets.effectiveOn }),
  cluesIn: within<typeof clues, Pick<RegionRegionalCluesArgs, 'source'>>(clues, {
    by: clues.raisedOn,
    where: ({ source }) => [equals(clues.source, source)],
  }),
  casesIn: within<typeof monitoringCases, Pick<RegionRegionalMonitoringCasesArgs, 'state'>>(monitoringCases, {
    by: monitoringCases.openedOn,
    where: ({ state }) => [equals(monitoringCases.state, state)],
  }),
  responsiblePersonsIn: within(responsiblePersons, { by: responsiblePersons.number }),
  teamsIn: within<typeof villageTeams, Pick<RegionVillageTeamsArgs, 'hasGap'>>(villageTeams, {
    by: villageTeams.number,
    where: ({ hasGap }) => [gapCondition(hasGap)],
  }),
  noRemovalChecksIn: within<typeof noRemovalChecks, Pick<RegionNoRemovalChecksArgs, 'kind' | 'upheld'>>(
    noRemovalChecks,
    {
      by: noRemovalChecks.checkedOn,
      where: ({ kind, upheld }) => [
        equals(noRemovalChecks.kind, kind),
        equals(noRemovalChecks.upheld, upheld),
      ],
    },
  ),
  exitAssessmentsIn: within<typeof exitAssessments, Pick<RegionRegionalExitAssessmentsArgs, 'subject'>>(
    exitAssessments,
    {
      by: exitAssessments.assessedOn,
      where: ({ subject }) => [equals(exitAssessments.subject, subject)],
    },
  ),
  watchedIn: within(watchedProvinces, { by: watchedProvinces.startedOn }),
  interviewsIn: within(regulatoryInterviews, { by: regulatoryInterviews.interviewedOn }),
  dispatchReportsIn: within<typeof dispatchReports, Pick<RegionDispatchReportsArgs, 'topic'>>(
    dispatchReports,
    {
      by: dispatchReports.periodStart,
      where: ({ topic }) => [equals(dispatchReports.topic, topic)],
    },
  ),
  policyDocumentsIn: within<typeof policyDocuments, Pick<RegionRegionalPolicyDocumentsArgs, 'tag'>>(
    policyDocuments,
    {
      by: policyDocuments.number,
      where: ({ tag }) => [holds(policyDocuments.tags, tag)],
    },
  ),
  targetsIn: within(consolidationTargets, { by: consolidationTargets.year }),
  organisationsIn: within(organisations, { by: organisations.number }),
  pairsHelping: pairsBy(eastWestPairs.easternRegionCode),
  pairsHelped: pairsBy(eastWestPairs.westernRegionCode),
  disasterEventsIn: within<typeof disasterEvents, Pick<RegionDisasterEventsArgs, 'kind'>>(disasterEvents, {
    by: disasterEvents.startedOn,
    where: ({ kind }) => [equals(disasterEvents.kind, kind)],
  }),
  disasterSharesIn: within(disasterShares, { by: disasterShares.month }),
  repairsIn: within<typeof safeguardRepairs, Pick<RegionRegionalSafeguardRepairsArgs, 'kind' | 'status'>>(
    safeguardRepairs,
    {
      by: safeguardRepairs.openedOn,
      where: ({ kind, status }) => [
        equals(safeguardRepairs.kind, kind),
        equals(safeguardRepairs.status, status),
      ],
    },
  ),
  postsIn: within(publicWelfarePosts, { by: publicWelfarePosts.startedOn }),
  feedsIn: within<typeof partnerFeeds, Pick<RegionPartnerFeedsArgs, 'sender'>>(partnerFeeds, {
    by: partnerFeeds.receivedOn,
    where: ({ sender }) => [equals(partnerFeeds.sender, sender)],
  }),
};

/** Pairs in which a region or one below it takes part on that side. */
function pairsBy(region: typeof eastWestPairs.easternRegionCode | typeof eastWestPairs.westernRegionCode) {
  return pagesByRegion({ table: eastWestPairs, region, order: [region, eastWestPairs.id] });
}
