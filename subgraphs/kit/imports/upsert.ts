import { getTableColumns, getTableName } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import { v7 as newId } from 'uuid';
import type { ImportRow, Target } from './exchange.ts';

/** What became of a row in one table. */
export type Written = 'accepted' | 'changed' | 'unchanged';

/** Writes rows into a table: new ones are added, those that differ are changed, the others are left alone. */
export interface Upsert {
  /** One statement for all rows, no two of which have the same key; what became of each, in their order. */
  write(client: pg.ClientBase, rows: readonly ImportRow[]): Promise<Written[]>;
  /** The key of a row, as text that two rows share only when their keys are equal. */
  keyOf(row: ImportRow): string;
}

/** Columns that the import itself keeps. */
const KEPT = new Set(['recordedAt', 'version']);

/** Prepares the writing of rows into a target; `sourceSystem` fills that column where no cell does. */
export function upsertInto(target: Target, sourceSystem: string): Upsert {
  const columns = getTableColumns(target.table) as Record<string, PgColumn>;
  const keyOf = (row: ImportRow) => JSON.stringify(target.key.map((property) => textOf(row[property])));
  const supplied: Record<string, () => unknown> = { id: newId, sourceSystem: () => sourceSystem };

  function lineOf(row: ImportRow, properties: readonly string[]): object {
    const line: Record<string, unknown> = {};
    for (const property of properties) {
      const value = property in row ? row[property] : supplied[property]?.();
      line[columns[property]!.name] = typeof value === 'bigint' ? value.toString() : value;
    }
    return line;
  }

  return {
    keyOf,
    async write(client, rows) {
      if (rows.length === 0) return [];
      const given = new Set(rows.flatMap(Object.keys));
      const properties = Object.keys(columns).filter(
        (property) => given.has(property) || property in supplied,
      );
      const statement = upsertStatement(target, properties, given.has('id'));
      const lines = rows.map((row) => lineOf(row, properties));
      const answer = await client.query<{ key: string[]; inserted: boolean }>(statement, [
        JSON.stringify(lines),
      ]);
      const written = new Map(answer.rows.map(({ key, inserted }) => [JSON.stringify(key), inserted]));
      return rows.map((row) => {
        const inserted = written.get(keyOf(row));
        if (inserted === undefined) return 'unchanged';
        return inserted ? 'accepted' : 'changed';
      });
    },
  };
}

function upsertStatement(target: Target, properties: readonly string[], hasId: boolean): string {
  const { table, key, incomparable } = target;
  const columns = getTableColumns(table) as Record<string, PgColumn>;
  const quote = (property: string) => quoted(columns[property]!.name);
  const isFixed = (property: string) => key.includes(property) || (property === 'id' && !hasId);
  const set = properties.filter((property) => !isFixed(property) && !KEPT.has(property));
  const compared = set.filter((property) => !incomparable.includes(property));
  const list = properties.map(quote).join(', ');
  const name = quoted(getTableName(table));
  const bookkeeping = [
    ...('version' in columns ? ['version = held.version + 1'] : []),
    ...('recordedAt' in columns ? ['recorded_at = excluded.recorded_at'] : []),
  ];
  const assignments = [
    ...set.map((property) => `${quote(property)} = excluded.${quote(property)}`),
    ...bookkeeping,
  ];
  const of = (source: string) => compared.map((property) => `${source}.${quote(property)}`).join(', ');
  const onConflict =
    compared.length === 0
      ? 'nothing'
      : `update set ${assignments.join(', ')} where (${of('held')}) is distinct from (${of('excluded')})`;
  return `insert into ${name} as held (${list})
    select ${list} from json_populate_recordset(null::${name}, $1)
    on conflict (${key.map(quote).join(', ')}) do ${onConflict}
    returning array[${key.map((property) => `held.${quote(property)}::text`).join(', ')}] as key,
      held.xmax = 0 as inserted`;
}

const quoted = (name: string) => `"${name.replaceAll('"', '""')}"`;

/** A value of a key as PostgreSQL shows it as text. */
const textOf = (value: unknown) => (value === null || value === undefined ? null : String(value));
