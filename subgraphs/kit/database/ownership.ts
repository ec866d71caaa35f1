import { mkdir, rm, rmdir, stat } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { createPrivateJson, DamagedFileError, hasCode, readJson } from '../private-file.ts';
import { startOf } from './processes.ts';

/** The process that runs the server of a directory. */
export interface Owner {
  readonly pid: number;
  /** Tells the process from a later one with the same pid. */
  readonly start: string | null;
}

/** Another living process runs the server of this directory. */
export class DirectoryOwnedError extends Error {
  override readonly name = 'DirectoryOwnedError';
  readonly owner: Owner;

  constructor(directory: string, owner: Owner) {
    super(
      `${directory} belongs to the running process ${owner.pid}. ` +
        'Stop that process, or give this one a directory of its own with DATA_DIR.',
    );
    this.owner = owner;
  }
}

/**
 * Makes this process the owner of a directory until the returned function is called. The mark of an owner
 * that no longer lives is replaced.
 * @throws DirectoryOwnedError when the owner lives
 */
export async function own(directory: string): Promise<() => Promise<void>> {
  const self = thisProcess();
  while (!(await createPrivateJson(markOf(directory), self))) {
    const owner = await findOwner(directory);
    if (owner) throw new DirectoryOwnedError(directory, owner);
    await clearStaleMark(directory);
  }
  return () => rm(markOf(directory));
}

/** What this process leaves as its mark. */
export const thisProcess = (): Owner => ({ pid: process.pid, start: startOf(process.pid) });

/** The living owner of a directory, or null. */
export async function findOwner(directory: string): Promise<Owner | null> {
  const owner = await readMark(directory);
  return owner && isAlive(owner) ? owner : null;
}

/**
 * The mark that is there; null when there is none. A mark is written whole or not at all: one that is damaged is from before the
 * machine failed, as is its process, and has no live owner.
 */
async function readMark(directory: string): Promise<Owner | null> {
  try {
    return await readJson<Owner>(markOf(directory), {
      isWhole: (value) => typeof (value as Partial<Owner>).pid === 'number',
    });
  } catch (error) {
    if (error instanceof DamagedFileError) return GONE;
    throw error;
  }
}

const GONE: Owner = { pid: 0, start: null };

const markOf = (directory: string) => `${directory}/owner.json`;

const isAlive = ({ pid, start }: Owner) => startOf(pid) === start && start !== null;

const LONGEST_CLEARING = 10_000; // milliseconds; who takes longer was killed

/** Two may find the same stale mark: only one at a time looks at it again and takes it away. */
async function clearStaleMark(directory: string): Promise<void> {
  const turn = `${directory}/owner.clearing`;
  try {
    await mkdir(turn, { mode: 0o700 });
  } catch (error) {
    if (!hasCode(error, 'EEXIST')) throw error;
    await waitForTurn(turn);
    return;
  }
  try {
    const owner = await readMark(directory);
    if (owner && !isAlive(owner)) await rm(markOf(directory));
  } finally {
    await rmdir(turn);
  }
}

async function waitForTurn(turn: string): Promise<void> {
  const since = await stat(turn).then(
    ({ mtimeMs }) => mtimeMs,
    () => Date.now(), // it is over
  );
  if (Date.now() - since > LONGEST_CLEARING) await rmdir(turn).catch(() => {});
  else await delay(5);
}
