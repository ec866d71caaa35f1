import { spawn, spawnSync } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chown, mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import type { Account } from './account.ts';

/** Who a test runs the hub as. */
export interface Starter {
  readonly label: string;
  /** Undefined for the user of the tests. */
  readonly account: Account | undefined;
}

/** A process of its own that owns, or uses, an embedded server. */
export interface OwnerProcess {
  readonly pid: number;
  readonly superuserUrl: string;
  readonly urls: Readonly<Record<string, string>>;
  /** Lets it stop its server and end; resolves with its exit code. */
  stop(): Promise<number | null>;
  /** Lets it call `process.exit` with its server running. */
  exit(): Promise<void>;
  /** kill -9. */
  kill(): Promise<void>;
}

const PROGRAM = fileURLToPath(new URL('embedded-owner.fixture.ts', import.meta.url));
const TYPESCRIPT = import.meta.resolve('@hearth/kit/typescript/register.js');

/** The users that this run can start a hub as: when it runs as root, an ordinary user too. */
export function starters(): Starter[] {
  if (process.getuid?.() !== 0) return [{ label: 'an ordinary user', account: undefined }];
  const root = { label: 'root', account: undefined };
  const account = { uid: 65_534, gid: 65_534 };
  const read = ['-e', `require('fs').readFileSync('${PROGRAM}')`];
  if (spawnSync(process.execPath, read, { ...account, cwd: '/' }).status === 0)
    return [root, { label: 'an ordinary user', account }];
  console.warn('Not tested as an ordinary user: this checkout, or Node, is in a private folder');
  return [root];
}

/**
 * Starts such a process and waits until its server answers.
 * @throws Error with what it wrote when it ended instead
 */
export async function startOwner(
  starter: Starter,
  dataDir: string,
  ministries: readonly string[],
  mode: 'open' | 'attach' = 'open',
): Promise<OwnerProcess> {
  const parameters = ['--import', TYPESCRIPT, PROGRAM, mode, dataDir, ...ministries];
  const child = spawn(process.execPath, parameters, { cwd: '/', ...starter.account });
  const errors = text(child.stderr);
  const lines = createInterface(child.stdout);
  const ready = await Promise.race([once(lines, 'line'), once(lines, 'close').then(() => null)]);
  if (ready === null) throw new Error(await errors);
  return {
    pid: child.pid!,
    ...JSON.parse(ready[0]),
    stop: () => {
      child.stdin.end();
      return ended(child);
    },
    exit: async () => {
      child.stdin.write('exit');
      await ended(child);
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended(child);
    },
  };
}

/** Makes a folder that the starter alone may enter. */
export async function makePrivateFolder({ account }: Starter): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-private-'));
  if (account) await chown(folder, account.uid, account.gid);
  return folder;
}

/** Runs one statement. */
export async function ask(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {}); // tests kill the server below it
  await client.connect();
  try {
    return (await client.query(statement)).rows;
  } finally {
    await client.end().catch(() => {});
  }
}

/** Process id of the server that runs, or ran last, on a directory. */
export async function serverOf(dataDir: string): Promise<number> {
  return Number.parseInt(await readFile(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8'), 10);
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}
