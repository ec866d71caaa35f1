import {
  and,
  asc,
  desc,
  getTableColumns,
  getTableName,
  type InferSelectModel,
  sql,
  type SQL,
} from 'drizzle-orm';
import type { PgColumn, PgTable } from 'drizzle-orm/pg-core';
import { significantPrefix } from '@hearth/schema/protocol/region-code.ts';
import { type ArgumentLoader, batchWith, type LoaderDefinition, type Orm } from './batch.ts';
import { type Connection, connection, type PageArguments, pageSize } from './connection.ts';
import { listCursors } from './cursor.ts';
import { preparedWith } from './prepared.ts';
import { propertyOf } from './rows.ts';

interface ListOptions<Table extends PgTable, Filters> {
  table: Table;
  /** The columns that order the list, the most significant first, none of them null; the last one unique. */
  order: readonly PgColumn[];
  /** The direction of the whole order; newest first is `descending`. */
  direction?: 'ascending' | 'descending';
  /** The conditions that the filter arguments add; an undefined one adds nothing. */
  where?: (filters: Filters) => (SQL | undefined)[];
}

/**
 * Loads pages of a list for many parents: the loads of one tick with equal arguments are one statement.
 * `load` throws BAD_USER_INPUT when `first` or `after` cannot be used.
 */
export type PageLoader<Row, Filters = object> = ArgumentLoader<PageArguments & Filters, Connection<Row>>;

/** Pages of the rows whose `parent` column equals the key. */
export function pagesByKey<Table extends PgTable, Filters extends object = object>(
  options: ListOptions<Table, Filters> & { parent: PgColumn },
): LoaderDefinition<PageLoader<InferSelectModel<Table>, Filters>> {
  return pages(options, (keys) => keys, sql`${options.parent} = parent.key`);
}

/**
 * Pages of the rows whose division code, in column `region`, is the key's region or lies below it. Order by
 * that column first, so that an index on (region, ..., id) serves the page.
 */
export function pagesByRegion<Table extends PgTable, Filters extends object = object>(
  options: ListOptions<Table, Filters> & { region: PgColumn },
): LoaderDefinition<PageLoader<InferSelectModel<Table>, Filters>> {
  return pages(
    options,
    (codes) => codes.map(significantPrefix),
    withinPrefix(options.region, sql`parent.key`),
  );
}

/** Whether a division code's column begins with a prefix, as a range that an index collated "C" serves. */
export function withinPrefix(column: PgColumn | SQL, prefix: SQL): SQL {
  return sql`(${column} >= ${prefix} and ${column} < ${prefix} || '~')`;
}

function pages<Table extends PgTable, Filters extends object>(
  options: ListOptions<Table, Filters>,
  parentKeysOf: (keys: readonly string[]) => readonly string[],
  belongs: SQL,
): LoaderDefinition<PageLoader<InferSelectModel<Table>, Filters>> {
  type Row = InferSelectModel<Table>;
  const list = listName(options);
  const properties = options.order.map((column) => propertyOf(options.table, column) as keyof Row);
  const cursors = listCursors(list, properties.length);
  const placeOf = (row: Row) => properties.map((property) => String(row[property]));
  const statementWith = preparedWith(list, (scope, name, added) =>
    pageQuery(scope.orm, options, [belongs, added, scope.sees(options.table)]).prepare(name),
  );

  const define = batchWith(async (reader, keys, page: Page<Filters>) => {
    const added = and(...(options.where?.(page.filters) ?? []), afterCondition(options, page.position));
    const values = { keys: parentKeysOf(keys), limit: page.size + 1 };
    const rows = await statementWith(reader, added).execute(values);
    const found = groupByPosition<Row>(rows as PageRow<Row>[], keys.length);
    const { size, after, filters } = page;
    return found.map((own, index) => {
      const cursorOf = (row: Row) =>
        cursors.write(reader.cursors, placeOf(row), JSON.stringify([keys[index], filters]));
      return connection(own, { size, after, cursorOf });
    });
  });

  return (reader) => {
    const loader = define(reader);
    return {
      async load(key, { first, after, ...filters }) {
        const position = after == null ? null : cursors.read(reader.cursors, after);
        const page = {
          size: pageSize({ first }),
          after: after ?? null,
          position,
          filters: filters as Filters,
        };
        return loader.load(key, page);
      },
    };
  };
}

/** What the loads of one statement have in common. */
interface Page<Filters> {
  size: number;
  after: string | null;
  /** The ordering columns' values that `after` stands for. */
  position: readonly string[] | null;
  filters: Filters;
}

interface PageRow<Row> {
  /** Which of the keys, from 1, the row belongs to. */
  parent: number;
  row: Row;
}

/** One page per parent in one statement: each parent's part stops at its limit. */
function pageQuery<Table extends PgTable, Filters>(
  orm: Orm,
  { table, order, direction = 'ascending' }: ListOptions<Table, Filters>,
  conditions: (SQL | undefined)[],
) {
  const towards = direction === 'ascending' ? asc : desc;
  const page = orm
    .select()
    .from(table as PgTable)
    .where(and(...conditions))
    .orderBy(...order.map((column) => towards(column)))
    .limit(sql.placeholder('limit'))
    .as('page');
  const parents = sql`unnest(${sql.placeholder('keys')}::text[]) with ordinality as parent(key, position)`;
  const columns = page as unknown as Record<string, PgColumn>;
  const row = Object.fromEntries(
    Object.keys(getTableColumns(table)).map((property) => [property, columns[property] as PgColumn]),
  );
  return orm
    .select({ parent: sql<number>`parent.position`.mapWith(Number), row })
    .from(parents)
    .crossJoinLateral(page);
}

function afterCondition<Table extends PgTable, Filters>(
  { order, direction = 'ascending' }: ListOptions<Table, Filters>,
  position: readonly string[] | null,
): SQL | undefined {
  if (position === null) return undefined;
  const columns = sql.join([...order], sql`, `);
  const values = sql.join(
    order.map((column, index) => sql`${position[index]}::${sql.raw(column.getSQLType())}`),
    sql`, `,
  );
  return direction === 'ascending' ? sql`(${columns}) > (${values})` : sql`(${columns}) < (${values})`;
}

function groupByPosition<Row>(rows: readonly PageRow<Row>[], count: number): Row[][] {
  const groups: Row[][] = Array.from({ length: count }, () => []);
  for (const { parent, row } of rows) groups[parent - 1]?.push(row);
  return groups;
}

/** The same list has the same name in every process, so that cursors outlive a restart. */
function listName<Table extends PgTable, Filters>({
  table,
  order,
  direction,
}: ListOptions<Table, Filters>): string {
  const columns = order.map((column) => column.name).join('_');
  return `${getTableName(table)}_${columns}_${direction === 'descending' ? 'desc' : 'asc'}`;
}
