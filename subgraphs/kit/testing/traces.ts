import type { Database } from '../database/database.ts';

/**
 * The number and a digest of the rows of every table but those of the register's projection, which follows by itself: equal when,
 * and only when, nothing else was written.
 */
export async function tracesIn({ pool }: Pick<Database, 'pool'>): Promise<Record<string, string>> {
  const tables = await pool.query<{ name: string }>(
    `select relname as name from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace
        and relname not like 'register\\_%' order by 1`,
  );
  const selects = tables.rows.map(
    ({ name }) =>
      `select '${name}' as name, concat_ws(' ', count(*), md5(string_agg(t::text, ';' order by t::text))) as rows from "${name}" as t`,
  );
  const { rows } = await pool.query<{ name: string; rows: string }>(selects.join(' union all '));
  return Object.fromEntries(rows.map(({ name, rows: digest }) => [name, digest]));
}
