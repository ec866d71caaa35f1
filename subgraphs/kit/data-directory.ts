import { access, chmod, constants, mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ConfigError } from './config.ts';
import { hasCode, removeDrafts } from './private-file.ts';

/** What lies in there is for this account alone; the embedded server's reaches its own folder through an open descriptor. */
const MODE = 0o700;

/**
 * Makes sure that the directory of the setting `DATA_DIR` is there, and a folder in it; returns the folder's path. What is made, and the
 * folder also when it was there before, is open to this account alone.
 * @throws ConfigError naming the setting when it cannot be made or written
 */
export async function ensureDataDirectory(dataDir: string, folder = '.'): Promise<string> {
  const path = resolve(dataDir, folder);
  try {
    if (path === resolve(dataDir)) await makeDirectory(path);
    else await ensurePrivateFolder(path);
    await access(path, constants.W_OK);
    await removeDrafts(path);
    return path;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new ConfigError(
      `DATA_DIR is "${dataDir}": expected the path of a directory that can be written (${code})`,
      { cause },
    );
  }
}

/** Makes sure that a folder is there, with those that it lies in, and is open to this account alone; those that were there stay as they are. */
export async function ensurePrivateFolder(path: string): Promise<void> {
  await makeDirectory(path);
  await closeToOthers(path);
}

/** Node's own recursive `mkdir` never ends where a system refuses a folder as if its parent were missing. */
async function makeDirectory(path: string): Promise<void> {
  if (await isDirectory(path)) return;
  if (dirname(path) !== path) await makeDirectory(dirname(path));
  try {
    await mkdir(path, { mode: MODE });
  } catch (error) {
    if (!hasCode(error, 'EEXIST') || !(await isDirectory(path))) throw error; // else another process was faster
  }
}

const isDirectory = (path: string) =>
  stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  );

/** Earlier versions let others pass through. What another account owns stays as it is. */
async function closeToOthers(path: string): Promise<void> {
  const { mode, uid } = await stat(path);
  const isOurs = uid === process.getuid?.() || process.getuid?.() === 0;
  if (isOurs && (mode & 0o777) !== MODE) await chmod(path, MODE);
}
