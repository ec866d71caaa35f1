import { ministryNames } from '@hearth/schema/subgraphs.ts';
import { ConfigError, readConfig } from '../config.ts';
import { databaseSettingOf, databaseSettings, embeddedSettings, GATEWAY } from '../settings.ts';
import { attachEmbedded, openEmbedded } from './embedded.ts';
import { checkServer } from './server-check.ts';

/** Where each ministry's database is, and the gateway's. */
export interface Databases {
  /** The URL of a ministry's database. */
  urlOf(ministry: string): string;
  /** Ends what was started for them. */
  stop(): Promise<void>;
}

interface DatabasesOptions {
  /** Whose databases are wanted: names of ministries, and `GATEWAY`. */
  readonly ministries: readonly string[];
  /** Read for `DATABASE_URL_<MINISTRY>`, `DATA_DIR` and `POSTGRES_BIN`. */
  readonly env?: NodeJS.ProcessEnv | undefined;
  /** For a command that may run beside a hub: uses the hub's embedded server instead of refusing. */
  readonly attach?: boolean | undefined;
}

/**
 * Finds the database of every ministry: the PostgreSQL that its setting names, checked, else one in the
 * embedded server, which is started only when a ministry needs it.
 * @throws ConfigError when a setting cannot be read or names no ministry
 * @throws DatabaseUnavailableError naming the setting of a database that cannot be used
 */
export async function openDatabases(options: DatabasesOptions): Promise<Databases> {
  const { ministries, env = process.env, attach = false } = options;
  refuseUnknownMinistries(env);
  const outside = readConfig(databaseSettings, env);
  const { DATA_DIR: dataDir, POSTGRES_BIN: binaries } = readConfig(embeddedSettings, env);
  const settings = ministries.map(databaseSettingOf);
  for (const setting of settings) {
    const url = outside[setting];
    if (url !== undefined) await checkServer({ url, setting });
  }
  const open = attach ? attachEmbedded : openEmbedded;
  const needsEmbedded = settings.some((setting) => outside[setting] === undefined);
  // All of them, whoever asks: a command that attaches later finds the database of any of them.
  const embedded = needsEmbedded
    ? await open({ dataDir, ministries: [...ministryNames, GATEWAY], binaries })
    : null;
  return {
    urlOf: (ministry) => {
      const url = outside[databaseSettingOf(ministry)] ?? embedded?.urlOf(ministry);
      if (url === undefined) throw new Error(`No database was opened for ${ministry}`);
      return url;
    },
    stop: async () => embedded?.stop(),
  };
}

/** A misspelt name would otherwise send a ministry's data to the embedded server in silence. */
function refuseUnknownMinistries(env: NodeJS.ProcessEnv): void {
  const known = Object.keys(databaseSettings);
  const unknown = Object.keys(env).filter(
    (name) => name.startsWith('DATABASE_URL_') && !known.includes(name),
  );
  if (unknown.length === 0) return;
  throw new ConfigError(`${unknown.join(', ')}: no such setting; expected one of ${known.join(', ')}`);
}
