import type { Database } from '../database/database.ts';

/** The tables of a database that have a column, but the change log, whose rows number themselves. */
async function tablesWith({ pool }: Pick<Database, 'pool'>, column: string): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `select table_name as name from information_schema.columns
      where table_schema = current_schema() and column_name = $1 and table_name <> 'changes'
      order by table_name`,
    [column],
  );
  return rows.map(({ name }) => name);
}

/** The tables that say where households live: the projection, and at its owner the register itself. */
export async function homesIn(database: Pick<Database, 'pool'>): Promise<string[]> {
  const tables = await tablesWith(database, 'region_code');
  return tables.filter((name) => name === 'households' || name === 'register_households');
}

/** Copies every row of one database to another that has the same tables. */
export async function copyRows(from: Pick<Database, 'pool'>, to: Pick<Database, 'pool'>): Promise<void> {
  const tables = new Set([...(await tablesWith(from, 'id')), ...(await tablesWith(from, 'code'))]);
  for (const table of [...tables, ...(await tablesWith(from, 'person_id'))]) {
    const { rows } = await from.pool.query<{ all: string }>(
      `select coalesce(json_agg(${table}), '[]')::text as all from ${table}`,
    );
    await to.pool.query(
      `insert into ${table} overriding system value select * from json_populate_recordset(null::${table}, $1) on conflict do nothing`,
      [rows[0]!.all],
    );
  }
}

/** Deletes, as if they had never been, the households that live outside of regions with these prefixes, and all about them. */
export async function removeElsewhere(
  database: Pick<Database, 'pool'>,
  prefixes: readonly string[],
): Promise<void> {
  const homes = await homesIn(database);
  const [home] = homes;
  const { pool } = database;
  const { rows } = await pool.query<{ id: string; code: string }>(
    `select id, region_code as code from ${home}`,
  );
  const isElsewhere = ({ code }: { code: string }) => !prefixes.some((prefix) => code.startsWith(prefix));
  const households = rows.filter(isElsewhere).map(({ id }) => id);
  const people = await pool.query<{ id: string }>(
    `select id from ${home === 'households' ? 'persons' : 'register_persons'} where household_id = any($1)`,
    [households],
  );
  const persons = people.rows.map(({ id }) => id);
  for (const table of await tablesWith(database, 'person_id'))
    await pool.query(`delete from ${table} where person_id = any($1)`, [persons]);
  for (const table of await tablesWith(database, 'household_id'))
    await pool.query(`delete from ${table} where household_id = any($1)`, [households]);
  for (const table of homes) await pool.query(`delete from ${table} where id = any($1)`, [households]);
  if ((await tablesWith(database, 'case_number')).includes('monitoring_steps'))
    await pool.query(
      `delete from monitoring_steps where case_number not in (select number from monitoring_cases)`,
    );
}
