import { sql } from 'drizzle-orm';
import {
  bigint,
  boolean,
  check,
  customType,
  index,
  integer,
  jsonb,
  pgTable,
  primaryKey,
  text,
  timestamp,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core';
import { bytewiseText, code, householdId, recordId, regionCode } from './columns.ts';

/** A transaction's number in PostgreSQL's 64 bits, as text. */
const transactionId = customType<{ data: string; driverData: string }>({ dataType: () => 'xid8' });

const moment = (name: string) => timestamp(name, { withTimezone: true, mode: 'date' });

/** The `seq` of the entry that a row of the projection was made from: one that came before changes it no more. */
const entryVersion = () =>
  bigint('version', { mode: 'bigint' })
    .notNull()
    .default(sql`0`);

/** The regions that the register knows (区划); a projection, as the next two. */
export const registerRegions = pgTable('register_regions', { code: regionCode('code').primaryKey() });

/** The households that the register knows (户). */
export const registerHouseholds = pgTable(
  'register_households',
  {
    id: recordId(),
    regionCode: regionCode().notNull(),
    /** False for a household that was dissolved or merged into another. */
    current: boolean('current').notNull(),
    version: entryVersion(),
  },
  (table) => [index('register_households_region').on(table.regionCode, table.id)],
);

/** The people that the register knows (人), found by what an exchange file says of them. */
export const registerPersons = pgTable(
  'register_persons',
  {
    id: recordId(),
    householdId: householdId(),
    /** Keyed hash of the citizen ID; null for a person without one. */
    citizenIdHash: text('citizen_id_hash'),
    /** Keyed hash of the name. */
    nameHash: text('name_hash').notNull(),
    version: entryVersion(),
  },
  (table) => [
    index('register_persons_citizen_id_hash').on(table.citizenIdHash),
    index('register_persons_household').on(table.householdId, table.id),
  ],
);

/** How far a database has followed the register's log: one row. */
export const registerPosition = pgTable('register_position', {
  feed: text('feed').primaryKey(),
  position: bytewiseText('position').notNull(),
});

export const REGISTER_ENTITIES = ['REGION', 'HOUSEHOLD', 'PERSON'] as const;

/**
 * What a ministry announces, in the transaction that made it. Read in the order (txid, seq) and only below `pg_snapshot_xmin`: sequence
 * numbers alone are not handed out in the order of commits. A row is an event, which names no one but by number, or an entry of the
 * register: the state of one of its entities, for the other ministries alone.
 */
export const changes = pgTable(
  'changes',
  {
    txid: transactionId('txid')
      .notNull()
      .default(sql`pg_current_xact_id()`),
    seq: bigint('seq', { mode: 'bigint' }).primaryKey().generatedAlwaysAsIdentity(),
    at: moment('at').notNull().defaultNow(),
    /** The next five are an event's. */
    id: uuid('id'),
    /** A value of `ChangeKind` of the contract. */
    kind: text('kind'),
    /** Null when it may concern everybody. Not called `household_id`: whoever announces sees every household, whoever reads sees none. */
    household: text('household'),
    /** Where the household lived when it was announced. */
    region: regionCode('region'),
    /** Numbers of the people who are concerned. */
    persons: text('persons').array(),
    /** The last three are an entry's. */
    entity: code('entity', REGISTER_ENTITIES),
    /** The entity's key; of its entries the one with the greatest `seq` holds. */
    key: bytewiseText('key'),
    /** The entity's row in the projection. */
    state: jsonb('state'),
  },
  (table) => [
    index('changes_events')
      .on(table.txid, table.seq)
      .where(sql`entity is null`),
    index('changes_entries')
      .on(table.txid, table.seq)
      .where(sql`entity is not null`),
    index('changes_keys')
      .on(table.entity, table.key, table.seq)
      .where(sql`entity is not null`),
    check(
      'changes_event_or_entry',
      sql`num_nonnulls(id, kind, persons) = case when entity is null then 3 else 0 end
        and num_nonnulls(household, region) in (0, case when entity is null then 2 else 0 end)
        and num_nonnulls(key, state) = case when entity is null then 0 else 2 end`,
    ),
  ],
);

/** What holds for the whole of `changes`: one row, which the migration makes. */
export const changeLog = pgTable(
  'change_log',
  {
    single: boolean('single').primaryKey().default(true),
    /** Begins every position. It grows when `cluster` is another one, since transactions are then counted anew. */
    epoch: bigint('epoch', { mode: 'bigint' })
      .notNull()
      .default(sql`0`),
    /** Where the transactions were counted: PostgreSQL's system identifier, timeline and database; empty before the first opening. */
    cluster: text('cluster').notNull().default(''),
    /** Up to where events were deleted. */
    trimmed: bytewiseText('trimmed').notNull().default(''),
    /** Up to where events were sent to the broker. */
    relayed: bytewiseText('relayed').notNull().default(''),
  },
  ({ single }) => [check('change_log_single', sql`${single}`)],
);

/**
 * Each command that was carried out, kept for good: what was committed under its sender's key, and who did it for what.
 */
export const commands = pgTable(
  'commands',
  {
    subject: text('subject').notNull(),
    client: text('client').notNull(),
    /** Its field of `Mutation`. */
    command: text('command').notNull(),
    key: text('key').notNull(),
    /** SHA-256 of the input, in hexadecimal. */
    inputHash: text('input_hash').notNull(),
    purpose: text('purpose'),
    matter: text('matter'),
    /** The record and its version, and the changes that were announced with their places in the log. */
    outcome: jsonb('outcome'),
    at: moment('at').notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.subject, table.client, table.command, table.key] })],
);

