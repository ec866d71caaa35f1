import { openCursors } from '@hearth/gateway/live/open-cursors.ts';
import { expect } from 'vitest';
import { until } from '../../script.ts';
import { PersistentWatcher } from '../persistent-watcher.ts';
import { after, type Books, committed, countOf, delivered, findUnkept } from './books.ts';
import { Desks } from './desks.ts';
import type { Services } from './services.ts';

const COUNTY = '530625';
const WATCH = `subscription ($code: RegionCode!, $after: Cursor) {
  regionChanged(code: $code, after: $after) { cursor ministry kind household { id latestIncome { wage } } }
}`;
const ARGS = { code: `${COUNTY}000000` };
const HOUSEHOLDS = ['H000000000', 'H000000001', 'H000000002', 'H000000003'];
const EACH = 16; // commands of each household

/** How many commands are given while something is disturbed. */
export const COMMANDS = HOUSEHOLDS.length * EACH;

/**
 * Watches the county over both carriers, from before the first command of a disturbance until all is told, and compares what was told with
 * what was committed.
 * @returns how many changes were committed meanwhile
 */
export async function watchThrough(services: Services, disturb: () => Promise<void>): Promise<number> {
  const watchers = (['socket', 'events'] as const).map(
    (carrier) => new PersistentWatcher(carrier, () => services.place, WATCH, ARGS),
  );
  try {
    await untilTold(services, watchers);
    const desks = new Desks(services);
    const working = desks.work(HOUSEHOLDS, EACH);
    await until(() => desks.acknowledged.count > HOUSEHOLDS.length);
    await disturb();
    expect(desks.acknowledged.count).toBeLessThan(COMMANDS); // it was in the midst of them
    await working;
    const books = await committed(services, COUNTY);
    for (const watcher of watchers) await expectEachOnce(services, watcher, books);
    expect(await findUnkept(services, desks.acknowledged)).toEqual({ bills: [], incomes: [] });
    return countOf(after(books, (await read(services, watchers[0]!)).from));
  } finally {
    await Promise.all(watchers.map((watcher) => watcher.stop()));
  }
}

/** Commits until each watcher has had a message, so that each has a cursor. */
async function untilTold(services: Services, watchers: readonly PersistentWatcher[]): Promise<void> {
  while (watchers.some(({ told }) => told.length === 0)) await new Desks(services).work(['H000000004'], 1);
}

const read = async (services: Services, watcher: PersistentWatcher) =>
  delivered({
    watcher,
    cursors: await openCursors(services.env),
    subject: 'demo:county-official',
    args: ARGS,
  });

/** Each change once, in the order of its ministry's commits. */
async function expectEachOnce(services: Services, watcher: PersistentWatcher, books: Books): Promise<void> {
  const { from } = await read(services, watcher);
  const expected = after(books, from);
  await until(() => watcher.told.length > countOf(expected), 60_000).catch(() => {});
  expect((await read(services, watcher)).books).toEqual(expected);
}
