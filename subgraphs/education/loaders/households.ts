import { and, countDistinct, desc, inArray, isNull, sql, type SQL } from 'drizzle-orm';
import { batch, batchWith, isKey, preparedPer, sumOfYuan } from '@hearth/kit/loader.ts';
import { COMPULSORY_STAGES, OUT_OF_SCHOOL_STATUSES } from '../rules.ts';
import { dropoutCases, educationCosts, schoolEnrolments } from '../tables.ts';

/** How many members of a household are on a school's roll. */
export const enrolledMembers = membersWith(
  'enrolled_members',
  schoolEnrolments,
  isNull(schoolEnrolments.endedOn),
);

/** How many members of a household are out of school. */
export const membersOutOfSchool = membersWith(
  'members_out_of_school',
  dropoutCases,
  inArray(dropoutCases.status, OUT_OF_SCHOOL_STATUSES),
);

/** Counts a household's members of whom the table holds a row under that condition; 0 when none. */
function membersWith(label: string, table: typeof schoolEnrolments | typeof dropoutCases, condition: SQL) {
  const statementOf = preparedPer(label, ({ orm, sees }, name) =>
    orm
      .select({ householdId: table.householdId, members: countDistinct(table.personId) })
      .from(table)
      .where(and(isKey(table.householdId), condition, sees(table)))
      .groupBy(table.householdId)
      .prepare(name),
  );
  return batch<string, number>(async (reader, keys) => {
    const rows = await statementOf(reader).execute({ keys });
    const byHousehold = new Map(rows.map((row) => [row.householdId, row.members]));
    return keys.map((key) => byHousehold.get(key) ?? 0);
  });
}

const isCompulsory = inArray(educationCosts.stage, COMPULSORY_STAGES);
const selfPaidBeyondCompulsory =
  sql`coalesce(sum(${educationCosts.selfPaid}) filter (where not ${isCompulsory}), 0)`.mapWith(BigInt);

const costsOfYear = preparedPer('household_education_cost', ({ orm, sees }, name) =>
  orm
    .select({
      householdId: educationCosts.householdId,
      year: educationCosts.year,
      students: countDistinct(educationCosts.personId),
      tuition: sumOfYuan(educationCosts.tuition),
      lodging: sumOfYuan(educationCosts.lodging),
      books: sumOfYuan(educationCosts.books),
      subsidies: sumOfYuan(educationCosts.subsidies),
      selfPaid: sumOfYuan(educationCosts.selfPaid),
      postCompulsorySelfPaid: selfPaidBeyondCompulsory,
    })
    .from(educationCosts)
    .where(
      and(
        isKey(educationCosts.householdId),
        sql`${educationCosts.year} = ${sql.placeholder('year')}`,
        sees(educationCosts),
      ),
    )
    .groupBy(educationCosts.householdId, educationCosts.year)
    .prepare(name),
);

/** What a household's schooling cost in a year, summed over its members; null without a record. */
export const educationCostOf = batchWith(async (reader, keys, { year }: { year: number }) => {
  const rows = await costsOfYear(reader).execute({ keys, year });
  const byHousehold = new Map(rows.map((row) => [row.householdId, row]));
  return keys.map((key) => byHousehold.get(key) ?? null);
});

const latestOnRoll = preparedPer('current_school_enrolment', ({ orm, sees }, name) =>
  orm
    .selectDistinctOn([schoolEnrolments.personId])
    .from(schoolEnrolments)
    .where(and(isKey(schoolEnrolments.personId), isNull(schoolEnrolments.endedOn), sees(schoolEnrolments)))
    .orderBy(schoolEnrolments.personId, desc(schoolEnrolments.startedOn), desc(schoolEnrolments.id))
    .prepare(name),
);

/** The latest stay of a person that goes on; null when on no roll. */
export const currentSchoolEnrolment = batch(async (reader, keys) => {
  const rows = await latestOnRoll(reader).execute({ keys });
  const byPerson = new Map(rows.map((row) => [row.personId, row]));
  return keys.map((key) => byPerson.get(key) ?? null);
});
