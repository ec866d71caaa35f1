import { spawnSync } from 'node:child_process';
import { closeSync, openSync, rmSync, writeSync } from 'node:fs';
import { mkdtemp, rmdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of its own that is soon full. */
export interface SmallDisk {
  readonly folder: string;
  /** Leaves no room on it. */
  fill(): void;
  /** Gives the room back. */
  free(): void;
  stop(): Promise<void>;
}

/** Mounts a file system of the given mebibytes; null, said once, where this process may not. */
export async function mountSmallDisk(mebibytes: number): Promise<SmallDisk | null> {
  const folder = await mkdtemp(join(tmpdir(), 'hearth-small-disk-'));
  if (!run('mount', '-t', 'tmpfs', '-o', `size=${mebibytes}m`, 'tmpfs', folder)) {
    await rmdir(folder);
    console.warn('Not tested on a full disk: a file system can be mounted by root alone, on Linux');
    return null;
  }
  const filler = join(folder, 'filler');
  return {
    folder,
    fill: () => fill(filler),
    free: () => rmSync(filler, { force: true }),
    stop: async () => {
      // A server that has just ended may hold its folder for a moment.
      if (!run('umount', folder)) run('umount', '--lazy', folder);
      await rmdir(folder);
    },
  };
}

const run = (command: string, ...args: readonly string[]): boolean =>
  spawnSync(command, args, { stdio: 'ignore' }).status === 0;

function fill(path: string): void {
  const file = openSync(path, 'a');
  for (const size of [1024 * 1024, 4096, 1]) while (takes(file, Buffer.alloc(size))) continue;
  closeSync(file);
}

function takes(file: number, bytes: Buffer): boolean {
  try {
    return writeSync(file, bytes) === bytes.length;
  } catch {
    return false; // it is full
  }
}
