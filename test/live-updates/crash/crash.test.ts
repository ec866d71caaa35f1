import { GATEWAY } from '@hearth/kit/settings.ts';
import { openCursors } from '@hearth/gateway/live/open-cursors.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../../script.ts';
import { PersistentWatcher } from '../persistent-watcher.ts';
import { after, type Books, committed, countOf, delivered, findUnkept } from './books.ts';
import { Desks } from './desks.ts';
import { type Services, startServices } from './services.ts';

const COUNTY = '530625';
const WATCH = `subscription ($code: RegionCode!, $after: Cursor) {
  regionChanged(code: $code, after: $after) { cursor ministry kind household { id latestIncome { wage } } }
}`;
const ARGS = { code: `${COUNTY}000000` };
const HOUSEHOLDS = ['H000000000', 'H000000001', 'H000000002', 'H000000003'];
const COMMANDS = 16; // of each household

let services: Services;
beforeAll(async () => {
  services = await startServices();
}, 240_000);
afterAll(() => services?.stop(), 120_000);

/** Watches the county over both carriers, from before the first command of a disturbance until all is told. */
async function watchThrough(disturb: () => Promise<void>): Promise<number> {
  const watchers = (['socket', 'events'] as const).map(
    (carrier) => new PersistentWatcher(carrier, () => services.place, WATCH, ARGS),
  );
  try {
    await untilTold(watchers);
    const desks = new Desks(services);
    const working = desks.work(HOUSEHOLDS, COMMANDS);
    await until(() => desks.acknowledged.count > HOUSEHOLDS.length);
    await disturb();
    expect(desks.acknowledged.count).toBeLessThan(HOUSEHOLDS.length * COMMANDS); // it was in the midst of them
    await working;
    const books = await committed(services, COUNTY);
    for (const watcher of watchers) await expectEachOnce(watcher, books);
    expect(await findUnkept(services, desks.acknowledged)).toEqual({ bills: [], incomes: [] });
    return countOf(after(books, (await read(watchers[0]!)).from));
  } finally {
    await Promise.all(watchers.map((watcher) => watcher.stop()));
  }
}

/** Commits until each watcher has had a message, so that each has a cursor. */
async function untilTold(watchers: readonly PersistentWatcher[]): Promise<void> {
  while (watchers.some(({ told }) => told.length === 0)) await new Desks(services).work(['H000000004'], 1);
}

const read = async (watcher: PersistentWatcher) =>
  delivered({
    watcher,
    cursors: await openCursors(services.env),
    subject: 'demo:county-official',
    args: ARGS,
  });

/** Each change once, in the order of its ministry's commits. */
async function expectEachOnce(watcher: PersistentWatcher, books: Books): Promise<void> {
  const { from } = await read(watcher);
  const expected = after(books, from);
  await until(() => watcher.told.length > countOf(expected), 60_000).catch(() => {});
  expect((await read(watcher)).books).toEqual(expected);
}

describe('a hub of which a part is killed in the midst of commands', { timeout: 240_000 }, () => {
  it('loses, repeats and reorders nothing when it is the gateway', async () => {
    const count = await watchThrough(async () => {
      await services.kill(GATEWAY);
      await services.start(GATEWAY);
    });
    expect(count).toBeGreaterThanOrEqual(HOUSEHOLDS.length * COMMANDS);
  });

  it.each(['health', 'poverty-relief'] as const)(
    'loses, repeats and reorders nothing when it is a ministry (%s)',
    async (ministry) => {
      const count = await watchThrough(async () => {
        await services.kill(ministry);
        await services.start(ministry);
      });
      expect(count).toBeGreaterThanOrEqual(HOUSEHOLDS.length * COMMANDS);
    },
  );

  it('loses, repeats and reorders nothing when it is the database server, nor what was acknowledged', async () => {
    const count = await watchThrough(services.killDatabase);
    expect(count).toBeGreaterThanOrEqual(HOUSEHOLDS.length * COMMANDS);
  });
});
