import { and, eq, ne, sql, type SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { Orm } from '@hearth/kit/loader.ts';
import { significantPrefix } from '@hearth/schema/protocol/region-code.ts';
import { fundAllocations, fundDisbursements, householdPayments } from '../tables.ts';

/**
 * What a fund was allocated to the regions in which a village lies, and what was spent of it there, fen: on projects, and on
 * households, returned payments left out. That both count is our modelling decision.
 */
export async function moneyOfFund(
  orm: Orm,
  fundNumber: string,
  village: string,
): Promise<{ allocated: bigint; spent: bigint }> {
  const allocations = await orm
    .select({ regionCode: fundAllocations.regionCode, amount: fundAllocations.amount })
    .from(fundAllocations)
    .where(eq(fundAllocations.fundNumber, fundNumber));
  const around = allocations.filter(({ regionCode }) => village.startsWith(significantPrefix(regionCode)));
  const prefixes = around.map(({ regionCode }) => significantPrefix(regionCode));
  const spentOn = (table: SpentTable, ...conditions: SQL[]) =>
    sumOf(orm, table, [
      eq(table.fundNumber, fundNumber),
      sql`${table.regionCode} ^@ any(${sql.param(prefixes)}::text[])`,
      ...conditions,
    ]);
  const projects = await spentOn(fundDisbursements);
  const households = await spentOn(householdPayments, ne(householdPayments.status, 'RETURNED'));
  return { allocated: around.reduce((sum, { amount }) => sum + amount, 0n), spent: projects + households };
}

type SpentTable = PgTable & Record<'fundNumber' | 'regionCode' | 'amount', PgColumn>;

async function sumOf(orm: Orm, table: SpentTable, conditions: readonly SQL[]): Promise<bigint> {
  const [row] = await orm
    .select({ sum: sql`coalesce(sum(${table.amount}), 0)::text`.mapWith(BigInt) })
    .from(table as PgTable)
    .where(and(...conditions));
  return row?.sum ?? 0n;
}
