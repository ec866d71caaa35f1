import { and, eq, not, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import {
  batch,
  batchWith,
  countWhere,
  equals,
  isKey,
  pagesByKey,
  pagesByRegion,
  preparedPer,
  sumOfYuan,
} from '@hearth/kit/loader.ts';
import type { FundUse, MicrocreditStatus, PaymentStatus, TrainingSubsidyKind } from '../codes.ts';
import {
  householdPayments,
  interestSubsidies,
  microcreditLoans,
  publicPostSubsidies,
  trainingSubsidies,
} from '../tables.ts';
import type { Given } from './given.ts';
import { isOverdueLoan, outstandingAmount } from './overdue.ts';

type LoanFilters = Given<{ status: MicrocreditStatus; overdue: boolean }>;

const loanFilters = ({ status, overdue }: LoanFilters) => [
  equals(microcreditLoans.status, status),
  overdue == null ? undefined : overdue ? isOverdueLoan : not(isOverdueLoan),
];

const loansOf = (parent: PgColumn) =>
  pagesByKey<typeof microcreditLoans, LoanFilters>({
    table: microcreditLoans,
    parent,
    order: [microcreditLoans.lentOn, microcreditLoans.id],
    direction: 'descending',
    where: loanFilters,
  });

export const loansOfHousehold = loansOf(microcreditLoans.householdId);
export const loansOfPerson = loansOf(microcreditLoans.personId);
export const loansIn = pagesByRegion<typeof microcreditLoans, LoanFilters>({
  table: microcreditLoans,
  region: microcreditLoans.regionCode,
  order: [microcreditLoans.regionCode, microcreditLoans.id],
  where: loanFilters,
});

const interestOf = (parent: PgColumn) =>
  pagesByKey({
    table: interestSubsidies,
    parent,
    order: [interestSubsidies.paidOn, interestSubsidies.id],
    direction: 'descending',
  });

export const interestOfHousehold = interestOf(interestSubsidies.householdId);
export const interestOfLoan = interestOf(interestSubsidies.loanNumber);

const trainingsOf = (parent: PgColumn) =>
  pagesByKey<typeof trainingSubsidies, Given<{ kind: TrainingSubsidyKind }>>({
    table: trainingSubsidies,
    parent,
    order: [trainingSubsidies.paidOn, trainingSubsidies.id],
    direction: 'descending',
    where: ({ kind }) => [equals(trainingSubsidies.kind, kind)],
  });

export const trainingsOfHousehold = trainingsOf(trainingSubsidies.householdId);
export const trainingsOfPerson = trainingsOf(trainingSubsidies.personId);

const postsOf = (parent: PgColumn) =>
  pagesByKey({
    table: publicPostSubsidies,
    parent,
    order: [publicPostSubsidies.month, publicPostSubsidies.id],
    direction: 'descending',
  });

export const postsOfHousehold = postsOf(publicPostSubsidies.householdId);
export const postsOfPerson = postsOf(publicPostSubsidies.personId);

type PaymentFilters = Given<{ status: PaymentStatus; use: FundUse }>;

const paymentFilters = ({ status, use }: PaymentFilters) => [
  equals(householdPayments.status, status),
  equals(householdPayments.use, use),
];

export const paymentsOf = pagesByKey<typeof householdPayments, PaymentFilters>({
  table: householdPayments,
  parent: householdPayments.householdId,
  order: [householdPayments.paidOn, householdPayments.id],
  direction: 'descending',
  where: paymentFilters,
});
export const paymentsIn = pagesByRegion<typeof householdPayments, PaymentFilters>({
  table: householdPayments,
  region: householdPayments.regionCode,
  order: [householdPayments.regionCode, householdPayments.id],
  where: paymentFilters,
});

const debtsOf = preparedPer('household_microcredit_debt', ({ orm, sees }, name) =>
  orm
    .select({
      householdId: microcreditLoans.householdId,
      outstanding: sumOfYuan(outstandingAmount),
      overdueLoans: countWhere(isOverdueLoan),
    })
    .from(microcreditLoans)
    .where(and(isKey(microcreditLoans.householdId), sees(microcreditLoans)))
    .groupBy(microcreditLoans.householdId)
    .prepare(name),
);

const NO_DEBT = { outstanding: 0n, overdueLoans: 0 };

/** What a household owes on microcredit, fen, and how many of its loans are overdue. */
export const microcreditDebt = batch(async (reader, keys) => {
  const rows = await debtsOf(reader).execute({ keys });
  const byHousehold = new Map(rows.map((row) => [row.householdId, row]));
  return keys.map((key) => byHousehold.get(key) ?? NO_DEBT);
});

const receiptsBetween = preparedPer('household_payments_received', ({ orm, sees }, name) => {
  const { householdId, amount, paidOn, status } = householdPayments;
  const isInTime = sql`${paidOn} between ${sql.placeholder('from')} and ${sql.placeholder('to')}`;
  return orm
    .select({ householdId, sum: sumOfYuan(amount) })
    .from(householdPayments)
    .where(and(isKey(householdId), eq(status, 'PAID'), isInTime, sees(householdPayments)))
    .groupBy(householdId)
    .prepare(name);
});

/** What arrived at a household in a calendar year, fen. */
export const paymentsReceived = batchWith(async (reader, keys, { year }: { year: number }) => {
  const rows = await receiptsBetween(reader).execute({ keys, from: `${year}-01-01`, to: `${year}-12-31` });
  const byHousehold = new Map(rows.map((row) => [row.householdId, row.sum]));
  return keys.map((key) => byHousehold.get(key) ?? 0n);
});
