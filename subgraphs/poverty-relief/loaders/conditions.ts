import { eq, isNotNull, isNull, sql, type SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { pagesByKey, pagesByRegion } from '@hearth/kit/loader.ts';

/** Equality with an argument that was given; nothing for one that was not. */
export const equals = (column: PgColumn, value: unknown): SQL | undefined =>
  value == null ? undefined : eq(column, value);

/** Whether a list column holds a code that was given; nothing when none was. */
export const holds = (column: PgColumn, code: string | null | undefined): SQL | undefined =>
  code == null ? undefined : sql`${code}::text = any(${column})`;

/** Whether a column is filled, when that was asked. */
export const isFilled = (column: PgColumn, asked: boolean | null | undefined): SQL | undefined => {
  if (asked == null) return undefined;
  return asked ? isNotNull(column) : isNull(column);
};

/** Whether the column is one of the statement's keys. */
export const isKey = (column: PgColumn): SQL => sql`${column} = any(${sql.placeholder('keys')})`;

type RecordTable = PgTable & { readonly id: PgColumn };
type RegionalTable = RecordTable & { readonly regionCode: PgColumn };

/** A condition that the filter arguments of a list add. */
type Where<Filters> = (filters: Filters) => (SQL | undefined)[];

/** Pages of a parent's records, the latest first. */
export function latestOf<Table extends RecordTable, Filters extends object = object>(
  table: Table,
  parent: PgColumn,
  { by, where }: { by: PgColumn; where?: Where<Filters> },
) {
  const order = [by, table.id];
  return pagesByKey<Table, Filters>({
    table,
    parent,
    order,
    direction: 'descending',
    ...(where && { where }),
  });
}

/** Pages of the records of a region and everything below it, by region and then by a further column. */
export function within<Table extends RegionalTable, Filters extends object = object>(
  table: Table,
  { by, where }: { by: PgColumn; where?: Where<Filters> },
) {
  const order = [table.regionCode, by, table.id];
  return pagesByRegion<Table, Filters>({ table, region: table.regionCode, order, ...(where && { where }) });
}
