import { access, constants, mkdir, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { ConfigError } from './config.ts';
import { hasCode } from './private-file.ts';

/** Another account, such as the embedded server's, passes through to what is its own, and sees nothing else. */
const MODE = 0o711;

/**
 * Makes sure that the directory of the setting `DATA_DIR` is there, and a folder in it; returns the folder's path.
 * @throws ConfigError naming the setting when it cannot be made or written
 */
export async function ensureDataDirectory(dataDir: string, folder = '.'): Promise<string> {
  const path = resolve(dataDir, folder);
  try {
    await makeDirectory(path);
    await access(path, constants.W_OK);
    return path;
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    throw new ConfigError(
      `DATA_DIR is "${dataDir}": expected the path of a directory that can be written (${code})`,
      { cause },
    );
  }
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
