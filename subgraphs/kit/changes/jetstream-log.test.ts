import { randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forEachDatabase, type TestDatabase } from '../database/testing.ts';
import { Broker } from './broker.ts';
import { brokerUrl } from './carriers.testing.ts';
import { GapError } from './change-log.ts';
import { renewEpoch } from './epoch.ts';
import { JetStreamLog } from './jetstream-log.ts';
import { announce, followUntil, householdsOf, migrations, readAll, settle } from './logs.testing.ts';
import { OutboxLog } from './outbox-log.ts';
import { startRelay } from './relay.ts';
import { eventView } from './view.ts';

const HOUR = 3_600_000; // milliseconds
const MINISTRY = 'health';

forEachDatabase((createDatabase) => {
  describe.skipIf(brokerUrl === undefined)('a log whose stream has trimmed what it kept', () => {
    let database: TestDatabase;
    let broker: Broker;
    let log: JetStreamLog;
    const stops: (() => Promise<unknown>)[] = [];
    beforeEach(async () => {
      database = await createDatabase({ migrations, maxConnections: 20 });
      await renewEpoch(database);
      await settle(database, 100);
      broker = new Broker({ url: brokerUrl!, prefix: `test-${randomBytes(6).toString('hex')}` });
      log = new JetStreamLog({ ministry: MINISTRY, broker });
    });
    afterEach(async () => {
      for (const stop of stops.splice(0).toReversed()) await stop();
      const { manager } = await broker.connected();
      await manager.streams.delete(broker.streamOf(MINISTRY));
      await broker.stop();
      await database.stop();
    });

    const outbox = () => new OutboxLog({ database, ministry: MINISTRY, view: eventView });
    /** @param retention milliseconds for which the stream keeps a change */
    const relay = (retention: number) => {
      stops.push(startRelay({ ministry: MINISTRY, database, outbox: outbox(), broker, retention }));
    };
    const arrived = (count: number, after = '') =>
      followUntil(log, after, (changes) => changes.length >= count);
    const stream = async () => (await broker.connected()).manager.streams;
    const stateOf = async () => (await (await stream()).info(broker.streamOf(MINISTRY))).state;
    const isEmptied = async () => {
      const { last_seq: last, messages } = await stateOf();
      return last === 3 && messages === 0; // the mark of the start and two changes
    };
    const keep = async (limits: { max_msgs: number } | { max_age: number }) =>
      (await stream()).update(broker.streamOf(MINISTRY), limits);

    /** That whoever stands there is told of a gap, whether they read or follow. */
    async function expectGap(...positions: readonly string[]): Promise<void> {
      for (const after of positions) {
        await expect(log.read(after, 10)).rejects.toThrow(GapError);
        await expect(followUntil(log, after, () => true)).rejects.toThrow(GapError);
      }
    }

    it('should tell of no gap who asks before the first message is there', async () => {
      await announce(database, 'H1');
      const name = broker.streamOf(MINISTRY);
      await (await stream()).add({ name, subjects: [`${name}.>`] });
      expect(await log.read('', 10)).toEqual({ changes: [], position: '' });
      const following = arrived(1);
      following.catch(() => {});
      await delay(200); // it has looked by then
      relay(HOUR);
      expect(householdsOf(await following)).toEqual(['H1']);
    });

    it('should tell of a gap whoever asks for what is gone by size, and give all others the rest', async () => {
      relay(HOUR);
      for (const household of ['H1', 'H2', 'H3', 'H4', 'H5']) await announce(database, household);
      const changes = await arrived(5);
      const [first, second, third, fourth] = changes.map(({ position }) => position);
      await keep({ max_msgs: 3 });
      await expectGap('', first!);
      expect((await stateOf()).messages).toBe(3);
      expect(householdsOf(await readAll(log, second))).toEqual(['H3', 'H4', 'H5']);
      expect(householdsOf(await arrived(3, second))).toEqual(['H3', 'H4', 'H5']);
      expect(householdsOf(await readAll(log, third))).toEqual(['H4', 'H5']);
      expect(householdsOf(await arrived(1, fourth))).toEqual(['H5']);
      await announce(database, 'H6'); // drives out another
      expect(householdsOf(await arrived(3, third))).toEqual(['H4', 'H5', 'H6']);
      expect(householdsOf(await arrived(2, fourth))).toEqual(['H5', 'H6']);
      await expectGap('', first!, second!);
    });

    it('should tell of a gap whoever asks for what is gone by age, also when nothing is left', async () => {
      relay(500);
      await announce(database, 'H1', 'H2');
      const announced = await followUntil(outbox(), '', (changes) => changes.length === 2);
      const [first, second] = announced.map(({ position }) => position);
      await expect.poll(isEmptied, { timeout: 20_000 }).toBe(true);
      await keep({ max_age: HOUR * 1_000_000 });
      await expectGap('', first!);
      expect(await log.end()).toBe(second);
      let isFollowing = false;
      const following = followUntil(log, second!, ({ length }) => {
        isFollowing = true;
        return length === 1;
      });
      await expect.poll(() => isFollowing, { timeout: 20_000 }).toBe(true);
      await announce(database, 'H3');
      expect(householdsOf(await following)).toEqual(['H3']);
      await expectGap('', first!);
    });

    it('should tell of a gap who is overtaken while they follow, after all that comes before it', async () => {
      relay(HOUR);
      await announce(database, 'H1');
      const households = Array.from({ length: 100 }, (_, index) => `H${index + 1}`);
      const told: (string | null)[] = [];
      const follow = async () => {
        for await (const { changes } of log.follow('', new AbortController().signal)) {
          told.push(...householdsOf(changes));
          if (told.length > 1) continue;
          for (let count = 0; count < 30; count += 1) await announce(database, ...households);
          while ((await stateOf()).last_seq < 3_000) await log.end();
          await keep({ max_msgs: 5 });
        }
      };
      await expect(follow()).rejects.toThrow(GapError);
      expect(told.length).toBeLessThan(3_000);
      const all = ['H1', ...Array.from({ length: 30 }, () => households).flat()];
      expect(told).toEqual(all.slice(0, told.length));
    });
  });
});
