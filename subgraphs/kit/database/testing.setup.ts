import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { openEmbedded } from './embedded.ts';
import type { EmbeddedServer } from './embedded.ts';
import { checkServer } from './server-check.ts';
import type { TestServer } from './testing.ts';

/** Every database that tests make begins with this, the run's process id follows. */
const PREFIX = `hearth_test_${process.pid}_`;

const OUTSIDE_URL = process.env['TEST_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres';

interface Shared {
  users: number;
  readonly started: Promise<{ servers: TestServer[]; stop: () => Promise<void> }>;
}

/** Projects load this file each on their own, in one process: they find the servers of the first one here. */
const registry = globalThis as typeof globalThis & { hearthTestServers?: Shared | undefined };

/** Starts the servers that the tests of all projects share, before the first test. */
export async function setup(project: TestProject): Promise<void> {
  registry.hearthTestServers ??= { users: 0, started: startServers() };
  registry.hearthTestServers.users += 1;
  const { servers } = await registry.hearthTestServers.started;
  project.provide('testServers', servers);
}

/** Ends them after the last test of the last project. */
export async function teardown(): Promise<void> {
  const shared = registry.hearthTestServers;
  if (!shared) return;
  shared.users -= 1;
  if (shared.users > 0) return;
  registry.hearthTestServers = undefined;
  const { stop } = await shared.started;
  await stop();
}

async function startServers() {
  const dataDir = await mkdtemp(join(tmpdir(), 'hearth-test-'));
  const embedded = await openEmbedded({ dataDir, ministries: [] });
  const servers: TestServer[] = [
    { label: 'the embedded PostgreSQL', url: embedded.superuserUrl, prefix: PREFIX },
    ...(await outsideServer()),
  ];
  return { servers, stop: () => stopServers(embedded, servers, dataDir) };
}

/** Left out, and said so, when nothing answers; but a setting that was given must work. */
async function outsideServer(): Promise<TestServer[]> {
  try {
    await checkServer({ url: OUTSIDE_URL, setting: 'TEST_DATABASE_URL' });
    return [{ label: 'a PostgreSQL by URL', url: OUTSIDE_URL, prefix: PREFIX }];
  } catch (error) {
    if (process.env['TEST_DATABASE_URL']) throw error;
    console.warn(`Tests run on the embedded PostgreSQL only: ${(error as Error).message}`);
    return [];
  }
}

async function stopServers(embedded: EmbeddedServer, servers: TestServer[], dataDir: string): Promise<void> {
  for (const { url } of servers.slice(1)) await dropDatabases(url);
  await embedded.stop();
  await rm(dataDir, { recursive: true });
}

async function dropDatabases(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  const { rows } = await client.query<{ name: string }>(
    'select datname as name from pg_database where starts_with(datname, $1)',
    [PREFIX],
  );
  for (const { name } of rows)
    await client.query(`drop database ${client.escapeIdentifier(name)} with (force)`);
  await client.end();
}
