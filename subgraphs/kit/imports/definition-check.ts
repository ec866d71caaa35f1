import { getTableColumns, getTableName } from 'drizzle-orm';
import { getTableConfig } from 'drizzle-orm/pg-core';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import type { ExchangeFile, Target } from './exchange.ts';

/**
 * Finds what the compiler cannot see in a definition.
 * @throws Error naming the kind and what does not fit
 */
export function checkDefinition(file: ExchangeFile): void {
  const refuse = (problem: string) => {
    throw new Error(`The exchange file ${file.kind} ${problem}.`);
  };
  const names = file.columns.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) refuse(`has two columns ${twice}`);
  if (!/^[a-z][a-z0-9-]*$/.test(file.kind)) refuse('is not named in kebab-case');

  for (const target of file.targets) checkKey(target, refuse);
  if (file.derive) return; // nobody knows what it adds until a row comes
  checkColumns(file, refuse);
}

/** Properties that only further tables or announcements use need not be columns of the first one. */
function checkColumns({ targets: [first, ...others], cells, announces }: ExchangeFile, refuse: Refuse): void {
  const { table } = first!;
  const columns = getTableColumns(table) as Record<string, PgColumn>;
  const properties = cells.flatMap((cell) => cell.properties);
  const stray = properties.find((property) => !(property in columns));
  if (stray !== undefined && others.length === 0 && !announces) {
    refuse(`fills ${stray}, which is no column of ${getTableName(table)}`);
  }
  const filled = new Set([...properties, 'id', 'sourceSystem']);
  const empty = Object.keys(columns).find(
    (property) => columns[property]!.notNull && !columns[property]!.hasDefault && !filled.has(property),
  );
  if (empty !== undefined) refuse(`leaves ${empty} of ${getTableName(table)} empty, which must not be`);
}

type Refuse = (problem: string) => void;

/** Without a unique index on the key, a row that comes again would be another row. */
function checkKey({ table, key }: Target, refuse: Refuse): void {
  const columns = getTableColumns(table) as Record<string, PgColumn>;
  const stray = key.find((property) => !(property in columns));
  if (stray !== undefined) refuse(`has ${stray} in its key, which is no column of ${getTableName(table)}`);
  const names = key.map((property) => columns[property]!.name);
  const index = uniqueKeys(table).find(
    ({ on }) => on.length === names.length && names.every((name) => on.includes(name)),
  );
  if (!index) return refuse(`needs a unique index on just (${names.join(', ')}) of ${getTableName(table)}`);
  const moment = key.find((property) => columns[property]!.dataType === 'date');
  if (moment !== undefined)
    refuse(`has the moment ${moment} in its key; use a date or a number of the sender's`);
  const nullable = key.find((property) => !columns[property]!.notNull);
  if (nullable !== undefined && !index.nullsNotDistinct) {
    refuse(`has ${nullable} in its key, which may be null: nulls differ from one another in a unique index`);
  }
}

/** The names of the columns that are unique together. */
function uniqueKeys(table: PgTable): { on: string[]; nullsNotDistinct: boolean }[] {
  const { columns, indexes, uniqueConstraints, primaryKeys } = getTableConfig(table);
  const single = columns.filter((column) => column.primary || column.isUnique).map((column) => [column.name]);
  const unique = indexes
    .filter(({ config }) => config.unique && !config.where)
    .map(({ config }) => config.columns.map(nameOf));
  const primary = primaryKeys.map((key) => key.columns.map(nameOf));
  return [
    ...[...single, ...unique, ...primary].map((on) => ({ on, nullsNotDistinct: false })),
    ...uniqueConstraints.map((unique) => ({
      on: unique.columns.map(nameOf),
      nullsNotDistinct: unique.nullsNotDistinct,
    })),
  ];
}

const nameOf = (column: unknown) => (column as { name?: string }).name ?? '';
