import { and, count, desc, eq, sql } from 'drizzle-orm';
import { batch, batchWith, equals, isKey, pagesByKey, preparedPer, rowByKey } from '@hearth/kit/loader.ts';
import type { AssistanceKind, MeasureStatus, MonitoringState } from '../codes.ts';
import {
  assistanceAssignments,
  assistanceMeasures,
  clues,
  disasterImpacts,
  employmentRecords,
  exitAssessments,
  households,
  identities,
  incomes,
  livingConditions,
  monitoringCases,
  partnerFindings,
  persons,
  publicWelfarePosts,
  safeguardRepairs,
  safeguardSurveys,
} from '../tables.ts';
import { type Filters, latestOf } from './lists.ts';

/** The row of each household, in the order of the keys; null for a household without one. */
function rowOfEach<Row extends { householdId: string }>(keys: readonly string[], rows: readonly Row[]) {
  const byHousehold = new Map(rows.map((row) => [row.householdId, row]));
  return keys.map((key) => byHousehold.get(key) ?? null);
}

const sizes = preparedPer('household_size', ({ orm, sees }, name) =>
  orm
    .select({ householdId: persons.householdId, size: count() })
    .from(persons)
    .where(and(isKey(persons.householdId), sees(persons)))
    .groupBy(persons.householdId)
    .prepare(name),
);

/** How many members a household has. */
const size = batch(async (reader, keys) => {
  const rows = await sizes(reader).execute({ keys });
  return rowOfEach(keys, rows).map((row) => row?.size ?? 0);
});

const heads = preparedPer('household_head', ({ orm, sees }, name) =>
  orm
    .select()
    .from(persons)
    .where(and(isKey(persons.householdId), eq(persons.relationToHead, 'HEAD'), sees(persons)))
    .prepare(name),
);

/** The one head of a household; null when there is none, or more than one. */
const head = batch(async (reader, keys) => {
  const found = new Map<string, typeof persons.$inferSelect | null>();
  for (const row of await heads(reader).execute({ keys })) {
    found.set(row.householdId, found.has(row.householdId) ? null : row);
  }
  return keys.map((key) => found.get(key) ?? null);
});

const incomesOfYear = preparedPer('household_income_of_year', ({ orm, sees }, name) =>
  orm
    .select()
    .from(incomes)
    .where(and(isKey(incomes.householdId), sql`${incomes.year} = ${sql.placeholder('year')}`, sees(incomes)))
    .prepare(name),
);

/** A household's income of one year; null when not recorded. */
const incomeOfYear = batchWith(async (reader, keys, { year }: { year: number }) =>
  rowOfEach(keys, await incomesOfYear(reader).execute({ keys, year })),
);

const newestIncomes = preparedPer('household_latest_income', ({ orm, sees }, name) =>
  orm
    .selectDistinctOn([incomes.householdId])
    .from(incomes)
    .where(and(isKey(incomes.householdId), sees(incomes)))
    .orderBy(incomes.householdId, desc(incomes.year))
    .prepare(name),
);

/** A household's income of the newest year; null when none is recorded. */
const latestIncome = batch(async (reader, keys) =>
  rowOfEach(keys, await newestIncomes(reader).execute({ keys })),
);

/** Every read of what belongs to a household or a person. */
export const householdLoaders = {
  household: rowByKey(households, households.id),
  incomeById: rowByKey(incomes, incomes.id),
  disasterImpact: rowByKey(disasterImpacts, disasterImpacts.id),
  person: rowByKey(persons, persons.id),
  identity: rowByKey(identities, identities.personId),
  membersOf: pagesByKey({ table: persons, parent: persons.householdId, order: [persons.id] }),
  size,
  head,
  incomeOfYear,
  latestIncome,
  incomesOf: latestOf(incomes, incomes.householdId, { by: incomes.year }),
  livingConditionsOf: rowByKey(livingConditions, livingConditions.householdId),
  safeguardSurveyOf: rowByKey(safeguardSurveys, safeguardSurveys.householdId),
  cluesOf: latestOf(clues, clues.householdId, { by: clues.raisedOn }),
  casesOf: latestOf<typeof monitoringCases, Filters<{ state: MonitoringState }>>(
    monitoringCases,
    monitoringCases.householdId,
    { by: monitoringCases.openedOn, where: ({ state }) => [equals(monitoringCases.state, state)] },
  ),
  measuresOf: latestOf<typeof assistanceMeasures, Filters<{ kind: AssistanceKind; status: MeasureStatus }>>(
    assistanceMeasures,
    assistanceMeasures.householdId,
    {
      by: assistanceMeasures.startedOn,
      where: ({ kind, status }) => [
        equals(assistanceMeasures.kind, kind),
        equals(assistanceMeasures.status, status),
      ],
    },
  ),
  measuresOfPerson: latestOf(assistanceMeasures, assistanceMeasures.personId, {
    by: assistanceMeasures.startedOn,
  }),
  assignmentsOf: latestOf(assistanceAssignments, assistanceAssignments.householdId, {
    by: assistanceAssignments.startedOn,
  }),
  exitAssessmentsOf: latestOf(exitAssessments, exitAssessments.householdId, {
    by: exitAssessments.assessedOn,
  }),
  impactsOf: latestOf(disasterImpacts, disasterImpacts.householdId, { by: disasterImpacts.reportedOn }),
  repairsOf: latestOf(safeguardRepairs, safeguardRepairs.householdId, { by: safeguardRepairs.openedOn }),
  findingsOf: latestOf(partnerFindings, partnerFindings.householdId, { by: partnerFindings.foundOn }),
  employmentOf: latestOf(employmentRecords, employmentRecords.householdId, {
    by: employmentRecords.startedOn,
  }),
  employmentOfPerson: latestOf(employmentRecords, employmentRecords.personId, {
    by: employmentRecords.startedOn,
  }),
  postsOf: latestOf(publicWelfarePosts, publicWelfarePosts.householdId, { by: publicWelfarePosts.startedOn }),
  postsOfPerson: latestOf(publicWelfarePosts, publicWelfarePosts.personId, {
    by: publicWelfarePosts.startedOn,
  }),
};
