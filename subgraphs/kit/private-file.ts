import { randomBytes } from 'node:crypto';
import { createWriteStream, fchmodSync, openSync, type WriteStream } from 'node:fs';
import { link, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import type { FileHandle } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** A file that a process of ours wrote, and that is there but not whole: empty, torn or changed. */
export class DamagedFileError extends Error {
  override readonly name = 'DamagedFileError';
  readonly path: string;
  /** What is wrong with it; nothing of what it holds. */
  readonly reason: string;

  constructor(path: string, reason: string, remedy = 'put back a copy of it.') {
    super(`${path} is damaged: ${reason}. What helps: ${remedy}`);
    this.path = path;
    this.reason = reason;
  }
}

/** For this account alone. */
const MODE = 0o600;

/** How a file is read. */
export interface Reading {
  /** Whether what was read is all that it should be. Default: it is not `null`. */
  readonly isWhole?: (value: unknown) => boolean;
  /** What to do about a damaged file, for the message. Default: put back a copy of it. */
  readonly remedy?: string;
}

/**
 * Reads a file of JSON; null when there is none.
 * @throws DamagedFileError when it is there and not whole
 */
export async function readJson<Value>(
  path: string,
  { isWhole = isThere, remedy }: Reading = {},
): Promise<Value | null> {
  const text = await readText(path);
  if (text === null) return null;
  if (text.trim() === '') throw new DamagedFileError(path, 'it is empty', remedy);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's own words would show what stands in the file.
    throw new DamagedFileError(path, `its ${text.length} characters are no JSON`, remedy);
  }
  if (!isThere(value) || !isWhole(value)) throw new DamagedFileError(path, 'a part of it is missing', remedy);
  return value as Value;
}

const isThere = (value: unknown): boolean => value !== null;

/** Whether a value is an object that has a text, not an empty one, for each of these names. */
export const hasTexts =
  (...names: readonly string[]) =>
  (value: unknown): boolean =>
    typeof value === 'object' &&
    names.every((name) => {
      const text = (value as Record<string, unknown>)[name];
      return typeof text === 'string' && text !== '';
    });

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (hasCode(error, 'ENOENT', 'ENOTDIR')) return null;
    throw new Error(`${path} cannot be read: ${(error as Error).message}`, { cause: error });
  }
}

/**
 * Reads a file of JSON that is made once: by `make` when it is not there. Of several processes that make it at the same time all get
 * what the first has made.
 * @throws DamagedFileError when it is there and not whole: it is never made again in its place
 */
export async function ensurePrivateJson<Value>(
  path: string,
  make: () => Value | Promise<Value>,
  reading?: Reading,
): Promise<Value> {
  const stored = await readJson<Value>(path, reading);
  if (stored !== null) return stored;
  const fresh = await make();
  return (await createPrivateJson(path, fresh)) ? fresh : ensurePrivateJson(path, make, reading);
}

/** Writes JSON as `writePrivateFile` does text. */
export const writePrivateJson = (path: string, value: unknown): Promise<void> =>
  writePrivateFile(path, toText(value));

/**
 * Writes a file that only its folder's owner may read. A reader sees the old file or the new one, and never a part, also
 * after a power failure; when the disk is full the old one stays.
 */
export async function writePrivateFile(path: string, content: string | Buffer): Promise<void> {
  const draft = await writeDraft(path, content);
  try {
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  await syncFolder(dirname(path));
}

/** Opens a file to be written as a stream, from its beginning on; only this account may read it, also when it was there before. */
export function openPrivateStream(path: string): WriteStream {
  const fd = openSync(path, 'w', MODE);
  fchmodSync(fd, MODE); // also under another umask, or where the file was there before
  return createWriteStream(path, { fd });
}

/** Writes JSON to a file that must not be there yet: false when it is, and it stays as it was. */
export async function createPrivateJson(path: string, value: unknown): Promise<boolean> {
  const draft = await writeDraft(path, toText(value));
  try {
    await link(draft, path);
    await syncFolder(dirname(path));
    return true;
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

/** Moves a damaged file out of the way, next to its place, so that it can be looked at; returns where to. */
export async function setAside(path: string): Promise<string> {
  const aside = `${path}.${new Date().toISOString().replaceAll(':', '-')}.damaged`;
  await rename(path, aside);
  await syncFolder(dirname(path));
  return aside;
}

const DRAFT = /\.[\da-f]{12}\.draft$/;
const LONGEST_WRITING = 60_000; // milliseconds; a process that takes longer was killed

/** Removes what processes that were killed while they wrote have left in a folder. */
export async function removeDrafts(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const path = join(folder, name);
    if (DRAFT.test(name) && (await ageOf(path)) > LONGEST_WRITING) await rm(path, { force: true });
  }
}

const ageOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => 0, // its process has ended it
  );

/** Whether an error of the operating system bears one of these codes. */
export function hasCode(error: unknown, ...codes: string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}

const toText = (value: unknown): string => `${JSON.stringify(value, null, 2)}\n`;

async function writeDraft(path: string, content: string | Buffer): Promise<string> {
  const draft = `${path}.${randomBytes(6).toString('hex')}.draft`;
  const file = await open(draft, 'wx', MODE);
  try {
    if (process.getuid?.() === 0) await giveToOwnerOf(dirname(path), file);
    await file.chmod(MODE); // under any umask
    await file.writeFile(content);
    await file.sync(); // else a power failure could leave the name without the content
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  } finally {
    await file.close();
  }
  return draft;
}

/** So that a new name outlives a power failure. Windows has no such thing. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Otherwise whoever has a hub that root once started could not start it any more. */
async function giveToOwnerOf(folder: string, file: FileHandle): Promise<void> {
  const { uid, gid } = await stat(folder);
  await file.chown(uid, gid);
}
