// Every table, and the row of each GraphQL type by its name.

import type { households, persons, regions } from './tables/register.ts';
import type {
  employmentRecords,
  incomes,
  livingConditions,
  monitoringLines,
  publicWelfarePosts,
  safeguardSurveys,
} from './tables/livelihood.ts';
import type { clues, monitoringCases, monitoringSteps } from './tables/monitoring.ts';
import type {
  assistanceAssignments,
  assistanceMeasures,
  noRemovalChecks,
  responsiblePersons,
  villageTeamGaps,
  villageTeams,
} from './tables/assistance.ts';
import type {
  cadenceSwitches,
  dispatchDefinitions,
  dispatchReports,
  exitAssessments,
  regulatoryInterviews,
  watchedProvinces,
} from './tables/oversight.ts';
import type {
  consolidationTargets,
  eastWestPairs,
  monitoringParameterSets,
  organisations,
  policyDocuments,
  publishedFigures,
  transitionPeriods,
} from './tables/policy.ts';
import type {
  disasterEvents,
  disasterImpacts,
  disasterShares,
  partnerFeeds,
  partnerFindings,
  safeguardRepairs,
} from './tables/disasters.ts';

export * from './tables/register.ts';
export * from './tables/livelihood.ts';
export * from './tables/monitoring.ts';
export * from './tables/assistance.ts';
export * from './tables/oversight.ts';
export * from './tables/policy.ts';
export * from './tables/disasters.ts';

export type RegionRow = typeof regions.$inferSelect;
export type HouseholdRow = typeof households.$inferSelect;
export type PersonRow = typeof persons.$inferSelect;
export type IncomeRow = typeof incomes.$inferSelect;
export type MonitoringLineRow = typeof monitoringLines.$inferSelect;
export type LivingConditionsRow = typeof livingConditions.$inferSelect;
export type SafeguardSurveyRow = typeof safeguardSurveys.$inferSelect;
export type PublicWelfarePostRow = typeof publicWelfarePosts.$inferSelect;
export type EmploymentRecordRow = typeof employmentRecords.$inferSelect;
export type ClueRow = typeof clues.$inferSelect;
export type MonitoringCaseRow = typeof monitoringCases.$inferSelect;
export type MonitoringStepRow = typeof monitoringSteps.$inferSelect;
export type AssistanceMeasureRow = typeof assistanceMeasures.$inferSelect;
export type ResponsiblePersonRow = typeof responsiblePersons.$inferSelect;
export type AssistanceAssignmentRow = typeof assistanceAssignments.$inferSelect;
export type VillageTeamRow = typeof villageTeams.$inferSelect;
export type VillageTeamGapRow = typeof villageTeamGaps.$inferSelect;
export type NoRemovalCheckRow = typeof noRemovalChecks.$inferSelect;
export type ExitAssessmentRow = typeof exitAssessments.$inferSelect;
export type RegulatoryInterviewRow = typeof regulatoryInterviews.$inferSelect;
export type DispatchReportRow = typeof dispatchReports.$inferSelect;
export type CadenceSwitchRow = typeof cadenceSwitches.$inferSelect;
export type DispatchDefinitionRow = typeof dispatchDefinitions.$inferSelect;
export type WatchedProvinceRow = typeof watchedProvinces.$inferSelect;
export type PolicyDocumentRow = typeof policyDocuments.$inferSelect;
export type MonitoringParameterSetRow = typeof monitoringParameterSets.$inferSelect;
export type TransitionPeriodRow = typeof transitionPeriods.$inferSelect;
export type ConsolidationTargetRow = typeof consolidationTargets.$inferSelect;
export type OrganisationRow = typeof organisations.$inferSelect;
export type EastWestPairRow = typeof eastWestPairs.$inferSelect;
export type PublishedFigureRow = typeof publishedFigures.$inferSelect;
export type DisasterEventRow = typeof disasterEvents.$inferSelect;
export type DisasterImpactRow = typeof disasterImpacts.$inferSelect;
export type SafeguardRepairRow = typeof safeguardRepairs.$inferSelect;
export type DisasterShareRow = typeof disasterShares.$inferSelect;
export type PartnerFeedRow = typeof partnerFeeds.$inferSelect;
export type PartnerFindingRow = typeof partnerFindings.$inferSelect;
