import { sql, type SQL } from 'drizzle-orm';
import { equals, pagesByKey, pagesByRegion, rowByKey } from '@hearth/kit/loader.ts';
import type {
  ClueSource,
  DisasterKind,
  DispatchTopic,
  ExitSubject,
  HouseholdKind,
  MonitoringCategory,
  MonitoringState,
  NoRemovalKind,
  PartnerAgency,
  PolicyTag,
  RepairKind,
  RepairStatus,
  RiskCause,
} from '../codes.ts';
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
import { type Filters, holds, within } from './lists.ts';

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
  householdsIn: pagesByRegion<
    typeof households,
    Filters<{ kind: HouseholdKind; category: MonitoringCategory }>
  >({
    table: households,
    region: households.regionCode,
    order: householdOrder,
    where: ({ kind, category }) => [
      equals(households.kind, kind),
      equals(households.monitoringCategory, category),
    ],
  }),
  householdsAtRiskIn: pagesByRegion<
    typeof households,
    Filters<{ kind: HouseholdKind; category: MonitoringCategory }> & {
      readonly cause: RiskCause;
      readonly monitored: boolean;
    }
  >({
    table: households,
    region: households.regionCode,
    order: householdOrder,
    where: ({ cause, kind, category, monitored }) => [
      holds(households.riskCauses, cause),
      equals(households.kind, kind),
      equals(households.monitoringCategory, category),
      monitored ? isMonitored : undefined,
    ],
  }),
  monitoredHouseholdsIn: pagesByRegion<typeof households, Filters<{ category: MonitoringCategory }>>({
    table: households,
    region: households.regionCode,
    order: householdOrder,
    where: ({ category }) => [isMonitored, equals(households.monitoringCategory, category)],
  }),
  linesIn: within(monitoringLines, { by: monitoringLines.year }),
  parameterSetsIn: within(monitoringParameterSets, { by: monitoringParameterSets.effectiveOn }),
  cluesIn: within<typeof clues, Filters<{ source: ClueSource }>>(clues, {
    by: clues.raisedOn,
    where: ({ source }) => [equals(clues.source, source)],
  }),
  casesIn: within<typeof monitoringCases, Filters<{ state: MonitoringState }>>(monitoringCases, {
    by: monitoringCases.openedOn,
    where: ({ state }) => [equals(monitoringCases.state, state)],
  }),
  responsiblePersonsIn: within(responsiblePersons, { by: responsiblePersons.number }),
  teamsIn: within<typeof villageTeams, Filters<{ hasGap: boolean }>>(villageTeams, {
    by: villageTeams.number,
    where: ({ hasGap }) => [gapCondition(hasGap)],
  }),
  noRemovalChecksIn: within<typeof noRemovalChecks, Filters<{ kind: NoRemovalKind; upheld: boolean }>>(
    noRemovalChecks,
    {
      by: noRemovalChecks.checkedOn,
      where: ({ kind, upheld }) => [
        equals(noRemovalChecks.kind, kind),
        equals(noRemovalChecks.upheld, upheld),
      ],
    },
  ),
  exitAssessmentsIn: within<typeof exitAssessments, Filters<{ subject: ExitSubject }>>(exitAssessments, {
    by: exitAssessments.assessedOn,
    where: ({ subject }) => [equals(exitAssessments.subject, subject)],
  }),
  watchedIn: within(watchedProvinces, { by: watchedProvinces.startedOn }),
  interviewsIn: within(regulatoryInterviews, { by: regulatoryInterviews.interviewedOn }),
  dispatchReportsIn: within<typeof dispatchReports, Filters<{ topic: DispatchTopic }>>(dispatchReports, {
    by: dispatchReports.periodStart,
    where: ({ topic }) => [equals(dispatchReports.topic, topic)],
  }),
  policyDocumentsIn: within<typeof policyDocuments, Filters<{ tag: PolicyTag }>>(policyDocuments, {
    by: policyDocuments.number,
    where: ({ tag }) => [holds(policyDocuments.tags, tag)],
  }),
  targetsIn: within(consolidationTargets, { by: consolidationTargets.year }),
  organisationsIn: within(organisations, { by: organisations.number }),
  pairsHelping: pairsBy(eastWestPairs.easternRegionCode),
  pairsHelped: pairsBy(eastWestPairs.westernRegionCode),
  disasterEventsIn: within<typeof disasterEvents, Filters<{ kind: DisasterKind }>>(disasterEvents, {
    by: disasterEvents.startedOn,
    where: ({ kind }) => [equals(disasterEvents.kind, kind)],
  }),
  disasterSharesIn: within(disasterShares, { by: disasterShares.month }),
  repairsIn: within<typeof safeguardRepairs, Filters<{ kind: RepairKind; status: RepairStatus }>>(
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
  feedsIn: within<typeof partnerFeeds, Filters<{ sender: PartnerAgency }>>(partnerFeeds, {
    by: partnerFeeds.receivedOn,
    where: ({ sender }) => [equals(partnerFeeds.sender, sender)],
  }),
};

/** Pairs in which a region or one below it takes part on that side. */
function pairsBy(region: typeof eastWestPairs.easternRegionCode | typeof eastWestPairs.westernRegionCode) {
  return pagesByRegion({ table: eastWestPairs, region, order: [region, eastWestPairs.id] });
}
