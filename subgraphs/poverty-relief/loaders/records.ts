import { sql, type SQL } from 'drizzle-orm';
import { equals, pagesByKey, rowByKey } from '@hearth/kit/loader.ts';
import type { OrganisationRole, PolicyTag } from '../codes.ts';
import {
  assistanceAssignments,
  assistanceMeasures,
  cadenceSwitches,
  clues,
  disasterEvents,
  disasterImpacts,
  dispatchDefinitions,
  dispatchReports,
  exitAssessments,
  monitoringCases,
  monitoringSteps,
  organisations,
  partnerFeeds,
  partnerFindings,
  policyDocuments,
  publishedFigures,
  responsiblePersons,
  villageTeamGaps,
  villageTeams,
  watchedProvinces,
} from '../tables.ts';
import { type Filters, holds, latestOf } from './lists.ts';

/** Whether a document is in force on a day, when one was given; one without a day is in force ever since. */
function isInForce(day: string | null | undefined): SQL | undefined {
  if (day == null) return undefined;
  const { effectiveOn, issuedOn, expiresOn } = policyDocuments;
  return sql`coalesce(${effectiveOn}, ${issuedOn}, '-infinity') <= ${day} and coalesce(${expiresOn}, 'infinity') >= ${day}`;
}

/** Every read of a record by its key or number, and of what belongs to a record or to the whole nation. */
export const recordLoaders = {
  clue: rowByKey(clues, clues.id),
  monitoringCase: rowByKey(monitoringCases, monitoringCases.id),
  caseByNumber: rowByKey(monitoringCases, monitoringCases.number),
  stepsOf: pagesByKey({
    table: monitoringSteps,
    parent: monitoringSteps.caseNumber,
    order: [monitoringSteps.sequence, monitoringSteps.id],
  }),
  cluesOfCase: latestOf(clues, clues.caseNumber, { by: clues.raisedOn }),
  measuresOfCase: latestOf(assistanceMeasures, assistanceMeasures.caseNumber, {
    by: assistanceMeasures.startedOn,
  }),
  assistanceMeasure: rowByKey(assistanceMeasures, assistanceMeasures.id),
  responsiblePerson: rowByKey(responsiblePersons, responsiblePersons.id),
  responsibleByNumber: rowByKey(responsiblePersons, responsiblePersons.number),
  assignmentsOfResponsible: latestOf(assistanceAssignments, assistanceAssignments.responsibleNumber, {
    by: assistanceAssignments.startedOn,
  }),
  villageTeam: rowByKey(villageTeams, villageTeams.id),
  teamByNumber: rowByKey(villageTeams, villageTeams.number),
  gapsOf: latestOf(villageTeamGaps, villageTeamGaps.teamNumber, { by: villageTeamGaps.foundOn }),
  exitAssessment: rowByKey(exitAssessments, exitAssessments.id),
  dispatchReport: rowByKey(dispatchReports, dispatchReports.id),
  switchesOf: latestOf(cadenceSwitches, cadenceSwitches.topic, { by: cadenceSwitches.switchedOn }),
  definitionsOf: latestOf(dispatchDefinitions, dispatchDefinitions.topic, {
    by: dispatchDefinitions.effectiveOn,
  }),
  watchedFor: latestOf(watchedProvinces, watchedProvinces.topic, { by: watchedProvinces.startedOn }),
  policyDocument: rowByKey(policyDocuments, policyDocuments.id),
  policyByNumber: rowByKey(policyDocuments, policyDocuments.number),
  policyDocumentsOfLevel: pagesByKey<typeof policyDocuments, Filters<{ tag: PolicyTag; on: string }>>({
    table: policyDocuments,
    parent: policyDocuments.level,
    order: [policyDocuments.number],
    where: ({ tag, on }) => [holds(policyDocuments.tags, tag), isInForce(on)],
  }),
  organisationsOfLevel: pagesByKey<typeof organisations, Filters<{ role: OrganisationRole }>>({
    table: organisations,
    parent: organisations.level,
    order: [organisations.number],
    where: ({ role }) => [equals(organisations.role, role)],
  }),
  figuresOf: pagesByKey({
    table: publishedFigures,
    parent: publishedFigures.ministry,
    order: [publishedFigures.number],
  }),
  figuresOfDocument: pagesByKey({
    table: publishedFigures,
    parent: publishedFigures.policyNumber,
    order: [publishedFigures.number],
  }),
  disasterEvent: rowByKey(disasterEvents, disasterEvents.id),
  eventByNumber: rowByKey(disasterEvents, disasterEvents.number),
  impactsOfEvent: latestOf(disasterImpacts, disasterImpacts.eventNumber, { by: disasterImpacts.reportedOn }),
  partnerFeed: rowByKey(partnerFeeds, partnerFeeds.id),
  feedByNumber: rowByKey(partnerFeeds, partnerFeeds.number),
  findingsOfFeed: latestOf(partnerFindings, partnerFindings.feedNumber, { by: partnerFindings.foundOn }),
};
