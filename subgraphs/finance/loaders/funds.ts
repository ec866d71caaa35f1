import {
  batch,
  equals,
  isKey,
  pagesByKey,
  pagesByRegion,
  preparedPer,
  sumOfYuan,
} from '@hearth/kit/loader.ts';
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

/** What was allocated of a fund, fen. */
export const allocatedOfFund = sumByFund('fund_allocated', fundAllocations);

/** What was disbursed of a fund, fen. */
export const disbursedOfFund = sumByFund('fund_disbursed', fundDisbursements);

function sumByFund(label: string, table: typeof fundAllocations | typeof fundDisbursements) {
  const { fundNumber, amount } = table;
  const sumsOf = preparedPer(label, ({ orm }, name) =>
    orm
      .select({ fundNumber, sum: sumOfYuan(amount) })
      .from(table)
      .where(isKey(fundNumber))
      .groupBy(fundNumber)
      .prepare(name),
  );
  return batch<string, bigint>(async (reader, keys) => {
    const rows = await sumsOf(reader).execute({ keys });
    const byFund = new Map(rows.map((row) => [row.fundNumber, row.sum]));
    return keys.map((key) => byFund.get(key) ?? 0n);
  });
}
