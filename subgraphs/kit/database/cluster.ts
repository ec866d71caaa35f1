import { existsSync } from 'node:fs';
import { chown, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { writePrivateFile } from '../private-file.ts';
import type { Account } from './account.ts';
import type { Binaries } from './binaries.ts';
import { commandOf, waitUntil } from './processes.ts';
import { ended, startProgram } from './server-process.ts';

/** A directory of PostgreSQL's files and what is needed to work on it. */
export interface Cluster {
  /** Absolute path of PostgreSQL's data directory. */
  readonly directory: string;
  readonly binaries: Binaries;
  readonly account: Account | undefined;
  readonly log: string;
}

/** Name of the superuser in every cluster of ours. */
export const SUPERUSER = 'hub';

/** The major version that made the cluster; undefined when there is none yet. */
export async function versionOfCluster(directory: string): Promise<number | undefined> {
  const file = join(directory, 'PG_VERSION');
  return existsSync(file) ? Number(await readFile(file, 'utf8')) : undefined;
}

/**
 * Makes the cluster beside its place and moves it there, so that a half made one is never taken for whole.
 * Nobody gets in without the password, not even on this machine.
 */
export async function createCluster(cluster: Cluster, password: string): Promise<void> {
  const { directory, account, binaries, log } = cluster;
  await removeDrafts(directory);
  const draft = await mkdtemp(`${directory}.new-`);
  try {
    await writeFile(join(draft, 'password'), password, { mode: 0o600 });
    await mkdir(join(draft, 'cluster'), { mode: 0o700 });
    if (account) await giveTo(account, [draft, join(draft, 'password'), join(draft, 'cluster')]);
    const path = join(binaries.directory, 'initdb');
    const child = startProgram({ path, directory: draft, account, log, parameters: initialisation });
    if ((await ended(child)) !== 0) throw new Error(`initdb failed: ${await lastLines(log)}`);
    await writePrivateFile(join(draft, 'cluster', 'pg_hba.conf'), ACCESS_RULES);
    await rename(join(draft, 'cluster'), directory);
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

/** What an owner that was killed while it made the cluster has left behind. */
async function removeDrafts(directory: string): Promise<void> {
  const parent = dirname(directory);
  const drafts = (await readdir(parent)).filter((name) => name.startsWith(`${basename(directory)}.new-`));
  await Promise.all(drafts.map((name) => rm(join(parent, name), { recursive: true, maxRetries: 5 })));
}

const ACCESS_RULES = 'host all all 127.0.0.1/32 scram-sha-256\n';

const initialisation = (draft: string) => [
  `--pgdata=${draft}/cluster`,
  `--pwfile=${draft}/password`,
  `--username=${SUPERUSER}`,
  '--auth=scram-sha-256',
  '--encoding=UTF8',
  '--locale=C',
  '--data-checksums',
];

/** The word in a server's command line that tells which cluster it serves. */
export const markOfCluster = (directory: string) => `hearth.cluster=${directory}`;

/**
 * Ends a server that an owner killed before its time has left running.
 * @throws Error when it does not end
 */
export async function endLeftoverServer({ directory }: Pick<Cluster, 'directory'>): Promise<void> {
  const file = join(directory, 'postmaster.pid');
  if (!existsSync(file)) return;
  const pid = Number.parseInt(await readFile(file, 'utf8'), 10);
  // PostgreSQL does not start with a file without a number, which a power failure leaves; no server outlives that.
  if (Number.isNaN(pid)) return rm(file);
  const runs = () => commandOf(pid)?.includes(markOfCluster(directory)) ?? false;
  // Fast shutdown first; a server that is stuck is then ended at once, and recovers at its next start.
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    if (!runs()) return;
    process.kill(pid, signal);
    if (await waitUntil(() => !runs(), 10_000)) return;
  }
  throw new Error(`The server ${pid} that was left over in ${directory} does not end`);
}

/** What the programs said last, for an error message. */
export async function lastLines(log: string): Promise<string> {
  const lines = (await readFile(log, 'utf8')).trim().split('\n');
  return `${lines.slice(-5).join('\n')}\n(from ${log})`;
}

async function giveTo({ uid, gid }: Account, paths: string[]): Promise<void> {
  await Promise.all(paths.map((path) => chown(path, uid, gid)));
}
