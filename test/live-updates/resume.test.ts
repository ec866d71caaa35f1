import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { createCursors } from '@hearth/gateway/live/cursors.ts';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../script.ts';
import { Country, type LiveGateway, startLiveGateway } from './fixture.ts';
import { PersistentWatcher } from './persistent-watcher.ts';
import { connect, watch } from './watch.ts';

const WATCH = `subscription ($after: String) {
  regionChanged(code: "530000000000", after: $after) { cursor ministry household { id } }
}`;
const names = ['health', 'poverty-relief'] as const;

/** What must have been told: each committed change once, each household's by each ministry in order. Households are named by change. */
const committed = (country: Country) =>
  names.flatMap((name) => country.logs[name].changes.map(({ household }) => household!));

const stops: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of stops.splice(0).toReversed()) await stop();
});

/** Commits a change to a household that nobody changed before, so that each message tells which change it is about. */
function createCommit(country: Country) {
  let count = 0;
  return (name: (typeof names)[number] = names[count % 2]!) =>
    country.change(name, `H${(count += 1)}`, { region: '530625100200' });
}

const expectEachOnce = (watcher: PersistentWatcher, country: Country) => {
  expect(watcher.told.map(({ household }) => household).toSorted()).toEqual(committed(country).toSorted());
  for (const name of names) {
    const code = name === 'health' ? 'HEALTH' : 'POVERTY_RELIEF';
    const told = watcher.told.filter(({ ministry }) => ministry === code).map(({ household }) => household);
    expect(told).toEqual(country.logs[name].changes.map(({ household }) => household));
  }
};

