import { drizzle } from 'drizzle-orm/node-postgres';
import { migrate as migrateWithDrizzle } from 'drizzle-orm/node-postgres/migrator';
import { readMigrationFiles } from 'drizzle-orm/migrator';
import type pg from 'pg';
import type { Database } from './database.ts';

/** A folder of migrations written by drizzle-kit, and whose tables they make. */
export interface Migrations {
  /** Several owners live in one database, each with a record of its own: `kit`, `health`. */
  readonly owner: string;
  /** Absolute path of the folder that holds `meta/_journal.json`. */
  readonly folder: string;
}

/** What was applied before is not what the folder says now. */
export class MigrationMismatchError extends Error {
  override readonly name = 'MigrationMismatchError';
}

/** The schema that holds one record of applied migrations per owner. */
const SCHEMA = 'migrations';

/** Any number that nothing else here locks; an advisory lock belongs to one database. */
const LOCK = 4_155_823;

/**
 * Brings the database to the state that the folder describes. Those who start at the same time wait for
 * one another; what is already applied is left alone.
 * @throws MigrationMismatchError when an applied migration was changed, removed or overtaken
 */
export async function migrate({ pool }: Pick<Database, 'pool'>, migrations: Migrations): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('set statement_timeout = 0');
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await migrateWithDrizzle(drizzle(client), {
      migrationsFolder: migrations.folder,
      migrationsSchema: SCHEMA,
      migrationsTable: migrations.owner,
    });
    await checkApplied(client, migrations);
  } finally {
    client.release(true); // closes the connection: lock and setting go with it
  }
}

/** Drizzle looks at the newest date alone: it would pass over an edited or a late migration in silence. */
async function checkApplied(client: pg.ClientBase, { owner, folder }: Migrations): Promise<void> {
  const { rows } = await client.query<{ hash: string }>(
    `select hash from ${SCHEMA}.${client.escapeIdentifier(owner)} order by created_at, id`,
  );
  const expected = readMigrationFiles({ migrationsFolder: folder }).map(({ hash }) => hash);
  const count = Math.max(rows.length, expected.length);
  for (let index = 0; index < count; index += 1) {
    if (rows[index]?.hash === expected[index]) continue;
    throw new MigrationMismatchError(
      `Migration ${index + 1} of ${owner} in the database is not the one in ${folder}: ` +
        'an applied migration must not be edited, removed or overtaken by one with an earlier date',
    );
  }
}
