import { existsSync, readdirSync, statSync } from 'node:fs';
import { chmod, cp, lstat, mkdir, mkdtemp, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { basename, dirname, join, relative } from 'node:path';
import { hasCode } from '../private-file.ts';

/**
 * Makes the links between library names that npm cannot pack and the package's install script would make;
 * npm runs no install scripts that were not asked for. A folder that cannot be written stays as it is.
 * @param native the package's folder with `bin`, `lib` and `share`
 */
export async function linkLibraries(native: string): Promise<void> {
  const links = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8')) as Link[];
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (existsSync(path)) continue;
    try {
      await symlink(relative(dirname(target), source), path);
    } catch (error) {
      if (!hasCode(error, 'EEXIST', 'EACCES', 'EROFS', 'EPERM')) throw error;
    }
  }
}

/** Paths relative to the package's root. */
interface Link {
  readonly source: string;
  readonly target: string;
}

/**
 * Copies the programs to where any account may run them, once per version.
 * @returns the copy's folder with `bin`, `lib` and `share`
 */
export async function copyForEverybody(native: string, cache: string): Promise<string> {
  const { version } = JSON.parse(await readFile(join(dirname(native), 'package.json'), 'utf8'));
  const home = join(cache, `postgresql-${version}`);
  if (existsSync(home)) {
    await checkOwner(home);
    if (isWholeCopy(native, join(home, 'native'))) return join(home, 'native');
    await rm(home, { recursive: true }); // a power failure can leave files without their content
  }
  await mkdir(cache, { recursive: true, mode: 0o755 });
  const draft = await mkdtemp(`${home}.`);
  await cp(native, join(draft, 'native'), {
    recursive: true,
    verbatimSymlinks: true,
    filter: isNeeded,
  });
  await linkLibraries(join(draft, 'native'));
  await openToEverybody(draft);
  await publish(draft, home);
  return join(home, 'native');
}

/** Only compilers read the others. */
const isNeeded = (path: string): boolean => !path.endsWith('.a');

/** Whether a copy has each file, as long as it is in the package. */
function isWholeCopy(native: string, copy: string): boolean {
  return readdirSync(native, { withFileTypes: true })
    .filter(({ name }) => isNeeded(name))
    .every((entry) => {
      const [path, copied] = [join(native, entry.name), join(copy, entry.name)];
      if (entry.isDirectory()) return isWholeCopy(path, copied);
      return !entry.isFile() || statSync(copied, { throwIfNoEntry: false })?.size === statSync(path).size;
    });
}

/** Somebody else who starts at the same time may have been quicker; their copy is as good. */
async function publish(draft: string, home: string): Promise<void> {
  try {
    await rename(draft, home);
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
    await rm(draft, { recursive: true });
  }
}

/** A copy that another user put in our way could hold any program. */
async function checkOwner(path: string): Promise<void> {
  const { uid } = await lstat(path);
  if (uid !== process.getuid?.()) throw new Error(`${path} belongs to another user: remove it`);
}

async function openToEverybody(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) await openToEverybody(path);
    else if (entry.isFile()) await chmod(path, basename(folder) === 'bin' ? 0o755 : 0o644);
  }
}
