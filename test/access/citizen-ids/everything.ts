import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { openDatabase } from '@hearth/kit/database/database.ts';
import { openDatabases } from '@hearth/kit/database/databases.ts';
import { GATEWAY } from '@hearth/kit/settings.ts';
import { ministryNames } from '@hearth/schema/subgraphs.ts';

/** All 18 characters in a row that have the shape of a citizen ID, also within longer ones. */
export const candidatesIn = (text: string): string[] =>
  [...text.matchAll(/(?=(\d{17}[\dXx]))/g)].map(([, candidate = '']) => candidate.toUpperCase());

/** All tables of all ministries and of the gateway as text, each row a line, by the table's name. */
export async function dumpTables(env: NodeJS.ProcessEnv): Promise<Map<string, string>> {
  const owners = [...ministryNames, GATEWAY];
  const databases = await openDatabases({ ministries: owners, env, attach: true });
  const dump = new Map<string, string>();
  for (const owner of owners) {
    const url = databases.urlOf(owner);
    const { pool, stop } = await openDatabase({ url, application: 'dump', seesEverybody: true });
    const { rows: tables } = await pool.query<{ name: string }>(
      `select format('%I.%I', table_schema, table_name) as name from information_schema.tables
        where table_type = 'BASE TABLE' and table_schema not in ('pg_catalog', 'information_schema')`,
    );
    for (const { name } of tables) {
      const { rows } = await pool.query<{ line: string }>(`select whole::text as line from ${name} as whole`);
      dump.set(`${owner} ${name}`, rows.map(({ line }) => line).join('\n'));
    }
    await stop();
  }
  await databases.stop();
  return dump;
}

/** The bytes of all files below a folder, by their paths; `except` names a folder in it. */
export async function readFiles(folder: string, except = ''): Promise<Map<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = new Map<string, string>();
  for (const entry of entries.filter((each) => each.isFile())) {
    const path = relative(folder, join(entry.parentPath, entry.name));
    if (except !== '' && path.startsWith(`${except}${sep}`)) continue;
    const bytes = await readFile(join(folder, path)).catch(() => ''); // PostgreSQL removes files as it works
    files.set(path, bytes.toString('latin1'));
  }
  return files;
}
