import { eq, sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { significantPrefix } from '@hearth/schema/protocol/region-code.ts';

// Figures of regions: a statement starts from the regions asked for, joins what lies in them, groups by
// `regionPosition` and orders by it. A region without rows still gets its line, and the lines come in the order
// of the keys.

/**
 * The regions asked for, to select from. The end of their ranges is given, not made by the statement: PostgreSQL would not
 * use it on an index of a table whose rows it protects.
 */
export function regionsAsked(codes: readonly string[]): SQL {
  const prefixes = codes.map(significantPrefix);
  const ends = prefixes.map((prefix) => `${prefix}~`);
  return sql`unnest(${sql.param(prefixes)}::text[], ${sql.param(ends)}::text[]) with ordinality as region(prefix, beyond, position)`;
}

/** The place of a region among those asked for. */
export const regionPosition: SQL = sql`region.position`;

/** Whether a column's division code lies in the region. */
export const isInRegion = (column: PgColumn): SQL =>
  sql`(${column} >= region.prefix and ${column} < region.beyond)`;

/** Whether a column is one of the keys of a prepared statement, its placeholder `keys`. */
export const isKey = (column: SQLWrapper): SQL => sql`${column} = any(${sql.placeholder('keys')})`;

/** Equality with an argument that was given; nothing for one that was not. */
export const equals = <Value>(column: PgColumn, value: Value | null | undefined): SQL | undefined =>
  value == null ? undefined : eq(column, value);

/** How many rows fulfil a condition. */
export const countWhere = (condition: SQL): SQL<number> =>
  sql`count(*) filter (where ${condition})`.mapWith(Number);

/** How many different values a column has in rows that fulfil a condition. */
export const distinctWhere = (column: PgColumn, condition: SQLWrapper): SQL<number> =>
  sql`count(distinct ${column}) filter (where ${condition})`.mapWith(Number);

/** The sum of a column of money, in fen; 0 without rows. */
export const sumOfYuan = (column: SQLWrapper): SQL<bigint> =>
  sql`coalesce(sum(${column}), 0)`.mapWith(BigInt);

/** The sum of a column of whole numbers; 0 without rows. */
export const sumOf = (column: SQLWrapper): SQL<number> => sql`coalesce(sum(${column}), 0)`.mapWith(Number);
