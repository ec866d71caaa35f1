import { createHash } from 'node:crypto';
import type pg from 'pg';
import { announce } from '../register-changes.ts';
import type { RegisterTables } from '../loading/register-tables.ts';
import { rowAnnouncer, type RowAnnouncer } from './concerned.ts';
import type { ExchangeFile, ImportRow } from './exchange.ts';
import type { Draft } from './read-row.ts';
import { Fault } from './reasons.ts';
import { upsertInto } from './upsert.ts';
import type { Upsert, Written } from './upsert.ts';

/**
 * Writes the rows without a fault, within a transaction of the caller's, and tells what became of each. Those
 * that are refused after all bear their fault afterwards.
 */
export type WriteBatch = (client: pg.ClientBase, drafts: readonly Draft[]) => Promise<Map<Draft, Written>>;

/** Prepares the writing of a kind's rows into its tables. */
export function batchWriter(file: ExchangeFile, register: RegisterTables): WriteBatch {
  const announcer = rowAnnouncer(file, register);
  const upserts = file.targets.map((target) => upsertInto(target, file.sourceSystem));
  const first = upserts[0]!;
  return async (client, drafts) => {
    await markDuplicates(client, drafts.filter(isSound), first);
    const written = new Map<Draft, Written>();
    await writeOrBisect(client, drafts.filter(isSound), { file, upserts, announcer, written });
    await forget(client, drafts, first);
    return written;
  };
}

/** Where the keys of this file's rows are kept: memory would grow with the file. */
export const CREATE_KEYS =
  'create temporary table import_keys (key uuid primary key, row_number int not null)';
export const DROP_KEYS = 'drop table pg_temp.import_keys';

const isSound = ({ fault }: Draft) => fault === null;

/** Marks the rows whose key came before in this file. */
async function markDuplicates(
  client: pg.ClientBase,
  drafts: readonly Draft[],
  { keyOf }: Upsert,
): Promise<void> {
  const first = new Map<string, Draft>();
  for (const draft of drafts) {
    const key = digest(keyOf(draft.values));
    const earlier = first.get(key);
    if (earlier) draft.fault = duplicateOf(earlier.record.rowNumber);
    else first.set(key, draft);
  }
  if (first.size === 0) return;
  const { rows } = await client.query<{ key: string; row_number: number }>(
    `with fresh as (
       insert into pg_temp.import_keys select * from unnest($1::uuid[], $2::int[]) on conflict do nothing
     )
     select key, row_number from pg_temp.import_keys where key = any($1::uuid[])`,
    [[...first.keys()], [...first.values()].map(({ record }) => record.rowNumber)],
  );
  for (const { key, row_number: earlier } of rows) first.get(key)!.fault = duplicateOf(earlier);
}

/** A row that the database refused leaves its key to another. */
async function forget(client: pg.ClientBase, drafts: readonly Draft[], { keyOf }: Upsert): Promise<void> {
  const refused = drafts.filter(({ fault }) => fault?.reason === 'DATABASE_REFUSED');
  if (refused.length === 0) return;
  const keys = refused.map(({ values }) => digest(keyOf(values)));
  await client.query('delete from pg_temp.import_keys where key = any($1::uuid[])', [keys]);
}

function duplicateOf(rowNumber: number): Fault {
  return new Fault('DUPLICATE_ROW', `Row ${rowNumber} of this file has the same key and was taken.`);
}

/** 128 bits of a hash, in the form of a UUID. */
function digest(key: string): string {
  const hex = createHash('sha256').update(key).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20, 32)}`;
}

interface Writing {
  readonly file: ExchangeFile;
  readonly upserts: readonly Upsert[];
  /** Null for rows about no household. */
  readonly announcer: RowAnnouncer;
  readonly written: Map<Draft, Written>;
}

/** Writes all rows at once; when the database refuses, halves them until only the guilty rows are left out. */
async function writeOrBisect(
  client: pg.ClientBase,
  drafts: readonly Draft[],
  writing: Writing,
): Promise<void> {
  if (drafts.length === 0) return;
  await client.query('savepoint rows');
  try {
    const outcome = await writeRows(client, drafts, writing);
    await client.query('release savepoint rows');
    drafts.forEach((draft, index) => writing.written.set(draft, outcome[index]!));
  } catch (error) {
    if (!isRefusal(error)) throw error;
    await client.query('rollback to savepoint rows');
    await client.query('release savepoint rows');
    if (drafts.length === 1) {
      drafts[0]!.fault = refusedBy(error);
      return;
    }
    const middle = Math.ceil(drafts.length / 2);
    await writeOrBisect(client, drafts.slice(0, middle), writing);
    await writeOrBisect(client, drafts.slice(middle), writing);
  }
}

async function writeRows(
  client: pg.ClientBase,
  drafts: readonly Draft[],
  { file, upserts, announcer }: Writing,
): Promise<Written[]> {
  const rows = drafts.map(({ values }) => values);
  const before = await announcer.before(client, rows);
  const outcome = await upserts[0]!.write(client, rows);
  for (const [index, target] of file.targets.entries()) {
    if (index > 0) await writeFurther(client, rows, { upsert: upserts[index]!, rowOf: target.row, outcome });
  }
  const changed = rows.filter((_, index) => outcome[index] !== 'unchanged');
  if (file.announces) await announce(client, changed.map(file.announces));
  await announcer.announce(client, changed, before);
  return outcome;
}

/** A row whose part in a further table changed is a changed row. */
async function writeFurther(
  client: pg.ClientBase,
  rows: readonly ImportRow[],
  {
    upsert,
    rowOf,
    outcome,
  }: { upsert: Upsert; rowOf: (row: ImportRow) => object | null; outcome: Written[] },
): Promise<void> {
  const parts = rows.map((row, index) => ({ index, part: rowOf(row) as ImportRow | null }));
  const filled = parts.filter((each): each is { index: number; part: ImportRow } => each.part !== null);
  const written = await upsert.write(
    client,
    filled.map(({ part }) => part),
  );
  filled.forEach(({ index }, place) => {
    if (outcome[index] === 'unchanged' && written[place] !== 'unchanged') outcome[index] = 'changed';
  });
}

interface Refusal {
  readonly code: string;
  readonly constraint?: string;
  readonly column?: string;
}

/** Classes 21, 22, 23 and P0001: the data is at fault, not the connection or the statement's form. */
const isRefusal = (error: unknown): error is Refusal =>
  error instanceof Error && 'code' in error && /^(21|22|23|P0001)/.test(String(error.code));

/** The database's own message may hold the row's data, so it is not repeated. */
function refusedBy({ code, constraint, column }: Refusal): Fault {
  const rule = constraint ?? column ?? code;
  return new Fault('DATABASE_REFUSED', `The database refuses the row: ${rule} (SQLSTATE ${code}).`, { rule });
}
