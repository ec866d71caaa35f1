import { createHash, randomBytes } from 'node:crypto';
import pg from 'pg';
import { describe, inject } from 'vitest';
import { openDatabase } from './database.ts';
import type { Database, DatabaseOptions } from './database.ts';
import { migrate } from './migrate.ts';
import type { Migrations } from './migrate.ts';

/** A server on which tests may make databases; `testing.setup.ts` starts them. */
export interface TestServer {
  /** Completes the sentence "on ...". */
  readonly label: string;
  /** The URL of a superuser. */
  readonly url: string;
  /** The URL of the ordinary role that owns the databases: a superuser would see what must be hidden. */
  readonly ownerUrl: string;
  /** Begins the name of every database made there. */
  readonly prefix: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    testServers: TestServer[];
  }
}

/** A database of a test's own. */
export interface TestDatabase extends Database {
  readonly url: string;
  /** The same for a superuser. */
  readonly superuserUrl: string;
  /** Closes the connections and drops the database. */
  stop(): Promise<void>;
}

export interface TestDatabaseOptions extends Pick<DatabaseOptions, 'onStatement' | 'maxConnections'> {
  /** What has been applied to the database, in this order; an empty database without. */
  readonly migrations?: readonly Migrations[] | undefined;
  /** The embedded server unless told. */
  readonly server?: TestServer | undefined;
}

/** Makes a database on the server that the suite runs on. */
export type CreateDatabase = (options?: Omit<TestDatabaseOptions, 'server'>) => Promise<TestDatabase>;

/** Defines the same suite once for each server: the embedded one, and that of TEST_DATABASE_URL when it answers. */
export function forEachDatabase(define: (createDatabase: CreateDatabase, label: string) => void): void {
  for (const server of testServers()) {
    describe(`on ${server.label}`, () => {
      define((options) => testDatabase({ ...options, server }), server.label);
    });
  }
}

/**
 * Makes a database in about a tenth of a second: a copy of a template to which the migrations were applied
 * once in this run of the tests. Close it with `stop()`.
 */
export async function testDatabase(options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const { migrations = [], server = testServers()[0]!, onStatement, maxConnections } = options;
  const name = `${server.prefix}${randomBytes(6).toString('hex')}`;
  await withClient(server.url, async (client) => {
    const template = migrations.length === 0 ? 'template0' : await ensureTemplate(client, server, migrations);
    await client.query(`create database ${name} template ${template} owner ${ownerOf(server)}`);
  });
  const url = urlOf(server, name);
  const database = await openDatabase({
    url,
    application: 'test',
    seesEverybody: true,
    onStatement,
    maxConnections,
  });
  return {
    ...database,
    url,
    superuserUrl: at(server.url, name),
    stop: async () => {
      await database.stop();
      await withClient(server.url, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
}

/** The servers of this run. */
function testServers(): TestServer[] {
  const servers = inject('testServers');
  if (servers) return servers;
  throw new Error(
    'No test database: start the tests from the root of the repository, ' +
      'or name subgraphs/kit/database/testing.setup.ts as globalSetup in vitest.config.ts',
  );
}

async function ensureTemplate(
  client: pg.Client,
  server: TestServer,
  migrations: readonly Migrations[],
): Promise<string> {
  const key = createHash('sha256').update(JSON.stringify(migrations)).digest('hex').slice(0, 12);
  const template = `${server.prefix}template_${key}`;
  await client.query('select pg_advisory_lock(hashtext($1))', [template]); // test files run at the same time
  const { rowCount } = await client.query('select from pg_database where datname = $1', [template]);
  if (rowCount === 0) await makeTemplate(client, server, template, migrations);
  await client.query('select pg_advisory_unlock(hashtext($1))', [template]);
  return template;
}

async function makeTemplate(
  client: pg.Client,
  server: TestServer,
  template: string,
  migrations: readonly Migrations[],
): Promise<void> {
  const draft = `${template}_draft`;
  await client.query(`drop database if exists ${draft} with (force)`);
  await client.query(`create database ${draft} template template0 owner ${ownerOf(server)}`);
  const database = await openDatabase({ url: urlOf(server, draft), application: 'test template' });
  try {
    for (const each of migrations) await migrate(database, each);
  } finally {
    await database.stop();
  }
  await client.query(`alter database ${draft} rename to ${template}`);
}

const ownerOf = ({ ownerUrl }: TestServer): string => new URL(ownerUrl).username;

const urlOf = ({ ownerUrl }: TestServer, database: string): string => at(ownerUrl, database);

function at(url: string, database: string): string {
  const parsed = new URL(url);
  parsed.pathname = database;
  return parsed.href;
}

export async function withClient<Result>(
  url: string,
  use: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
