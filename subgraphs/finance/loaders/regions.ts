import { and, between, eq, inArray, ne, sql, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { figure, figureWith } from '@hearth/kit/figures.ts';
import { ABOUT_NOBODY } from '@hearth/kit/suppression.ts';
import {
  countWhere,
  distinctWhere,
  equals,
  isInRegion,
  type Orm,
  regionPosition,
  regionsAsked,
  sumOfYuan,
} from '@hearth/kit/loader.ts';
import type { FundKind } from '../codes.ts';
import { executionRate } from '../rules.ts';
import {
  fundAllocations,
  fundDisbursements,
  funds,
  interestSubsidies,
  microcreditLoans,
  projectAssets,
  publicPostSubsidies,
  trainingSubsidies,
} from '../tables.ts';
import { isOverdueLoan, outstandingAmount } from './overdue.ts';

// One statement per table and batch of regions; a region without rows has its line of zeros.

const countOf = (column: PgColumn): SQL<number> => sql`count(${column})`.mapWith(Number);
const countDistinct = (column: PgColumn): SQL<number> => sql`count(distinct ${column})`.mapWith(Number);
const sumWhere = (amount: PgColumn | SQL, condition: SQL): SQL<bigint> =>
  sumOfYuan(sql`case when ${condition} then ${amount} end`);

interface ExecutionArguments {
  year: number;
  kind?: FundKind | null | undefined;
}

/** What was allocated to a region in a budget year and what was spent there, fen. */
export const fundExecution = figureWith(ABOUT_NOBODY, async (orm, codes, args: ExecutionArguments) => {
  const [allocated, disbursed] = await Promise.all([
    sumOfYear(orm, codes, { ...args, table: fundAllocations }),
    sumOfYear(orm, codes, { ...args, table: fundDisbursements }),
  ]);
  return codes.map((_, index) => executionOf(allocated[index]!.sum, disbursed[index]!.sum));
});

const executionOf = (allocated: bigint, disbursed: bigint) => ({
  allocated,
  disbursed,
  executionRate: executionRate(allocated, disbursed),
});

function sumOfYear(
  orm: Orm,
  codes: readonly string[],
  { table, year, kind }: ExecutionArguments & { table: typeof fundAllocations | typeof fundDisbursements },
) {
  const numbersOfKind = orm
    .select({ fundNumber: funds.fundNumber })
    .from(funds)
    .where(equals(funds.kind, kind));
  const isOfKind = kind == null ? undefined : inArray(table.fundNumber, numbersOfKind);
  return orm
    .select({ sum: sumOfYuan(table.amount) })
    .from(regionsAsked(codes))
    .leftJoin(table, and(isInRegion(table.regionCode), eq(table.year, year), isOfKind))
    .groupBy(regionPosition)
    .orderBy(regionPosition);
}

/** The microcredit of a region's households. Whose the loans are is counted beside. */
export const microcreditCounts = figure(
  { counts: ['households', 'overdueHouseholds', 'punctualHouseholds'] },
  (orm, codes) => {
    const { householdId, id, principal } = microcreditLoans;
    return orm
      .select({
        loans: countOf(id),
        households: countDistinct(householdId),
        lent: sumOfYuan(principal),
        outstanding: sumOfYuan(outstandingAmount),
        overdueLoans: countWhere(isOverdueLoan),
        overdueAmount: sumWhere(outstandingAmount, isOverdueLoan),
        overdueHouseholds: distinctWhere(householdId, isOverdueLoan),
        punctualHouseholds: distinctWhere(householdId, sql`${isOverdueLoan} is not true`),
      })
      .from(regionsAsked(codes))
      .leftJoin(microcreditLoans, isInRegion(microcreditLoans.regionCode))
      .groupBy(regionPosition)
      .orderBy(regionPosition);
  },
);

/**
 * Subsidies of a calendar year: one statement for each of the three tables. Who received them is counted beside, since an
 * amount of one person is theirs.
 */
export const subsidyCounts = figureWith(
  { counts: ['borrowers', 'businessTrainees', 'labourTrainees', 'publicPostHolders'] },
  async (orm, codes, { year }: { year: number }) => {
    const [interest, training, posts] = await Promise.all([
      interestOfYear(orm, codes, year),
      trainingOfYear(orm, codes, year),
      postsOfYear(orm, codes, year),
    ]);
    return codes.map((_, index) => ({ ...interest[index]!, ...training[index]!, ...posts[index]! }));
  },
);

const inYear = (day: PgColumn, year: number): SQL => between(day, `${year}-01-01`, `${year}-12-31`);

const interestOfYear = (orm: Orm, codes: readonly string[], year: number) =>
  orm
    .select({
      interest: sumOfYuan(interestSubsidies.amount),
      borrowers: countDistinct(interestSubsidies.personId),
    })
    .from(regionsAsked(codes))
    .leftJoin(
      interestSubsidies,
      and(isInRegion(interestSubsidies.regionCode), inYear(interestSubsidies.paidOn, year)),
    )
    .groupBy(regionPosition)
    .orderBy(regionPosition);

function trainingOfYear(orm: Orm, codes: readonly string[], year: number) {
  const { amount, kind, paidOn, personId, regionCode } = trainingSubsidies;
  return orm
    .select({
      businessTrainees: distinctWhere(personId, eq(kind, 'BUSINESS')),
      labourTrainees: distinctWhere(personId, eq(kind, 'LABOUR')),
      businessTraining: sumWhere(amount, eq(kind, 'BUSINESS')),
      labourTraining: sumWhere(amount, eq(kind, 'LABOUR')),
    })
    .from(regionsAsked(codes))
    .leftJoin(trainingSubsidies, and(isInRegion(regionCode), inYear(paidOn, year)))
    .groupBy(regionPosition)
    .orderBy(regionPosition);
}

function postsOfYear(orm: Orm, codes: readonly string[], year: number) {
  const { amount, month, personId, regionCode } = publicPostSubsidies;
  return orm
    .select({ publicPosts: sumOfYuan(amount), publicPostHolders: countDistinct(personId) })
    .from(regionsAsked(codes))
    .leftJoin(publicPostSubsidies, and(isInRegion(regionCode), inYear(month, year)))
    .groupBy(regionPosition)
    .orderBy(regionPosition);
}

export const projectAssetCounts = figure(ABOUT_NOBODY, (orm, codes) =>
  orm
    .select({
      assets: countOf(projectAssets.id),
      idle: countWhere(inArray(projectAssets.status, ['IDLE', 'DAMAGED'])),
      originalValue: sumOfYuan(projectAssets.originalValue),
    })
    .from(regionsAsked(codes))
    .leftJoin(projectAssets, and(isInRegion(projectAssets.regionCode), ne(projectAssets.status, 'DISPOSED')))
    .groupBy(regionPosition)
    .orderBy(regionPosition),
);