/** Each file that was imported, also when it was killed in the middle. */
export const importRuns = pgTable(
  'import_runs',
  {
    id: recordId(),
    kind: text('kind').notNull(),
    fileName: text('file_name').notNull(),
    /** SHA-256 of the file's bytes, in hexadecimal. */
    fileHash: text('file_hash').notNull(),
    encoding: text('encoding').notNull(),
    startedAt: moment('started_at').notNull().defaultNow(),
    /** Null while it runs, and for ever when it was killed. */
    finishedAt: moment('finished_at'),
    /** The counts are null until it has finished; the last four add up to the first. */
    rowsRead: integer('rows_read'),
    accepted: integer('accepted'),
    changed: integer('changed'),
    unchanged: integer('unchanged'),
    quarantined: integer('quarantined'),
  },
  (table) => [index('import_runs_kind').on(table.kind, table.id)],
);

/** OPEN: as it came. RETRIED: a correction was refused too. RESOLVED: a correction, or a re-run, was accepted. */
export const QUARANTINE_STATUSES = ['OPEN', 'RETRIED', 'RESOLVED'] as const;

/** Rows that were refused, with the reason, until somebody corrects them. */
export const quarantinedRows = pgTable(
  'quarantined_rows',
  {
    id: recordId(),
    /** The run that refused it last. */
    runId: bytewiseText('run_id').notNull(),
    kind: text('kind').notNull(),
    fileHash: text('file_hash').notNull(),
    /** As a spreadsheet numbers rows: the header is 1. */
    rowNumber: integer('row_number').notNull(),
    reason: text('reason').notNull(),
    /** The column at fault; null when it is the row. */
    columnName: text('column_name'),
    /** For people, with the value at fault where that may be shown. */
    message: text('message').notNull(),
    /** The row's cells as they came, as JSON, sealed: they may hold citizen IDs. */
    sealedRow: text('sealed_row').notNull(),
    status: code('status', QUARANTINE_STATUSES).notNull(),
    updatedAt: moment('updated_at').notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex('quarantined_rows_place').on(table.kind, table.fileHash, table.rowNumber),
    index('quarantined_rows_list').on(table.kind, table.status, table.id),
    index('quarantined_rows_run').on(table.runId, table.id),
  ],
);
