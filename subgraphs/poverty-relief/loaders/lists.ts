import { sql, type SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { pagesByKey, pagesByRegion } from '@hearth/kit/loader.ts';

/** Whether a list column holds a code that was given; nothing when none was. */
export const holds = (column: PgColumn, code: string | null | undefined): SQL | undefined =>
  code == null ? undefined : sql`${code}::text = any(${column})`;

/** Arguments that narrow a list; absent and null ones do not. */
export type Filters<Arguments> = {
  readonly [Name in keyof Arguments]?: Arguments[Name] | null | undefined;
};

type RecordTable = PgTable & { readonly id: PgColumn };
type RegionalTable = RecordTable & { readonly regionCode: PgColumn };

/** A condition that the filter arguments of a list add. */
type Where<Arguments> = (filters: Arguments) => (SQL | undefined)[];

/** Pages of a parent's records, the latest first. */
export function latestOf<Table extends RecordTable, Arguments extends object = object>(
  table: Table,
  parent: PgColumn,
  { by, where }: { by: PgColumn; where?: Where<Arguments> },
) {
  const order = [by, table.id];
  return pagesByKey<Table, Arguments>({
    table,
    parent,
    order,
    direction: 'descending',
    ...(where && { where }),
  });
}

/** Pages of the records of a region and everything below it, by region and then by a further column. */
export function within<Table extends RegionalTable, Arguments extends object = object>(
  table: Table,
  { by, where }: { by: PgColumn; where?: Where<Arguments> },
) {
  const order = [table.regionCode, by, table.id];
  return pagesByRegion<Table, Arguments>({ table, region: table.regionCode, order, ...(where && { where }) });
}
