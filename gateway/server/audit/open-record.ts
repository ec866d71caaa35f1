import { join } from 'node:path';
import { readConfig } from '@hearth/kit/config.ts';
import { type Database, openDatabase } from '@hearth/kit/database/database.ts';
import { ensureDataDirectory } from '@hearth/kit/data-directory.ts';
import { writePrivateFile } from '@hearth/kit/private-file.ts';
import { databaseSettingOf, directorySettings, GATEWAY } from '@hearth/kit/settings.ts';
import type { OnDamage } from './damage.ts';
import { type KeptHead, openKeptHead } from './kept-head.ts';
import { openRecordKeys, type RecordKeys } from './keys.ts';
import { Pseudonyms } from './pseudonyms.ts';
import { RecordReader } from './reader.ts';
import { recordSettings } from './settings.ts';
import { openStore, type RecordStore } from './store.ts';

/** The access record of an installation, open for reading and writing. */
export interface OpenRecord {
  /** Where keys, journal and newest head are. */
  readonly folder: string;
  readonly keys: RecordKeys;
  readonly keptHead: KeptHead;
  readonly pseudonyms: Pseudonyms;
  readonly store: RecordStore;
  readonly reader: RecordReader;
  /** Resolves when its connections are closed. */
  stop(): Promise<void>;
}

/** The name of the folder in `DATA_DIR`. */
const FOLDER = 'access-record';

const CONNECTIONS = 4;

interface OpenOptions {
  /** Where its settings are read; the process's own environment unless told. */
  readonly env?: NodeJS.ProcessEnv;
  /** Told of a kept head that is damaged, which is then set aside. */
  readonly onDamage: OnDamage;
  /** Told of keys that are damaged, which are then set aside, and others made. Default: they are an error. */
  readonly onDamagedKeys?: OnDamage;
}

/**
 * Opens the record in a database. Its public key is written to the folder, for whoever checks proofs.
 * @throws ConfigError naming a setting that cannot be used
 * @throws DatabaseUnavailableError when the database cannot be used
 * @throws DamagedFileError when the keys are damaged and no `onDamage` is given
 */
export async function openRecord(
  url: string,
  { env = process.env, onDamage, onDamagedKeys }: OpenOptions,
): Promise<OpenRecord> {
  const { keys, folder } = await openKeys(env, onDamagedKeys);
  await writePrivateFile(join(folder, 'public.pem'), keys.public.export({ format: 'pem', type: 'spki' }));
  const setting = databaseSettingOf(GATEWAY);
  const database = await openDatabase({
    url,
    setting,
    application: 'access record',
    maxConnections: CONNECTIONS,
  });
  try {
    return await openOn(database, { folder, keys, onDamage });
  } catch (error) {
    await database.stop();
    throw error;
  }
}

async function openKeys(
  env: NodeJS.ProcessEnv,
  onDamage: OnDamage | undefined,
): Promise<{ keys: RecordKeys; folder: string }> {
  const values = readConfig({ ...directorySettings, ...recordSettings }, env);
  const folder = await ensureDataDirectory(values.DATA_DIR, FOLDER);
  const { ACCESS_RECORD_SIGNING_KEY: signing, ACCESS_RECORD_SECRET: secret } = values;
  return { folder, keys: await openRecordKeys(folder, { signing, secret }, onDamage) };
}

interface Opening extends Pick<OpenRecord, 'folder' | 'keys'> {
  readonly onDamage: OnDamage;
}

async function openOn(database: Database, { folder, keys, onDamage }: Opening): Promise<OpenRecord> {
  const pseudonyms = new Pseudonyms(keys.subjects);
  const keptHead = await openKeptHead(folder, keys.public, onDamage);
  const store = await openStore({ database, keys, keptHead });
  const reader = new RecordReader(database);
  return { folder, keys, keptHead, pseudonyms, store, reader, stop: () => database.stop() };
}
