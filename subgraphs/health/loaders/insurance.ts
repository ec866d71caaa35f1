import { and, count, eq, sql, type SQL } from 'drizzle-orm';
import { batchWith, isKey, preparedPer } from '@hearth/kit/loader.ts';
import { registerHouseholds, registerPersons } from '@hearth/kit/tables.ts';
import type { HealthBenefit, InsuranceScheme } from '../codes.ts';
import { healthBenefitRules, insuranceEnrolments } from '../tables.ts';

/** Whether somebody of the register has cover of a scheme, both given as SQL, on a day. */
const isCovered = ({ scheme, on }: { scheme: SQL; on: SQL }, condition: SQL = sql`true`): SQL => sql`exists (
  select from ${insuranceEnrolments}
  where ${insuranceEnrolments.personId} = ${registerPersons.id}
    and ${insuranceEnrolments.scheme} = ${scheme}
    and ${on} between ${insuranceEnrolments.startedOn} and ${insuranceEnrolments.endedOn}
    and ${condition})`;

const scheme = sql`${sql.placeholder('scheme')}`;
const on = sql`${sql.placeholder('on')}::date`;

interface CoverArguments {
  scheme: InsuranceScheme;
  /** ISO date. */
  on: string;
}

const coveredPersons = preparedPer('covered_persons', ({ orm, sees }, name) =>
  orm
    .select({ id: registerPersons.id })
    .from(registerPersons)
    .where(and(isKey(registerPersons.id), isCovered({ scheme, on }), sees(registerPersons)))
    .prepare(name),
);

/** Whether a person has cover of the scheme on the day. */
export const insured = batchWith(async (reader, keys, args: CoverArguments) => {
  const rows = await coveredPersons(reader).execute({ keys, ...args });
  const covered = new Set(rows.map(({ id }) => id));
  return keys.map((key) => covered.has(key));
});

const uncoveredMembers = preparedPer('uncovered_members', ({ orm, sees }, name) =>
  orm
    .select({ householdId: registerPersons.householdId, members: count() })
    .from(registerPersons)
    .where(
      and(isKey(registerPersons.householdId), sql`not ${isCovered({ scheme, on })}`, sees(registerPersons)),
    )
    .groupBy(registerPersons.householdId)
    .prepare(name),
);

/** How many members of a household have no cover of the scheme on the day. */
export const uninsuredMembers = batchWith(async (reader, keys, args: CoverArguments) => {
  const rows = await uncoveredMembers(reader).execute({ keys, ...args });
  const byHousehold = new Map(rows.map(({ householdId, members }) => [householdId, members]));
  return keys.map((key) => byHousehold.get(key) ?? 0);
});

/** Whether the household's region is the rule's or lies in it: one of five codes, so that an index finds them. */
const appliesToRegion = sql`${healthBenefitRules.regionCode} in (${sql.join(
  [2, 4, 6, 9, 12].map(
    (digits) => sql`rpad(left(${registerHouseholds.regionCode}, ${sql.raw(String(digits))}), 12, '0')`,
  ),
  sql`, `,
)})`;

const isAssisted = isCovered(
  { scheme: sql`'BASIC'`, on },
  sql`${insuranceEnrolments.insuredAs} <> 'ORDINARY'`,
);

const openBenefits = preparedPer('open_benefits', ({ orm, sees }, name) =>
  orm
    .selectDistinct({ personId: registerPersons.id, benefit: healthBenefitRules.benefit })
    .from(registerPersons)
    .innerJoin(registerHouseholds, eq(registerHouseholds.id, registerPersons.householdId))
    .innerJoin(
      healthBenefitRules,
      and(
        appliesToRegion,
        sql`${healthBenefitRules.startedOn} <= ${on}`,
        sql`coalesce(${healthBenefitRules.endedOn}, 'infinity') >= ${on}`,
      ),
    )
    .where(
      and(
        isKey(registerPersons.id),
        sql`(${healthBenefitRules.population} = 'ALL_RURAL' or ${isAssisted})`,
        sees(registerPersons),
      ),
    )
    .orderBy(registerPersons.id, healthBenefitRules.benefit)
    .prepare(name),
);

/** Which benefits are open to a person on the day, in the order of their names. */
export const healthBenefits = batchWith(async (reader, keys, args: { on: string }) => {
  const rows = await openBenefits(reader).execute({ keys, ...args });
  const byPerson = new Map<string, HealthBenefit[]>(keys.map((key) => [key, []]));
  for (const { personId, benefit } of rows) byPerson.get(personId)?.push(benefit);
  return keys.map((key) => byPerson.get(key) ?? []);
});
