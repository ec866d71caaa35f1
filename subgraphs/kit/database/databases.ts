import { resolve } from 'node:path';
import { attachEmbedded, openEmbedded } from './embedded.ts';
import type { EmbeddedServer } from './embedded.ts';
import { checkServer } from './server-check.ts';

/** Where each ministry's database is. */
export interface Databases {
  /** The URL of a ministry's database. */
  urlOf(ministry: string): string;
  /** Ends what was started for them. */
  stop(): Promise<void>;
}

export interface DatabasesOptions {
  readonly ministries: readonly string[];
  /** Read for `DATABASE_URL_<MINISTRY>`, `DATA_DIR` and `POSTGRES_BIN`. */
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** For a command that may run beside a hub: uses the hub's embedded server instead of refusing. */
  readonly attach?: boolean | undefined;
}

/**
 * Finds the database of every ministry: the PostgreSQL that its setting names, checked, else the embedded
 * server, started only when a ministry needs it.
 * @throws DatabaseUnavailableError naming the setting of a database that cannot be used
 */
export async function openDatabases(options: DatabasesOptions): Promise<Databases> {
  const { ministries, env = process.env, attach = false } = options;
  const outside = ministries.filter((ministry) => env[databaseSettingOf(ministry)]);
  const inside = ministries.filter((ministry) => !outside.includes(ministry));
  for (const ministry of outside) {
    const setting = databaseSettingOf(ministry);
    await checkServer({ url: env[setting]!, setting });
  }
  let embedded: EmbeddedServer | null = null;
  if (inside.length > 0) {
    const open = attach ? attachEmbedded : openEmbedded;
    const dataDir = resolve(env['DATA_DIR'] ?? '.data');
    embedded = await open({ dataDir, ministries: inside, binaries: env['POSTGRES_BIN'] });
  }
  return {
    urlOf: (ministry) => env[databaseSettingOf(ministry)] || embedded!.urlOf(ministry),
    stop: async () => embedded?.stop(),
  };
}

/** The setting that names a ministry's database: `DATABASE_URL_POVERTY_RELIEF` for `poverty-relief`. */
export const databaseSettingOf = (ministry: string) =>
  `DATABASE_URL_${ministry.replaceAll('-', '_').toUpperCase()}`;
