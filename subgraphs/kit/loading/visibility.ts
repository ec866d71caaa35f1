import { and, getTableColumns, sql, type SQL } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { RegisterTables } from './register-tables.ts';

/** The placeholder of a prepared statement that holds the prefixes of the regions whose households are seen. */
const REGIONS = sql`${sql.placeholder('regions')}::text[]`;

/**
 * Whether a table's row is seen from regions, an array of prefixes, by default a statement's placeholder `regions`: its
 * household lives there now, and so does its person. Undefined for a table that is about neither.
 */
export function visibleRows(
  table: PgTable,
  register: RegisterTables,
  regions: SQL = REGIONS,
): SQL | undefined {
  const { households, persons, parts } = register;
  const livesThere = sql`${households.regionCode} ^@ any(${regions})`;
  if (table === households) return livesThere;
  const part = parts.find(({ of }) => of.table === table);
  if (part) {
    const owner = part.by.table;
    return exists(owner, sql`${part.by} = ${part.of}`, visibleRows(owner, register, regions));
  }
  const household = columnOf(table, 'household_id');
  const person = columnOf(table, 'person_id');
  return and(
    household && orNull(household, exists(households, sql`${households.id} = ${household}`, livesThere)),
    person &&
      orNull(
        person,
        exists(persons, sql`${persons.id} = ${person}`, visibleRows(persons, register, regions)),
      ),
  );
}

/** Looked up for each row, as in `row-rules.ts`: as a join, PostgreSQL read all that is seen of the table to find a few. */
const exists = (table: PgTable, ...conditions: (SQL | undefined)[]): SQL =>
  sql`(select true from ${table} where ${and(...conditions)} limit 1)`;

/** A record that names nobody is nobody's. */
const orNull = (column: PgColumn, condition: SQL): SQL =>
  column.notNull ? condition : sql`(${column} is null or ${condition})`;

const columnOf = (table: PgTable, name: string): PgColumn | undefined =>
  Object.values(getTableColumns(table)).find((column) => column.name === name);
