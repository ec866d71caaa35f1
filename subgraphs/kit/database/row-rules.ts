import type pg from 'pg';
import { REGIONS_SETTING } from './regions-setting.ts';

/** The names of the tables that say who belongs to which household, and where it lives. */
export interface RegisterNames {
  readonly households: string;
  readonly persons: string;
  /** Tables about households that name none, and the row of another table that each row belongs to. */
  readonly parts: readonly PartNames[];
}

interface PartNames {
  readonly table: string;
  readonly column: string;
  readonly owner: { readonly table: string; readonly column: string };
}

/** A table whose rows are hidden, and the condition, as SQL, under which a session sees one. */
export interface TableRule {
  readonly table: string;
  readonly condition: string;
}

/** The kit's tables that no request reads. */
const OF_THE_MINISTRY_ALONE = ['changes', 'commands', 'quarantined_rows'];

// The sub-selects are evaluated once a statement, not once a row.
const SETTING = `current_setting('${REGIONS_SETTING}', true)`;
const SEES_ALL = `(select ${SETTING} = '*')`;
/** A transaction that set it leaves an empty text to its session, where there was none: nothing must be seen then either. */
const PREFIXES = `(select string_to_array(nullif(${SETTING}, ''), ','))::text[]`;

/** The tables of a database that are about households or persons: by their columns, or as the register says. */
export async function protectedTables(
  client: pg.ClientBase,
  { households, persons, parts }: RegisterNames,
): Promise<TableRule[]> {
  const homes = [...new Set([households, 'register_households'])];
  const records = (await recordTables(client)).filter(({ table }) => !homes.includes(table));
  return [
    ...homes.map((table) => ({ table, condition: `${SEES_ALL} or region_code ^@ any(${PREFIXES})` })),
    ...records.map((record) => ({
      table: record.table,
      condition: recordCondition(record, { households, persons }),
    })),
    ...parts.map(({ table, column, owner }) => ({
      table,
      condition: `${SEES_ALL} or ${leadsTo(owner.table, owner.column, `${table}.${column}`)}`,
    })),
    ...OF_THE_MINISTRY_ALONE.map((table) => ({ table, condition: SEES_ALL })),
  ];
}

interface RecordTable {
  readonly table: string;
  readonly hasHousehold: boolean;
  readonly hasPerson: boolean;
}

/** The other tables' policies hold in these sub-selects too: each leads to where the household lives. */
function recordCondition(
  { table, hasHousehold, hasPerson }: RecordTable,
  { households, persons }: Pick<RegisterNames, 'households' | 'persons'>,
): string {
  const nobodyOr = (column: string, owner: string) =>
    `(${table}.${column} is null or ${leadsTo(owner, 'id', `${table}.${column}`)})`;
  const conditions = [
    ...(hasHousehold ? [nobodyOr('household_id', households)] : []),
    ...(hasPerson ? [nobodyOr('person_id', persons)] : []),
  ];
  return `${SEES_ALL} or (${conditions.join(' and ')})`;
}

/**
 * Looked up for each row by the owner's key. As `exists` it would be one of two plans, and PostgreSQL took the other: a hash of all
 * that is seen of the owner's table, made anew for each statement.
 */
const leadsTo = (table: string, column: string, value: string): string =>
  `(select true from ${table} as owner where owner.${column} = ${value} limit 1)`;

async function recordTables(client: pg.ClientBase): Promise<RecordTable[]> {
  const { rows } = await client.query<RecordTable>(
    `select class.relname as table,
        bool_or(attname = 'household_id') as "hasHousehold", bool_or(attname = 'person_id') as "hasPerson"
      from pg_class as class join pg_attribute on attrelid = class.oid
      where class.relkind in ('r', 'p') and class.relnamespace = current_schema()::regnamespace
        and attname in ('household_id', 'person_id') and not attisdropped
      group by class.relname order by class.relname`,
  );
  return rows;
}
