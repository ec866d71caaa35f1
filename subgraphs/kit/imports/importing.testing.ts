import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { citizenIdCheckCharacter } from '@hearth/schema/protocol/citizen-id.ts';
import { check, pgTable, text as textColumn, uniqueIndex } from 'drizzle-orm/pg-core';
import { sql } from 'drizzle-orm';
import {
  code as codeColumn,
  householdId,
  isoDate as dateColumn,
  personId,
  provenance,
  recordId,
  regionCode as regionColumn,
  yuan as yuanColumn,
} from '../columns.ts';
import type { CreateDatabase, TestDatabase } from '../database/testing.ts';
import { registerFeed } from '../register-changes.ts';
import { followRegister } from '../register-follow.ts';
import { sealingKey } from '../sealing.ts';
import type { Secrets } from '../secrets.ts';
import { code, codes, identifier, isoDate, optional, regionCode, text, yuan } from './cells.ts';
import { exchangeFile } from './exchange.ts';
import type { ExchangeFile } from './exchange.ts';
import { importFile } from './importer.ts';
import type { ImportOptions, ImportSummary } from './importer.ts';
import { citizenId, household, person, personName, region } from './register-cells.ts';

const kitMigrations = { owner: 'kit', folder: fileURLToPath(new URL('../migrations', import.meta.url)) };

/** Keys that protect nothing. */
export const testSecrets: Secrets = {
  citizenIdKey: sealingKey(Buffer.alloc(32, 1)),
  citizenIdHashKey: sealingKey(Buffer.alloc(32, 2)),
};

const regions = pgTable('regions', {
  code: regionColumn('code').primaryKey(),
  name: textColumn('name').notNull(),
});
const households = pgTable('households', { id: recordId(), regionCode: regionColumn().notNull() });
const persons = pgTable('persons', { id: recordId(), householdId: householdId(), ...provenance() });
const identities = pgTable('identities', {
  personId: personId().primaryKey(),
  name: textColumn('name').notNull(),
  sealed: textColumn('sealed').notNull(),
  hash: textColumn('hash').notNull().unique(),
  masked: textColumn('masked').notNull(),
});
const loans = pgTable(
  'loans',
  {
    id: recordId(),
    loanNumber: textColumn('loan_number').notNull(),
    personId: personId(),
    householdId: householdId(),
    bank: codeColumn('bank', ['RURAL', 'CITY']).notNull(),
    amount: yuanColumn('amount').notNull(),
    repaid: yuanColumn('repaid').notNull(),
    lentOn: dateColumn('lent_on').notNull(),
    note: textColumn('note'),
    purposes: textColumn('purposes').array().notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex('loans_number').on(table.loanNumber),
    check('loans_are_small', sql`amount <= 5000000`),
  ],
);

const TABLES = `
  create table regions (code text primary key, name text not null);
  create table households (id text primary key, region_code text not null);
  create table persons (id text primary key, household_id text not null, source_system text not null,
    recorded_at timestamptz not null default now(), valid_from date, valid_to date, version int not null default 1);
  create table identities (person_id text primary key, name text not null, sealed text not null,
    hash text not null unique, masked text not null);
  create table loans (id text primary key, loan_number text not null unique, person_id text not null,
    household_id text not null, bank text not null, amount bigint not null, repaid bigint not null,
    lent_on date not null, note text, purposes text[] not null, source_system text not null,
    recorded_at timestamptz not null default now(), valid_from date, valid_to date, version int not null default 1,
    constraint loans_are_small check (amount <= 5000000));`;

/** Four kinds of files as ministries have them: three that define the register, one that refers to it. */
export const kinds = {
  regions: exchangeFile({
    kind: 'regions',
    description: 'Regions (区划).',
    table: regions,
    key: ['code'],
    columns: [regionCode('code'), text('name')],
    announces: ({ code: own }) => ({ entity: 'REGION', code: own }),
  }),
  households: exchangeFile({
    kind: 'households',
    description: 'Households (户).',
    table: households,
    key: ['id'],
    columns: [identifier('id', { column: 'household_number' }), region('regionCode')],
    announces: ({ id, regionCode: place }) => ({ entity: 'HOUSEHOLD', id, regionCode: place, current: true }),
  }),
  persons: exchangeFile({
    kind: 'persons',
    description: 'People (人).',
    table: persons,
    key: ['id'],
    columns: [
      identifier('id', { column: 'person_number' }),
      household('householdId'),
      citizenId({ sealed: 'sealed', hash: 'hash', masked: 'masked' }),
      personName({ name: 'name', hash: 'nameHash' }),
    ],
    alsoInto: [
      {
        table: identities,
        key: ['personId'],
        row: ({ id, name, sealed, hash, masked }) => ({ personId: id, name, sealed, hash, masked }),
      },
    ],
    announces: ({ id, householdId: home, hash, nameHash }) => ({
      entity: 'PERSON',
      id,
      householdId: home,
      citizenIdHash: hash,
      nameHash,
    }),
  }),
  loans: exchangeFile({
    kind: 'loans',
    description: 'Loans (贷款).',
    table: loans,
    key: ['loanNumber'],
    columns: [
      identifier('loanNumber'),
      person({ personId: 'personId', householdId: 'householdId' }),
      code('bank', ['RURAL', 'CITY']),
      yuan('amount'),
      yuan('repaid'),
      isoDate('lentOn'),
      optional(text('note', { max: 20 })),
      codes('purposes', ['SEEDS', 'TOOLS']),
    ],
    checks: [
      {
        name: 'REPAID_AT_MOST_LENT',
        rule: 'No more is repaid than was lent.',
        holds: (row) => row.repaid <= row.amount,
      },
    ],
    sourceSystem: 'bank',
  }),
} as const;

