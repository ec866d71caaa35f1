import { getTableColumns, getTableName } from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type pg from 'pg';
import { type Announcement, announceChanges } from '../changes/announce.ts';
import { namesOf, type RegisterTables } from '../loading/register-tables.ts';
import type { ExchangeFile, ImportRow } from './exchange.ts';

/** What an import announces of a household that its rows are about, or of rows that are about none. */
const IMPORTED = 'RECORDS_IMPORTED';

/** Whom a row is about: a household, and a person of it or the household as a whole. */
interface Concerned {
  /** The values of the row's key, as text. */
  readonly key: readonly string[];
  readonly household: string;
  readonly person: string | null;
}

/** Announces the households that the rows of one kind are about, or, when they are about none, that such records changed. */
export interface RowAnnouncer {
  /** Whom the rows were about before they are written; nobody where a row cannot change hands. */
  before(client: pg.ClientBase, rows: readonly ImportRow[]): Promise<readonly Concerned[]>;
  /** Announces each household once that rows which were written are about now, or were before. */
  announce(client: pg.ClientBase, rows: readonly ImportRow[], before: readonly Concerned[]): Promise<void>;
}

/** Prepares the announcements of a kind. */
export function rowAnnouncer({ targets }: ExchangeFile, register: RegisterTables): RowAnnouncer {
  const { table, key } = targets[0]!;
  const owner = ownerOf(table, register);
  const { households } = namesOf(register);
  if (!owner) return sharedRowAnnouncer(households);
  const columns = getTableColumns(table) as Record<string, PgColumn>;
  const names = key.map((property) => columns[property]!.name);
  const changesHands = owner.columns.some(({ name }) => !names.includes(name));
  const statement = concernedStatement(table, names, owner);
  const find = async (client: pg.ClientBase, rows: readonly ImportRow[]) => {
    const keys = rows.map((row) =>
      Object.fromEntries(key.map((property, place) => [names[place], row[property]])),
    );
    return (await client.query<Concerned>(statement, [JSON.stringify(keys)])).rows;
  };
  return {
    before: async (client, rows) => (changesHands ? find(client, rows) : []),
    async announce(client, rows, before) {
      if (rows.length === 0) return;
      const now = await find(client, rows);
      const written = new Set(now.map((each) => JSON.stringify(each.key)));
      const formerly = before.filter((each) => written.has(JSON.stringify(each.key)));
      await announceChanges(client, byHousehold([...formerly, ...now]), households);
    },
  };
}

/** A school's name, a line that is set for everybody: whoever shows such a record may show another household with it. */
const sharedRowAnnouncer = (households: string): RowAnnouncer => ({
  before: async () => [],
  async announce(client, rows) {
    if (rows.length > 0) await announceChanges(client, [{ kind: IMPORTED, household: null }], households);
  },
});

/** Where a table says whom its rows are about. */
interface Owner {
  readonly columns: readonly PgColumn[];
  /** SQL: what else is read, and the keys of household and person. */
  readonly join: string;
  readonly household: string;
  readonly person: string;
}

function ownerOf(table: PgTable, register: RegisterTables): Owner | null {
  const { households, persons, parts } = register;
  if (table === households)
    return { columns: [households.id], join: '', household: 'row.id', person: 'null' };
  if (table === persons) {
    return { columns: [persons.householdId], join: '', household: 'row.household_id', person: 'row.id' };
  }
  const part = parts.find(({ of }) => of.table === table);
  if (part) {
    const join = `join ${getTableName(part.by.table)} as owner on owner.${part.by.name} = row.${part.of.name}`;
    return { ...recordOwner(part.by.table, 'owner', register)!, columns: [part.of], join };
  }
  return recordOwner(table, 'row', register);
}

/** The owner of a record that names a household, a person or both. */
function recordOwner(table: PgTable, alias: string, { persons }: RegisterTables): Owner | null {
  const household = columnOf(table, 'household_id');
  const person = columnOf(table, 'person_id');
  const columns = [household, person].filter((column) => column !== undefined);
  if (household) {
    const owner = { columns, join: '', household: `${alias}.household_id` };
    return { ...owner, person: person ? `${alias}.person_id` : 'null' };
  }
  if (!person) return null;
  const join = `join ${getTableName(persons)} as member on member.id = ${alias}.person_id`;
  return { columns, join, household: 'member.household_id', person: 'member.id' };
}

const columnOf = (table: PgTable, name: string): PgColumn | undefined =>
  Object.values(getTableColumns(table)).find((column) => column.name === name);

function concernedStatement(
  table: PgTable,
  key: readonly string[],
  { join, household, person }: Owner,
): string {
  const name = getTableName(table);
  return `select array[${key.map((column) => `row.${column}::text`).join(', ')}] as key,
      ${household} as household, ${person} as person
    from json_populate_recordset(null::${name}, $1) as line
    join ${name} as row on (${key.map((column) => `row.${column} = line.${column}`).join(' and ')}) ${join}
    where ${household} is not null`;
}

/** One announcement for each household: of its people, unless a row is about the household as a whole. */
function byHousehold(concerned: readonly Concerned[]): Announcement[] {
  const persons = new Map<string, Set<string>>();
  const wholes = new Set<string>();
  for (const { household, person } of concerned) {
    const members = persons.get(household) ?? new Set();
    persons.set(household, members);
    if (person === null) wholes.add(household);
    else members.add(person);
  }
  return [...persons].map(([household, members]) => ({
    kind: IMPORTED,
    household,
    persons: wholes.has(household) ? [] : [...members],
  }));
}
