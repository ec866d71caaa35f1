import { realpath, rename } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ensureDataDirectory } from '../data-directory.ts';
import { DamagedFileError, readJson, writePrivateJson } from '../private-file.ts';
import { serverAccount } from './account.ts';
import { findBinaries } from './binaries.ts';
import { createCluster, endLeftoverServer, SUPERUSER, versionOfCluster } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { DirectoryOwnedError, findOwner, own, thisProcess } from './ownership.ts';
import type { Owner } from './ownership.ts';
import { waitUntil } from './processes.ts';
import { ensurePasswords, ensureRoles, readPasswords, roleOf } from './roles.ts';
import type { Passwords } from './roles.ts';
import { startServer } from './server.ts';
import type { Server } from './server.ts';

/** A private PostgreSQL server with one database and one role per ministry. */
export interface EmbeddedServer {
  /**
   * The URL of a ministry's database, with its role and password.
   * @throws Error when the server has no database for it
   */
  urlOf(ministry: string): string;
  /** The superuser's URL, for tests and repairs. */
  readonly superuserUrl: string;
  /** Resolves when the server has ended; leaves it alone when another process owns it. */
  stop(): Promise<void>;
}

interface EmbeddedOptions {
  /** The setting `DATA_DIR`; the server lives in its folder `postgres`. */
  readonly dataDir: string;
  readonly ministries: readonly string[];
  /** The setting `POSTGRES_BIN`. */
  readonly binaries?: string | undefined;
}

/** What an owner leaves for commands that come while it runs, and for the next owner. */
interface Address {
  readonly port: number;
  readonly owner: Owner;
}

/**
 * Starts the server of a directory, which it makes on first use, and becomes the directory's owner.
 * @throws DirectoryOwnedError when another living process owns it
 * @throws ConfigError when the directory cannot be written
 */
export async function openEmbedded({
  dataDir,
  ministries,
  binaries,
}: EmbeddedOptions): Promise<EmbeddedServer> {
  const place = await ensureDataDirectory(dataDir, HOME);
  const home = await realpath(place); // a server left over is known by it, whatever links led here
  const release = await own(home);
  try {
    const passwords = await ensurePasswords(passwordsOf(home), ministries);
    const server = await startIn(home, passwords, binaries);
    return {
      ...urls(passwords, server.port),
      stop: async () => {
        await server.stop();
        await release();
      },
    };
  } catch (error) {
    await release();
    throw error;
  }
}

/**
 * For a command beside a hub: uses the server of the process that owns the directory, else becomes the
 * owner for as long as the command runs.
 */
export async function attachEmbedded(options: EmbeddedOptions): Promise<EmbeddedServer> {
  for (;;) {
    try {
      return await openEmbedded(options);
    } catch (error) {
      if (!(error instanceof DirectoryOwnedError)) throw error;
      const server = await findRunning(homeOf(options.dataDir), error);
      if (server) return server;
    }
  }
}

async function startIn(home: string, passwords: Passwords, binaries: string | undefined): Promise<Server> {
  const cluster = await openCluster(home, passwords, binaries);
  const previous = await readAddress(home);
  const server = await startServer({ cluster, password: passwords.superuser, port: previous?.port });
  try {
    await ensureRoles(urls(passwords, server.port).superuserUrl, passwords);
    await writePrivateJson(addressOf(home), { port: server.port, owner: thisProcess() } satisfies Address);
    return server;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** The cluster of a directory, made when there is none, with no server running on it. */
async function openCluster(
  home: string,
  { superuser }: Passwords,
  binaries: string | undefined,
): Promise<Cluster> {
  const directory = join(home, 'cluster');
  const account = serverAccount(directory);
  const majorVersion = await versionOfCluster(directory);
  const cache = account ? '/var/cache/hearth' : home; // root can make the one; its server could not read the other
  const found = await findBinaries({ account, cache, majorVersion, directory: binaries });
  const cluster: Cluster = { directory, account, binaries: found, log: await freshLog(home) };
  if (majorVersion === undefined) await createCluster(cluster, superuser);
  else await endLeftoverServer(cluster);
  return cluster;
}

/** A log for this start; that of the start before is kept, older ones are not. */
async function freshLog(home: string): Promise<string> {
  const log = join(home, 'server.log');
  if (existsSync(log)) await rename(log, join(home, 'server.previous.log'));
  return log;
}

const OWNER_START_TIMEOUT = 60_000; // milliseconds

/** The server of the directory's owner, once it is up; null when the owner has ended meanwhile. */
async function findRunning(home: string, owned: DirectoryOwnedError): Promise<EmbeddedServer | null> {
  const isUp = async () => (await readAddress(home))?.owner.start === owned.owner.start;
  const isGone = async () => (await findOwner(home))?.start !== owned.owner.start;
  if (!(await waitUntil(async () => (await isUp()) || isGone(), OWNER_START_TIMEOUT))) throw owned;
  const [address, passwords] = await Promise.all([readAddress(home), readPasswords(passwordsOf(home))]);
  if (!address || !passwords || (await isGone())) return null;
  return { ...urls(passwords, address.port), stop: async () => {} };
}

/** The address that was left last; null when there is none, or what is there is damaged: the next start leaves another. */
async function readAddress(home: string): Promise<Address | null> {
  try {
    const isWhole = (value: unknown) => typeof (value as Partial<Address>).owner === 'object';
    return await readJson<Address>(addressOf(home), { isWhole });
  } catch (error) {
    if (error instanceof DamagedFileError) return null;
    throw error;
  }
}

const HOME = 'postgres';
const homeOf = (dataDir: string) => join(resolve(dataDir), HOME);
const addressOf = (home: string) => join(home, 'address.json');
const passwordsOf = (home: string) => join(home, 'passwords.json');

function urls({ superuser, roles }: Passwords, port: number): Pick<EmbeddedServer, 'urlOf' | 'superuserUrl'> {
  return {
    superuserUrl: `postgres://${SUPERUSER}:${superuser}@127.0.0.1:${port}/postgres`,
    urlOf: (ministry) => {
      const role = roleOf(ministry);
      const password = roles[role];
      if (password === undefined) throw new Error(`The embedded PostgreSQL has no database for ${ministry}`);
      return `postgres://${role}:${password}@127.0.0.1:${port}/${role}`;
    },
  };
}
