import { and, count, sql } from 'drizzle-orm';
import { batchWith, isKey, preparedPer, sumOfYuan } from '@hearth/kit/loader.ts';
import type { Period } from '../rules.ts';
import { settlements } from '../tables.ts';

/** The sums of bills, in fen. */
export const sumsOfBills = {
  settlements: count(settlements.id),
  total: sumOfYuan(settlements.total),
  withinCatalogue: sumOfYuan(settlements.withinCatalogue),
  paidByBasic: sumOfYuan(settlements.paidByBasic),
  paidBySeriousIllness: sumOfYuan(settlements.paidBySeriousIllness),
  paidByMedicalAid: sumOfYuan(settlements.paidByMedicalAid),
  paidByOther: sumOfYuan(settlements.paidByOther),
  selfPaid: sumOfYuan(settlements.selfPaid),
  compliantSelfPaid: sumOfYuan(settlements.compliantSelfPaid),
};

const billsOfHouseholds = preparedPer('bills_of_households', ({ orm, sees }, name) =>
  orm
    .select({ householdId: settlements.householdId, ...sumsOfBills })
    .from(settlements)
    .where(
      and(
        isKey(settlements.householdId),
        sql`${settlements.settledOn} between ${sql.placeholder('since')} and ${sql.placeholder('until')}`,
        sees(settlements),
      ),
    )
    .groupBy(settlements.householdId)
    .prepare(name),
);

/** What treatment cost a household from the first day of a period to the last, summed over its members. */
export const billsOfHousehold = batchWith(async (reader, keys, period: Period) => {
  const rows = await billsOfHouseholds(reader).execute({ keys, ...period });
  const byHousehold = new Map(rows.map((row) => [row.householdId, row]));
  return keys.map((key) => byHousehold.get(key) ?? NO_BILLS);
});

const NO_BILLS = {
  settlements: 0,
  total: 0n,
  withinCatalogue: 0n,
  paidByBasic: 0n,
  paidBySeriousIllness: 0n,
  paidByMedicalAid: 0n,
  paidByOther: 0n,
  selfPaid: 0n,
  compliantSelfPaid: 0n,
};
