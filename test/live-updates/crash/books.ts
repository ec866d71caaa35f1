import { bindingOf, type Cursors } from '@hearth/gateway/live/cursors.ts';
import { POSITION_SQL } from '@hearth/kit/changes/position.ts';
import { openDatabase } from '@hearth/kit/database/database.ts';
import { ministryCode, type MinistryName, ministryNames, registerOwner } from '@hearth/schema/subgraphs.ts';
import type pg from 'pg';
import type { PersistentWatcher } from '../persistent-watcher.ts';
import type { Acknowledged } from './desks.ts';
import type { Services } from './services.ts';

/** Positions in their order, by ministry. */
export type Books = Readonly<Record<MinistryName, readonly string[]>>;

/** How many positions there are in all. */
export const countOf = (books: Books): number => Object.values(books).flat().length;

/** Everything that ministries have committed of households of a region, as their own tables have it. */
export async function committed({ urlOf }: Pick<Services, 'urlOf'>, region: string): Promise<Books> {
  const pages = await Promise.all(
    ministryNames.map(async (name) => {
      const rows = await query<{ position: string }>(
        urlOf(name),
        `select ${POSITION_SQL} as position from changes where entity is null and region like $1 order by txid, seq`,
        [`${region}%`],
      );
      return [name, rows.map(({ position }) => position)] as const;
    }),
  );
  return Object.fromEntries(pages) as unknown as Books;
}

/** What follows positions. */
export const after = (books: Books, positions: Readonly<Record<string, string>>): Books =>
  mapBooks((name) => books[name].filter((position) => position > positions[name]!));

interface ReadOptions {
  readonly watcher: PersistentWatcher;
  readonly cursors: Cursors;
  readonly subject: string;
  readonly args: Readonly<Record<string, unknown>>;
}

/** What a watcher was told since its first message, and where it stood with that one, as its cursors say. */
export function delivered({ watcher, cursors, subject, args }: ReadOptions) {
  const binding = bindingOf(subject, 'regionChanged', args);
  const [first, ...told] = watcher.told.map(({ ministry, cursor }) => ({
    ministry,
    positions: cursors.read(cursor, binding),
  }));
  const books = mapBooks((name) =>
    told.flatMap(({ ministry, positions }) => (ministry === ministryCode(name) ? [positions[name]!] : [])),
  );
  return { from: first!.positions, books };
}

/** Acknowledged commands of which the ministries' tables know nothing, or more than was told. */
export async function findUnkept(
  { urlOf }: Pick<Services, 'urlOf'>,
  { bills, incomes, moves }: Acknowledged,
) {
  const kept = await query<{ number: string }>(
    urlOf('health'),
    'select settlement_number as number from settlements where settlement_number = any($1)',
    [bills],
  );
  const others = async (table: string, acknowledged: ReadonlyMap<string, number>) => {
    const rows = await query<{ id: string; version: number }>(
      urlOf('poverty-relief'),
      `select id, version from ${table} where id = any($1)`,
      [[...acknowledged.keys()]],
    );
    return rows.filter(({ id, version }) => acknowledged.get(id) !== version);
  };
  return {
    bills: bills.filter((bill) => kept.filter(({ number }) => number === bill).length !== 1),
    incomes: await others('incomes', incomes),
    households: await others('households', moves),
  };
}

/** Waits until every ministry has followed the register as far as its owner has committed. */
export async function untilRegisterFollowed({ urlOf }: Pick<Services, 'urlOf'>): Promise<void> {
  const [owner] = await query<{ end: string }>(
    urlOf(registerOwner),
    `select max(${POSITION_SQL}) as end from changes where entity is not null`,
    [],
  );
  for (const name of ministryNames.filter((each) => each !== registerOwner)) {
    for (let position = ''; position < owner!.end;) {
      const rows = await query<{ position: string }>(
        urlOf(name),
        'select position from register_position',
        [],
      );
      position = rows[0]!.position;
    }
  }
}

/** Villages of the sample. */
export async function findVillages({ urlOf }: Pick<Services, 'urlOf'>): Promise<string[]> {
  const text = `select code from regions where level = 'VILLAGE'`;
  return (await query<{ code: string }>(urlOf(registerOwner), text, [])).map(({ code }) => code);
}

const mapBooks = (read: (name: MinistryName) => readonly string[]): Books =>
  Object.fromEntries(ministryNames.map((name) => [name, read(name)])) as unknown as Books;

/** Asks as the ministry itself, which sees everybody. */
async function query<Row extends pg.QueryResultRow>(
  url: string,
  text: string,
  values: unknown[],
): Promise<Row[]> {
  const database = await openDatabase({ url, application: 'hearth test', seesEverybody: true });
  try {
    return (await database.pool.query<Row>(text, values)).rows;
  } finally {
    await database.stop();
  }
}
