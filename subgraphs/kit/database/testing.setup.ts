import { randomBytes } from 'node:crypto';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import type { TestProject } from 'vitest/node';
import { endLeftoverServer } from './cluster.ts';
import { openEmbedded } from './embedded.ts';
import type { EmbeddedServer } from './embedded.ts';
import { startOf } from './processes.ts';
import { checkServer } from './server-check.ts';
import { withClient, type TestServer } from './testing.ts';

/** Begins the name of every database of this run; by the process id a later run knows what a killed one left. */
const PREFIX = `hearth_test_${process.pid}_`;
const FOLDER_PREFIX = `hearth-test-${process.pid}-`;

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
  await removeLeftFolders();
  const dataDir = await mkdtemp(join(tmpdir(), FOLDER_PREFIX));
  const embedded = await openEmbedded({ dataDir, ministries: [] });
  const servers: TestServer[] = [
    await testServer('the embedded PostgreSQL', embedded.superuserUrl),
    ...(await outsideServer()),
  ];
  return { servers, stop: () => stopServers(embedded, servers, dataDir) };
}

/** Makes the role that owns this run's databases; it may do nothing else. */
async function testServer(label: string, url: string): Promise<TestServer> {
  const owner = new URL(url);
  owner.username = `${PREFIX}owner`;
  owner.password = randomBytes(24).toString('base64url');
  await withClient(url, async (client) => {
    const password = client.escapeLiteral(owner.password);
    await client.query(
      `drop role if exists ${owner.username}; create role ${owner.username} login password ${password}`,
    );
  });
  return { label, url, ownerUrl: owner.href, prefix: PREFIX };
}

/** Left out, and said so, when nothing answers; but a setting that was given must work. */
async function outsideServer(): Promise<TestServer[]> {
  try {
    await checkServer({ url: OUTSIDE_URL, setting: 'TEST_DATABASE_URL' });
    return [await testServer('a PostgreSQL by URL', OUTSIDE_URL)];
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

/** Drops the databases and roles of this run, and of those that were killed before they could. */
async function dropDatabases(url: string): Promise<void> {
  await withClient(url, async (client) => {
    for (const name of await leftNames(client, 'select datname as name from pg_database')) {
      await client.query(`drop database if exists ${name} with (force)`);
    }
    for (const name of await leftNames(client, 'select rolname as name from pg_roles')) {
      await client.query(`drop role if exists ${name}`);
    }
  });
}

/** The names among those asked for that this run gave, or one that was killed. */
async function leftNames(client: pg.Client, query: string): Promise<string[]> {
  const { rows } = await client.query<{ name: string }>(query);
  return rows
    .map(({ name }) => name)
    .filter((name) => {
      const run = /^hearth_test_(\d+)_/.exec(name)?.[1];
      return run !== undefined && !isRunning(Number(run));
    });
}

/** Ends the embedded servers of runs that were killed. */
async function removeLeftFolders(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const run = /^hearth-test-(\d+)-/.exec(name)?.[1];
    const folder = join(tmpdir(), name);
    if (run === undefined || isRunning(Number(run)) || !(await isOurs(folder))) continue;
    await endLeftoverServer({ directory: join(folder, 'postgres', 'cluster') });
    await rm(folder, { recursive: true, force: true });
  }
}

/** Another run of the tests: this one is about to end. */
const isRunning = (pid: number) => pid !== process.pid && startOf(pid) !== null;

const isOurs = async (folder: string) => (await stat(folder)).uid === process.getuid?.();
