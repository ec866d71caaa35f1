import { and, between, eq, not, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import {
  batch,
  batchWith,
  countWhere,
  equals,
  pagesByKey,
  pagesByRegion,
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

const isOneOf = (column: PgColumn, keys: readonly string[]) =>
  sql`${column} = any(${sql.param([...keys])}::text[])`;

const NO_DEBT = { outstanding: 0n, overdueLoans: 0 };

/** What a household owes on microcredit, fen, and how many of its loans are overdue. */
export const microcreditDebt = batch(async (orm, households) => {
  const { householdId } = microcreditLoans;
  const debts = await orm
    .select({
      householdId,
      outstanding: sumOfYuan(outstandingAmount),
      overdueLoans: countWhere(isOverdueLoan),
    })
    .from(microcreditLoans)
    .where(isOneOf(householdId, households))
    .groupBy(householdId);
  const byHousehold = new Map(debts.map((debt) => [debt.householdId, debt]));
  return households.map((household) => byHousehold.get(household) ?? NO_DEBT);
});

/** What arrived at a household in a calendar year, fen. */
export const paymentsReceived = batchWith(async (orm, households, { year }: { year: number }) => {
  const { householdId, amount, paidOn, status } = householdPayments;
  const received = await orm
    .select({ householdId, sum: sumOfYuan(amount) })
    .from(householdPayments)
    .where(
      and(
        isOneOf(householdId, households),
        eq(status, 'PAID'),
        between(paidOn, `${year}-01-01`, `${year}-12-31`),
      ),
    )
    .groupBy(householdId);
  const byHousehold = new Map(received.map((row) => [row.householdId, row.sum]));
  return households.map((household) => byHousehold.get(household) ?? 0n);
});