describe('resuming', () => {
  it.each(['socket', 'events'] as const)(
    'loses and repeats nothing while gateways stop, start, and serve another schema under changes (%s)',
    async (carrier) => {
      const country = new Country();
      const cursors = createCursors([randomBytes(32)]);
      const start = () => startLiveGateway(country, { cursors });
      const commit = createCommit(country);
      let gateway = await start();
      stops.push(() => gateway.stop());
      const watcher = new PersistentWatcher(carrier, () => gateway, WATCH);
      stops.push(() => watcher.stop());
      await until(() => gateway.streams() === 1);
      const committing = setInterval(commit, 5);
      for (let round = 0; round < 3; round += 1) {
        await delay(150);
        const next = await start();
        const before = gateway;
        gateway = next;
        await before.stop();
        await delay(150);
        await gateway.reload(`${country.supergraph}\n# ${round}`);
      }
      await delay(150);
      clearInterval(committing);
      const total = committed(country).length;
      await until(() => watcher.told.length >= total);
      expectEachOnce(watcher, country);
      expect(total).toBeGreaterThan(50);
      expect(new Set(watcher.endings)).toEqual(new Set(['RESUME']));
      expect(watcher.endings.length).toBeGreaterThanOrEqual(6);
    },
    60_000,
  );

  it('tells each change once whenever clients hang up, logs are late, and whichever of two gateways they find', async () => {
    const step = fc.oneof(
      fc.record({ do: fc.constant('commit' as const), count: fc.integer({ min: 1, max: 12 }) }),
      fc.record({ do: fc.constant('hangUp' as const) }),
      fc.record({ do: fc.constant('switch' as const) }),
      fc.record({ do: fc.constantFrom('down' as const, 'up' as const), name: fc.constantFrom(...names) }),
      fc.record({ do: fc.constant('wait' as const), milliseconds: fc.integer({ min: 1, max: 60 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
        const country = new Country();
        const cursors = createCursors([randomBytes(32)]);
        const gateways = [
          await startLiveGateway(country, { cursors }),
          await startLiveGateway(country, { cursors }),
        ] as const;
        let place: LiveGateway = gateways[0];
        const watcher = new PersistentWatcher('socket', () => place, WATCH);
        const commit = createCommit(country);
        try {
          await until(() => gateways[0].streams() === 1);
          commit();
          await until(() => watcher.told.length === 1); // from here on it has a cursor
          for (const each of steps) {
            if (each.do === 'commit') for (let count = 0; count < each.count; count += 1) commit();
            else if (each.do === 'hangUp') watcher.hangUp();
            else if (each.do === 'wait') await delay(each.milliseconds);
            else if (each.do === 'switch') place = gateways[place === gateways[0] ? 1 : 0];
            else country.logs[each.name].setDown(each.do === 'down');
          }
          for (const name of names) country.logs[name].setDown(false);
          await until(() => watcher.told.length >= committed(country).length);
          expectEachOnce(watcher, country);
        } finally {
          await watcher.stop();
          await Promise.all(gateways.map((gateway) => gateway.stop()));
        }
      }),
      { numRuns: 12 },
    );
  }, 180_000);

  it('reads from the log what memory does not hold any more, and says GAP when the log has lost it', async () => {
    const country = new Country();
    const gateway = await startLiveGateway(country);
    stops.push(() => gateway.stop());
    const client = connect(gateway.socket);
    const first = watch(client, WATCH);
    await until(() => gateway.streams() === 1);
    const commit = createCommit(country);
    commit('health');
    const { cursor } = (await first.has(1))[0]!.data.regionChanged;
    first.stop();
    for (let count = 0; count < 4_500; count += 1) commit('health'); // twice what a tail keeps, and more
    const again = watch(client, WATCH, { after: cursor });
    await again.has(4_500);
    expect(again.answers.map(({ data }) => data.regionChanged.household.id)).toEqual(
      country.logs.health.changes.slice(1).map(({ household }) => household),
    );
    expect(country.logs.health.reads).toBeGreaterThan(0);
    again.stop();
    country.logs.health.trim(10);
    const late = watch(client, WATCH, { after: cursor });
    await until(() => late.ended !== undefined);
    expect(late.ended).toMatchObject([{ extensions: { code: 'GAP', cursor: expect.any(String) } }]);
    await client.dispose();
  }, 60_000);

  it('refuses to begin while nobody can say from where on, and tells whose log is missing', async () => {
    const country = new Country();
    country.logs.health.setDown(true);
    const gateway = await startLiveGateway(country);
    stops.push(() => gateway.stop());
    const client = connect(gateway.socket);
    const refused = watch(client, WATCH);
    await until(() => refused.ended !== undefined);
    expect(refused.ended).toMatchObject([
      { extensions: { code: 'DOWN', ministry: 'health', retryable: true } },
    ]);
    const other = watch(
      client,
      'subscription { regionChanged(code: "530000000000", ministries: [POVERTY_RELIEF]) { household { id } } }',
    );
    await until(() => gateway.streams() === 1);
    createCommit(country)('poverty-relief');
    await other.has(1);
    await client.dispose();
  });

  it('ends with RESUME, and no household, when the register does not answer; what is committed is told afterwards', async () => {
    const country = new Country();
    const gateway = await startLiveGateway(country);
    stops.push(() => gateway.stop());
    const watcher = new PersistentWatcher('events', () => gateway, WATCH);
    stops.push(() => watcher.stop());
    await until(() => gateway.streams() === 1);
    const commit = createCommit(country);
    country.broken.add('poverty-relief');
    commit('health');
    await until(() => watcher.endings.length > 0);
    expect(watcher.told).toEqual([]);
    country.broken.clear();
    await until(() => watcher.told.length === 1);
    expectEachOnce(watcher, country);
    expect(new Set(watcher.endings)).toEqual(new Set(['RESUME']));
  }, 60_000);

  it('gives the part of the answer that is there while another ministry is down', async () => {
    const country = new Country();
    const gateway = await startLiveGateway(country);
    stops.push(() => gateway.stop());
    const client = connect(gateway.socket);
    const watched = watch(
      client,
      'subscription { c: householdChanged(id: "H1") { h: household { id visits } other: household { id } } }',
    );
    await until(() => gateway.streams() === 1);
    country.broken.add('health');
    country.change('poverty-relief', 'H1');
    const [answer] = await watched.has(1);
    expect(answer).toMatchObject({
      data: { c: { h: { id: 'H1', visits: null }, other: { id: 'H1' } } },
      errors: [{ path: ['c', 'h'], extensions: { code: 'DOWN', ministry: 'health' } }],
      extensions: { ministries: { 'poverty-relief': 'OK' } },
    });
    await client.dispose();
  });
});
