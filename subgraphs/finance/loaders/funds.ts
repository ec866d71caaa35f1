import { sql, type SQL } from 'drizzle-orm';
import type { PgTable, PgColumn } from 'drizzle-orm/pg-core';
import { batch, equals, pagesByKey, pagesByRegion, sumOfYuan } from '@hearth/kit/loader.ts';
import type { FundKind, FundUse, ProjectAssetStatus } from '../codes.ts';
import { fundAllocations, fundDisbursements, funds, projectAssets } from '../tables.ts';
import type { Given } from './given.ts';

export const fundsIn = pagesByRegion<typeof funds, Given<{ kind: FundKind; year: number }>>({
  table: funds,
  region: funds.regionCode,
  order: [funds.regionCode, funds.id],
  where: ({ kind, year }) => [equals(funds.kind, kind), equals(funds.year, year)],
});

export const allocationsIn = pagesByRegion<typeof fundAllocations, Given<{ year: number }>>({
  table: fundAllocations,
  region: fundAllocations.regionCode,
  order: [fundAllocations.regionCode, fundAllocations.id],
  where: ({ year }) => [equals(fundAllocations.year, year)],
});

export const allocationsOfFund = pagesByKey({
  table: fundAllocations,
  parent: fundAllocations.fundNumber,
  order: [fundAllocations.allocatedOn, fundAllocations.id],
  direction: 'descending',
});

export const disbursementsOfFund = pagesByKey<typeof fundDisbursements, Given<{ use: FundUse }>>({
  table: fundDisbursements,
  parent: fundDisbursements.fundNumber,
  order: [fundDisbursements.disbursedOn, fundDisbursements.id],
  direction: 'descending',
  where: ({ use }) => [equals(fundDisbursements.use, use)],
});

export const assetsIn = pagesByRegion<typeof projectAssets, Given<{ status: ProjectAssetStatus }>>({
  table: projectAssets,
  region: projectAssets.regionCode,
  order: [projectAssets.regionCode, projectAssets.id],
  where: ({ status }) => [equals(projectAssets.status, status)],
});

/** What was allocated of a fund, and what was disbursed, fen. */
export const allocatedOfFund = sumByFund(fundAllocations, fundAllocations);
export const disbursedOfFund = sumByFund(fundDisbursements, fundDisbursements);

function sumByFund(table: PgTable, { fundNumber, amount }: { fundNumber: PgColumn; amount: PgColumn }) {
  return batch<string, bigint>(async (orm, numbers) => {
    const isAsked: SQL = sql`${fundNumber} = any(${sql.param([...numbers])}::text[])`;
    const sums = await orm
      .select({ fundNumber, sum: sumOfYuan(amount) })
      .from(table)
      .where(isAsked)
      .groupBy(fundNumber);
    const byFund = new Map(sums.map((row) => [row.fundNumber as string, row.sum]));
    return numbers.map((number) => byFund.get(number) ?? 0n);
  });
}