/** A whole citizen ID of a made-up person. */
export function citizenIdOf(number: number): string {
  const digits = `999999${1950 + (number % 50)}0101${String(number % 1000).padStart(3, '0')}`;
  return digits + citizenIdCheckCharacter(digits);
}

/** Names by number; the first has the dot that people write in many ways. */
export const nameOf = (number: number) => (number === 0 ? '阿依古丽·买买提' : `王${number}`);

/** How many people the bench knows, in half as many households. */
export const PEOPLE = 40;

/** A cell with a comma or a quote in quotes. */
const quote = (cell: string) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);

/** The text of a file. */
export function csv(file: ExchangeFile, rows: readonly (readonly string[])[], lineBreak = '\n'): string {
  const lines = [file.columns.map(({ name }) => name), ...rows];
  return lines.map((row) => row.map(quote).join(',') + lineBreak).join('');
}

/** A sound row of loans. */
export function loanRow(number: number, changes: Partial<Record<LoanColumn, string>> = {}): string[] {
  const someone = number % PEOPLE;
  const row = {
    loan_number: `L${number}`,
    citizen_id: citizenIdOf(someone),
    name: nameOf(someone),
    bank: 'RURAL',
    amount: '1000.50',
    repaid: '10',
    lent_on: '2020-02-29',
    note: '',
    purposes: 'SEEDS;TOOLS',
    ...changes,
  };
  return Object.values(row);
}

type LoanColumn =
  | 'loan_number'
  | 'citizen_id'
  | 'name'
  | 'bank'
  | 'amount'
  | 'repaid'
  | 'lent_on'
  | 'note'
  | 'purposes';

/** A database with the four kinds' tables and a register of some people, and a folder for files. */
export interface Bench {
  readonly database: TestDatabase;
  /** Writes a file and imports it. */
  run(file: ExchangeFile, content: string | Buffer, options?: Partial<ImportOptions>): Promise<ImportSummary>;
  write(name: string, content: string | Buffer): Promise<string>;
  rows(statement: string): Promise<Record<string, unknown>[]>;
  stop(): Promise<void>;
}

export interface TemporaryFolder {
  readonly path: string;
  remove(): Promise<void>;
}

export async function temporaryFolder(): Promise<TemporaryFolder> {
  const path = await mkdtemp(join(tmpdir(), 'imports-'));
  return { path, remove: () => rm(path, { recursive: true }) };
}

/** Writes the four kinds' tables as a folder of migrations and returns it. */
export async function writeTestMigrations(folder: string): Promise<string> {
  const entry = { idx: 0, version: '7', when: 0, tag: '0000_tables', breakpoints: true };
  await mkdir(join(folder, 'meta'), { recursive: true });
  await writeFile(join(folder, '0000_tables.sql'), TABLES);
  await writeFile(
    join(folder, 'meta', '_journal.json'),
    JSON.stringify({ version: '7', dialect: 'postgresql', entries: [entry] }),
  );
  return folder;
}

export async function openBench(createDatabase: CreateDatabase): Promise<Bench> {
  const database = await createDatabase({ migrations: [kitMigrations] });
  const folder = await temporaryFolder();
  await database.pool.query(TABLES);
  const bench: Bench = {
    database,
    async run(file, content, options = {}) {
      const path = await bench.write(`${file.kind}.csv`, content);
      return importFile({ file, path, database, secrets: testSecrets, ...options });
    },
    async write(name, content) {
      const path = join(folder.path, name);
      await writeFile(path, content);
      return path;
    },
    rows: async (statement) => (await database.pool.query(statement)).rows,
    async stop() {
      await database.stop();
      await folder.remove();
    },
  };
  await fillRegister(bench);
  return bench;
}

async function fillRegister(bench: Bench): Promise<void> {
  const follow = () =>
    followRegister(registerFeed(bench.database), bench.database, { announcesMoves: false });
  const numbers = Array.from({ length: PEOPLE }, (_, number) => number);
  const homeOf = (number: number) => `H${Math.floor(number / 2)}`;
  await bench.run(kinds.regions, csv(kinds.regions, [['530000000000', '云南']]));
  await follow();
  const homes = [...new Set(numbers.map(homeOf))];
  await bench.run(
    kinds.households,
    csv(
      kinds.households,
      homes.map((home) => [home, '530000000000']),
    ),
  );
  await follow();
  const people = numbers.map((number) => [`P${number}`, homeOf(number), citizenIdOf(number), nameOf(number)]);
  await bench.run(kinds.persons, csv(kinds.persons, people));
  await follow();
}
