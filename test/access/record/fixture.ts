import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type pg from 'pg';
import { type AccessEntry, writeEntry } from '@hearth/gateway/audit/entry.ts';
import { toLines } from '@hearth/gateway/audit/lines.ts';
import { openKeptHead, readKeptHead } from '@hearth/gateway/audit/kept-head.ts';
import { openRecordKeys, type RecordKeys } from '@hearth/gateway/audit/keys.ts';
import { Pseudonyms } from '@hearth/gateway/audit/pseudonyms.ts';
import { RecordReader } from '@hearth/gateway/audit/reader.ts';
import { openStore, type RecordStore, recordMigrations } from '@hearth/gateway/audit/store.ts';
import { type Verification, type VerifyOptions, verifyRecord } from '@hearth/gateway/audit/verify.ts';
import { type TestDatabase, testDatabase } from '@hearth/kit/database/testing.ts';

/** A record on a database of its own. */
export interface TestRecord {
  readonly database: TestDatabase;
  /** The setting `DATA_DIR`, and the folder of the record in it. */
  readonly dataDir: string;
  readonly folder: string;
  readonly keys: RecordKeys;
  readonly store: RecordStore;
  readonly reader: RecordReader;
  readonly pseudonyms: Pseudonyms;
  /** Adds entries as one segment of a journal. */
  add(entries: readonly AccessEntry[]): Promise<void>;
  /** Verifies it against the head that was kept. */
  verify(range?: Pick<VerifyOptions, 'from' | 'to'>): Promise<Verification>;
  /** Changes tables as their owner can. */
  tamper(...statements: readonly string[]): Promise<void>;
  /** Verifies it as it would be after such a change, which is taken back. */
  verifyAsIf(...statements: readonly string[]): Promise<Verification>;
  stop(): Promise<void>;
}

/** Opens an empty record, whose files are in a folder of `parent`: that for temporary files, unless told. */
export async function openTestRecord(parent = tmpdir()): Promise<TestRecord> {
  const database = await testDatabase({ migrations: [recordMigrations] });
  const dataDir = await mkdtemp(join(parent, 'hearth-record-'));
  const folder = join(dataDir, 'access-record');
  await mkdir(folder);
  const keys = await openRecordKeys(folder, { signing: undefined, secret: undefined });
  const pseudonyms = new Pseudonyms(keys.subjects);
  const keptHead = await openKeptHead(folder, keys.public);
  const store = await openStore({ database, keys, keptHead });
  const reader = new RecordReader(database);
  const verify = async (of: RecordReader, range: Pick<VerifyOptions, 'from' | 'to'> = {}) => {
    const kept = await readKeptHead(folder, keys.public);
    return verifyRecord({ reader: of, keys, kept: kept ? [kept] : [], ...range });
  };
  let number = 0;
  return {
    database,
    dataDir,
    folder,
    keys,
    store,
    reader,
    pseudonyms,
    add: (entries) =>
      store.append({
        journal: JOURNAL,
        number: (number += 1),
        lines: toLines(entries.map((entry) => writeEntry(pseudonyms.conceal(entry)))),
      }),
    verify: (range) => verify(reader, range),
    tamper: (...statements) =>
      asIntruder(database, async (client) => {
        await run(client, [...statements, ...triggers('enable'), 'commit']);
      }),
    verifyAsIf: (...statements) =>
      asIntruder(database, async (client) => {
        await run(client, statements);
        return verify(new RecordReader({ pool: client }));
      }),
    stop: async () => {
      await database.stop();
      await rm(dataDir, { recursive: true });
    },
  };
}

/** Does something in a transaction for which triggers do not count, as the tables' owner can; it is taken back unless committed. */
async function asIntruder<Result>(
  { pool }: TestDatabase,
  use: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  try {
    await run(client, ['begin', ...triggers('disable')]);
    return await use(client);
  } finally {
    client.release(true);
  }
}

const triggers = (action: 'enable' | 'disable') =>
  ['access_entries', 'access_heads'].map((table) => `alter table ${table} ${action} trigger user`);

async function run(client: pg.PoolClient, statements: readonly string[]): Promise<void> {
  for (const statement of statements) await client.query(statement);
}

const JOURNAL = '00000000-0000-4000-8000-000000000001';
