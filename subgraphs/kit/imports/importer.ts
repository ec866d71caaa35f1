import { basename } from 'node:path';
import type pg from 'pg';
import type { Database } from '../database/database.ts';
import type { Secrets } from '../secrets.ts';
import { projection, type RegisterTables } from '../loading/register-tables.ts';
import { batchWriter, CREATE_KEYS, DROP_KEYS } from './batch.ts';
import { inspectFile } from './encoding.ts';
import type { Encoding, FileFacts } from './encoding.ts';
import type { ExchangeFile } from './exchange.ts';
import { readLayout } from './layout.ts';
import type { Layout } from './layout.ts';
import { hasWaitingRows, updateQuarantine } from './quarantine.ts';
import type { QuarantineRun } from './quarantine.ts';
import { completeRow, readRow } from './read-row.ts';
import type { Draft } from './read-row.ts';
import { FileRefusedError } from './reasons.ts';
import { readRecords } from './records.ts';
import { lookUp } from './register-lookup.ts';
import { finishRun, startRun } from './runs.ts';
import type { Written } from './upsert.ts';

export interface ImportOptions {
  /** The kind of file. */
  readonly file: ExchangeFile;
  readonly path: string;
  /** The ministry's database, of two connections or more, its projection of the register up to date. */
  readonly database: Database;
  readonly secrets: Secrets;
  /** Where the ministry looks up who lives where; the register's projection unless told. */
  readonly register?: RegisterTables | undefined;
  /** Called after each commit: what it announced can be read. */
  readonly onCommitted?: (() => void) | undefined;
  /** Does everything and takes it back: the counts are those of a real run. */
  readonly dryRun?: boolean;
  /** Takes only a list of quarantined rows that was corrected. */
  readonly isCorrection?: boolean;
  /** Called with how many bytes are read, of how many. */
  readonly onProgress?: (bytesRead: number, bytes: number) => void;
  /** Stops the import before its next batch: it rejects with the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

/** What became of the rows; the last four add up to the first. */
export interface ImportCounts {
  rows: number;
  accepted: number;
  changed: number;
  unchanged: number;
  quarantined: number;
}

export interface ImportSummary extends Readonly<ImportCounts> {
  readonly runId: string;
  readonly kind: string;
  readonly fileName: string;
  readonly encoding: Encoding;
  readonly dryRun: boolean;
  /** How many rows were quarantined for which reason. */
  readonly reasons: Readonly<Record<string, number>>;
}

const BATCH_SIZE = 1_000; // rows

/**
 * Imports a file of one kind. Rows at fault go into quarantine; the others are in the tables when it resolves,
 * a thousand of them per transaction. Stopped anywhere, it can simply be run again.
 * @throws FileRefusedError when the file as a whole cannot be read; nothing is taken from it then
 */
export async function importFile(options: ImportOptions): Promise<ImportSummary> {
  const { path, database, file } = options;
  const facts = await inspectFile(path);
  const client = await database.pool.connect();
  let failure: Error | undefined;
  try {
    await lockKind(client, file.kind);
    return await runImport(options, client, facts);
  } catch (error) {
    if (!(error instanceof FileRefusedError)) failure = error as Error;
    throw error;
  } finally {
    await unlock(client);
    client.release(failure);
  }
}

/** A connection that is merely closed would keep its locks until the server notices. One that is lost has none. */
async function unlock(client: pg.ClientBase): Promise<void> {
  await client.query('rollback').catch(() => {});
  await client.query('select pg_advisory_unlock_all()').catch(() => {});
}

/** Two imports of one kind would take each other's rows for their own. */
async function lockKind(client: pg.ClientBase, kind: string): Promise<void> {
  const { rows } = await client.query<{ locked: boolean }>(
    `select pg_try_advisory_lock(hashtext('import'), hashtext($1)) as locked`,
    [kind],
  );
  if (rows[0]!.locked) return;
  throw new FileRefusedError('IMPORT_RUNNING', `Another import of ${kind} runs on the same database.`);
}

async function runImport(
  options: ImportOptions,
  client: pg.ClientBase,
  facts: FileFacts,
): Promise<ImportSummary> {
  const { file, path, secrets, register = projection, dryRun = false, signal, onCommitted } = options;
  const batches = readBatches(options, facts);
  try {
    let batch = await batches.next(); // refuses a file of another kind before anything is written
    const { kind } = file;
    const fileName = basename(path);
    const session = await openSession(client, dryRun);
    const runId = await startRun(client, { kind, fileName, facts });
    const hasWaiting = await hasWaitingRows(client, kind, facts.hash);
    const run: QuarantineRun = { runId, kind, fileHash: facts.hash, hasWaiting };
    const tally = createTally();
    const write = batchWriter(file, register);
    while (!batch.done) {
      signal?.throwIfAborted();
      const drafts = batch.value;
      const written = session.transact(async () => {
        tally.add(drafts, await write(client, drafts));
        await updateQuarantine(client, drafts, { run, secrets });
      });
      if (onCommitted) void written.then(onCommitted, () => {});
      [batch] = await Promise.all([batches.next(), written]); // the next one is read while this one is written
    }
    await session.end();
    if (!dryRun) await finishRun(client, runId, tally.counts);
    const { counts, reasons } = tally;
    return { runId, kind, fileName, encoding: facts.encoding, dryRun, ...counts, reasons };
  } finally {
    await batches.return();
  }
}

/** Reads a file's rows and what the register knows of them, a batch at a time. */
async function* readBatches(
  { file, path, database, secrets, isCorrection = false, onProgress }: ImportOptions,
  { encoding, bytes }: FileFacts,
): AsyncGenerator<Draft[], void> {
  let bytesRead = 0;
  const onBytes = (count: number) => onProgress?.((bytesRead += count), bytes);
  let layout: Layout | null = null;
  let drafts: Draft[] = [];
  for await (const records of readRecords(path, { encoding, onBytes })) {
    for (const record of records) {
      if (layout === null) {
        layout = readLayout(record, file, { isCorrection });
        continue;
      }
      drafts.push(readRow(record, layout, secrets));
      if (drafts.length < BATCH_SIZE) continue;
      yield await completeRows(drafts, file, database);
      drafts = [];
    }
  }
  if (layout === null) throw new FileRefusedError('EMPTY_FILE', `${path} holds nothing but blank lines.`);
  if (drafts.length > 0) yield await completeRows(drafts, file, database);
}

async function completeRows(drafts: Draft[], file: ExchangeFile, database: Database): Promise<Draft[]> {
  const references = drafts.filter(({ fault }) => !fault).flatMap((draft) => draft.references);
  const register = await lookUp(database, references);
  for (const draft of drafts) completeRow(draft, file, register);
  return drafts;
}

/**
 * How batches become transactions: each one its own, or, in a dry run, parts of one that is taken back. Their
 * commits do not wait for the disk: the one that finishes the run does, and what came before it is safe with it.
 */
async function openSession(client: pg.ClientBase, dryRun: boolean) {
  const [begin, commit] = dryRun ? ['savepoint batch', 'release savepoint batch'] : ['begin', 'commit'];
  await client.query(`set synchronous_commit = off; ${CREATE_KEYS}`);
  if (dryRun) await client.query('begin');
  return {
    async transact(work: () => Promise<void>): Promise<void> {
      await client.query(begin!);
      await work();
      await client.query(commit!); // a failure closes the connection, which takes everything back
    },
    async end(): Promise<void> {
      if (dryRun) await client.query('rollback');
      await client.query(`${DROP_KEYS}; reset synchronous_commit`);
    },
  };
}

function createTally() {
  const counts: ImportCounts = { rows: 0, accepted: 0, changed: 0, unchanged: 0, quarantined: 0 };
  const reasons: Record<string, number> = {};
  return {
    counts,
    reasons,
    add(drafts: readonly Draft[], written: ReadonlyMap<Draft, Written>): void {
      counts.rows += drafts.length;
      for (const draft of drafts) {
        counts[draft.fault ? 'quarantined' : written.get(draft)!] += 1;
        if (draft.fault) reasons[draft.fault.label] = (reasons[draft.fault.label] ?? 0) + 1;
      }
    },
  };
}
