import { spawn } from 'node:child_process';
import type { ChildProcess, SpawnOptions } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { once } from 'node:events';
import type { Account } from './account.ts';

/** How a program of PostgreSQL is run on a directory. */
interface Program {
  readonly path: string;
  /** Absolute path of the directory it works on. */
  readonly directory: string;
  readonly account: Account | undefined;
  /** File that its output is appended to. */
  readonly log: string;
  /** Given the directory's path as the program must write it. */
  readonly parameters: (directory: string) => string[];
}

/**
 * Starts a program of PostgreSQL in a process group of its own, so that Ctrl-C in the terminal reaches only
 * the hub, which stops the server once it has drained.
 */
export function startProgram({ path, directory, account, log, parameters }: Program): ChildProcess {
  const output = openSync(log, 'a', 0o600);
  const opened = account && process.platform === 'linux' ? openSync(directory, 'r') : undefined;
  // Another account may not pass through a private folder on the way; through an open descriptor it need not.
  const reachable = opened === undefined ? directory : '/proc/self/fd/3';
  const options: SpawnOptions = {
    cwd: '/',
    detached: true,
    env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    stdio: ['ignore', output, output, ...(opened === undefined ? [] : [opened])],
    ...account,
  };
  try {
    return spawn(path, parameters(reachable), options);
  } finally {
    closeSync(output);
    if (opened !== undefined) closeSync(opened);
  }
}

/** Resolves with the exit code when the program has ended; null when a signal ended it. */
export async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
  return child.exitCode;
}
