import { openCursors } from '@hearth/gateway/live/open-cursors.ts';
import { ministryNames } from '@hearth/schema/subgraphs.ts';
import { expect } from 'vitest';
import { until } from '../../script.ts';
import { PersistentWatcher } from '../persistent-watcher.ts';
import {
  after,
  type Books,
  committed,
  countOf,
  delivered,
  findUnkept,
  findVillages,
  untilRegisterFollowed,
} from './books.ts';
import { Desks } from './desks.ts';
import type { Services } from './services.ts';

const VILLAGE = '530625001001';
const WATCH = `subscription ($code: RegionCode!, $after: Cursor) {
  regionChanged(code: $code, after: $after) { cursor ministry kind household { id latestIncome { wage } } }
}`;
const ARGS = { code: VILLAGE };
const STAYING = ['H000000000', 'H000000001', 'H000000002'];
const MOVING = ['H000000003', 'H000000004'];
const SOME = 16; // commands

/** Waits until more commands have been acknowledged. */
type SomeCommands = () => Promise<void>;

/**
 * Watches a village over both carriers, from before the first command of a disturbance until all is told, and compares what was told with
 * what was committed. Meanwhile desks give commands, some of which move households out of the village and back.
 */
export async function expectNothingLost(
  services: Services,
  disturb: (someCommands: SomeCommands) => Promise<void>,
): Promise<void> {
  const watchers = (['socket', 'events'] as const).map(
    (carrier) => new PersistentWatcher(carrier, () => services.place, WATCH, ARGS),
  );
  try {
    await untilTold(services, watchers);
    const { acknowledged } = await workThrough(services, disturb);
    await untilRegisterFollowed(services);
    const books = await committed(services, VILLAGE);
    for (const watcher of watchers) await expectEachOnce(services, watcher, books);
    expect(await findUnkept(services, acknowledged)).toEqual({ bills: [], incomes: [], households: [] });
  } finally {
    await Promise.all(watchers.map((watcher) => watcher.stop()));
  }
}

/** Gives commands before, during and after a disturbance. */
async function workThrough(
  services: Services,
  disturb: (someCommands: SomeCommands) => Promise<void>,
): Promise<Desks> {
  const desks = new Desks(services);
  let isOver = false;
  const goesOn = () => !isOver;
  const villages = await findVillages(services);
  const working = Promise.all([
    desks.work({ households: STAYING, goesOn }),
    desks.work({ households: MOVING, villages, goesOn }),
  ]);
  const someCommands = () => {
    const goal = desks.acknowledged.count + SOME;
    return until(() => desks.acknowledged.count >= goal, 60_000);
  };
  const disturbing = async () => {
    await someCommands();
    await disturb(someCommands);
    await someCommands();
  };
  await Promise.race([disturbing(), working]).finally(() => (isOver = true));
  await working;
  return desks;
}

/** Commits until each watcher has had a message, so that each has a cursor. */
async function untilTold(services: Services, watchers: readonly PersistentWatcher[]): Promise<void> {
  const goesOn = () => watchers.some(({ told }) => told.length === 0);
  await new Desks(services).work({ households: ['H000000005'], goesOn });
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
  expect(ministryNames.filter((name) => expected[name].length === 0)).toEqual([]);
  await until(() => watcher.told.length > countOf(expected), 60_000).catch(() => {});
  expect((await read(services, watcher)).books).toEqual(expected);
}
