import { and, getTableColumns, getTableName, type InferSelectModel, sql } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type DataLoader from 'dataloader';
import { batch, type LoaderDefinition } from './batch.ts';
import { preparedPer } from './prepared.ts';

/**
 * Reads rows by a column that is unique, all keys of one tick in one statement; a key without a row, or with one that the
 * caller does not see, gives null.
 */
export function rowByKey<Table extends PgTable>(
  table: Table,
  column: PgColumn,
): LoaderDefinition<DataLoader<string, InferSelectModel<Table> | null>> {
  type Row = InferSelectModel<Table>;
  const property = propertyOf(table, column) as keyof Row;
  const statementOf = preparedPer(`${getTableName(table)}_by_${column.name}`, ({ orm, sees }, name) =>
    orm
      .select()
      .from(table as PgTable)
      .where(and(sql`${column} = any(${sql.placeholder('keys')})`, sees(table)))
      .prepare(name),
  );
  return batch<string, Row | null>(async (reader, keys) => {
    const rows = (await statementOf(reader).execute({ keys })) as Row[];
    const byKey = new Map(rows.map((row) => [row[property] as string, row]));
    return keys.map((key) => byKey.get(key) ?? null);
  });
}

/** The property of a row that holds a column's value. */
export function propertyOf(table: PgTable, column: PgColumn): string {
  const entry = Object.entries(getTableColumns(table)).find(([, candidate]) => candidate === column);
  if (entry === undefined) throw new Error(`Table ${getTableName(table)} has no column ${column.name}.`);
  return entry[0];
}
