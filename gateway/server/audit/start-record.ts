import { own } from '@hearth/kit/database/ownership.ts';
import { readConfig } from '@hearth/kit/config.ts';
import type { CursorSeal } from '@hearth/kit/cursor-seal.ts';
import type { Access } from '../caller/authenticate.ts';
import type { Damage } from './damage.ts';
import { openRecord } from './open-record.ts';
import { type AccessRecorder, startRecorder } from './recorder.ts';
import type { StoredEntry } from './reader.ts';
import { recordSettings } from './settings.ts';

/** The part of a logger that the record uses; pino's fits. */
export interface RecordLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** The access record of a gateway, in service. */
export interface AccessRecord extends AccessRecorder {
  /** Seals where a page of the record begins: the numbers of entries tell how much is recorded. */
  readonly cursors: CursorSeal;
  /** The entries that name a person, newest first, from before a number on; what still waits for the store is not among them. */
  readsOf(
    person: string,
    page: { readonly before?: number; readonly limit: number },
  ): Promise<readonly StoredEntry[]>;
}

interface StartOptions {
  /** The gateway's database. */
  readonly databaseUrl: string;
  readonly env?: NodeJS.ProcessEnv;
  readonly log: RecordLog;
}

/** Whether a gateway with this access records: where nobody is known, only when it is told to. */
export function isRecorded({ mode }: Pick<Access, 'mode'>, env: NodeJS.ProcessEnv = process.env): boolean {
  const { ACCESS_RECORD: set } = readConfig(recordSettings, env);
  return set === undefined ? mode !== 'open' : set === 'on';
}

/**
 * Starts recording into a gateway's database. `stop` stores what waits.
 * @throws DirectoryOwnedError when another gateway uses the directory of keys and journal
 */
export async function startAccessRecord({
  databaseUrl,
  env = process.env,
  log,
}: StartOptions): Promise<AccessRecord> {
  const { ACCESS_RECORD_GRACE: grace } = readConfig(recordSettings, env);
  const onDamage = (damage: Damage) => log.error({ ...damage }, 'file of the access record is damaged');
  const record = await openRecord(databaseUrl, { env, onDamage, onDamagedKeys: onDamage });
  const close = async (release?: () => Promise<void>) => {
    await release?.();
    await record.stop();
  };
  const release = await own(record.folder).catch(async (error) => {
    await close();
    throw error;
  });
  try {
    const recorder = await startRecorder({
      folder: record.folder,
      key: record.keys.journal,
      store: record.store,
      pseudonyms: record.pseudonyms,
      grace,
      onDamage,
      onFailure: (error) => log.error({ reason: (error as Error).message }, 'access record cannot be stored'),
      onRecovery: () => log.info({}, 'access record is stored again'),
    });
    const readsOf: AccessRecord['readsOf'] = (person, page) =>
      record.reader.mentioning('person', record.pseudonyms.of('person', person), page).catch((error) => {
        log.error({ reason: (error as Error).message }, 'access record cannot be read');
        throw error;
      });
    const { cursors } = record.keys;
    return inService(recorder, { readsOf, cursors }, () => close(release));
  } catch (error) {
    await close(release);
    throw error;
  }
}

const inService = (
  recorder: AccessRecorder,
  { readsOf, cursors }: Pick<AccessRecord, 'readsOf' | 'cursors'>,
  close: () => Promise<void>,
): AccessRecord => ({
  get isAvailable() {
    return recorder.isAvailable;
  },
  record: (entry) => recorder.record(entry),
  readsOf,
  cursors,
  stop: () => recorder.stop().finally(close),
});
