import { fileURLToPath } from 'node:url';
import type { LoggedChange } from '@hearth/schema/protocol/change.ts';
import type pg from 'pg';
import type { TestDatabase } from '../database/testing.ts';
import { announceChanges } from './announce.ts';
import type { ChangePage, Log } from './change-log.ts';

/** What a database with a change log is made of. */
export const migrations = [
  { owner: 'kit', folder: fileURLToPath(new URL('../migrations', import.meta.url)) },
];

/** The village of every household of these tests. */
export const VILLAGE = '530625001001';

/** Lets so many households live somewhere: `H1`, `H2` … */
export async function settle({ pool }: TestDatabase, count: number): Promise<void> {
  await pool.query(
    `insert into register_households (id, region_code, current)
      select 'H' || number, $1, true from generate_series(1, $2) as number`,
    [VILLAGE, count],
  );
}

/** Announces that something happened to households, in a transaction that is open. */
export const announceIn = (client: pg.ClientBase, ...households: readonly (string | null)[]) =>
  announceChanges(
    client,
    households.map((household) => ({ kind: 'RECORDS_IMPORTED', household })),
    'register_households',
  );

/** Announces the same in a transaction of its own. */
export async function announce(
  { pool }: TestDatabase,
  ...households: readonly (string | null)[]
): Promise<void> {
  const client = await pool.connect();
  await announceIn(client, ...households);
  client.release();
}

export const householdsOf = (changes: readonly LoggedChange[]) => changes.map(({ household }) => household);

/** Everything that a log has, a few changes at a time. */
export async function readAll<Entry>(log: Log<Entry>, after = '', limit = 3): Promise<Entry[]> {
  const all: Entry[] = [];
  for (let position = after; ;) {
    const page = await log.read(position, limit);
    all.push(...page.changes);
    ({ position } = page);
    if (page.changes.length < limit) return all;
  }
}

/** Follows a log until something holds of what came so far. */
export async function followUntil(
  log: Log<LoggedChange>,
  after: string,
  isEnough: (changes: readonly LoggedChange[], page: ChangePage) => boolean,
): Promise<LoggedChange[]> {
  const controller = new AbortController();
  const changes: LoggedChange[] = [];
  for await (const page of log.follow(after, controller.signal)) {
    changes.push(...page.changes);
    if (isEnough(changes, page)) break;
  }
  controller.abort();
  return changes;
}
