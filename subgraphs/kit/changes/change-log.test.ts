import { setTimeout as delay } from 'node:timers/promises';
import type { LoggedChange } from '@hearth/schema/protocol/change.ts';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { forEachDatabase, type TestDatabase } from '../database/testing.ts';
import { GapError, type ChangeLog } from './change-log.ts';
import { carriers, type Carried } from './carriers.testing.ts';
import { renewEpoch } from './epoch.ts';
import {
  announce,
  announceIn,
  followUntil,
  householdsOf,
  migrations,
  readAll,
  settle,
} from './logs.testing.ts';

forEachDatabase((createDatabase) => {
  describe.each(carriers())('a change log by $name', ({ carry, isRemote }) => {
    let database: TestDatabase;
    let carried: Carried;
    let log: ChangeLog;
    beforeEach(async () => {
      database = await createDatabase({ migrations, maxConnections: 20 });
      await renewEpoch(database);
      await settle(database, 100);
      carried = await carry(database);
      ({ log } = carried);
    });
    afterEach(async () => {
      await carried.stop();
      await database.stop();
    });

    /** Waits until the log has so many changes. */
    const arrived = (count: number, after = '') =>
      followUntil(log, after, (changes) => changes.length >= count);

    it('should give each change once, in the order of the commits, with what was announced', async () => {
      await announce(database, 'H1', 'H2');
      await announce(database, 'H3');
      const changes = await arrived(3);
      expect(householdsOf(changes)).toEqual(['H1', 'H2', 'H3']);
      expect(changes[0]).toEqual({
        id: expect.stringMatching(/^[\da-f-]{36}$/),
        ministry: 'health',
        kind: 'RECORDS_IMPORTED',
        household: 'H1',
        region: '530625001001',
        persons: [],
        at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
        position: expect.any(String),
      });
      const positions = changes.map(({ position }) => position);
      expect(positions).toEqual(positions.toSorted());
      expect(await readAll(log)).toEqual(changes);
    });

    it('should give a change that concerns no household, between those that do', async () => {
      await announce(database, 'H1', null, 'H2');
      const changes = await arrived(3);
      expect(householdsOf(changes)).toEqual(['H1', null, 'H2']);
      expect(changes[1]).toMatchObject({ kind: 'RECORDS_IMPORTED', region: null, persons: [] });
    });

    it('should go on after any position', async () => {
      await announce(database, 'H1', 'H2');
      await announce(database, 'H3', 'H4');
      const changes = await arrived(4);
      for (const [index, { position }] of changes.entries()) {
        const rest = changes.slice(index + 1);
        expect(await readAll(log, position)).toEqual(rest);
        expect(await followUntil(log, position, (come) => come.length >= rest.length)).toEqual(rest);
      }
    });

    it('should neither pass nor lose what was announced first and is committed last', async () => {
      const slow = await database.pool.connect();
      await slow.query('begin');
      await announceIn(slow, 'H1');
      await announce(database, 'H2');
      const early = await followUntil(log, '', () => true);
      expect(early).toEqual([]);
      await slow.query('commit');
      slow.release();
      expect(householdsOf(await arrived(2))).toEqual(['H1', 'H2']);
    });

    it('should tell nothing while it is behind, for a change that is committed is held back', async () => {
      const open = await database.pool.connect();
      await open.query('begin');
      await open.query('select pg_current_xact_id()');
      await announce(database, 'H1');
      const pages: number[] = [];
      const following = followUntil(log, '', (changes, page) => {
        pages.push(page.changes.length);
        return changes.length === 1;
      });
      await delay(4_000);
      await open.query('commit');
      open.release();
      expect(householdsOf(await following)).toEqual(['H1']);
      expect(pages.filter((count) => count === 0).length).toBeLessThanOrEqual(2);
    });

    it('should tell while nothing happens up to where it is whole', async () => {
      await announce(database, 'H1');
      const [change] = await arrived(1);
      const pages: number[] = [];
      await followUntil(log, change!.position, (_, page) => {
        expect(page.position >= change!.position).toBe(true);
        return pages.push(page.changes.length) === 3;
      });
      expect(pages).toEqual([0, 0, 0]);
    });

    it('should say where it ends, and go on from there', async () => {
      await announce(database, 'H1');
      await arrived(1);
      const end = await log.end();
      await announce(database, 'H2');
      expect(householdsOf(await arrived(1, end))).toEqual(['H2']);
    });

    it('should give out no place past its last change, for a crash may take back the numbers of other transactions', async () => {
      await announce(database, 'H1');
      const [change] = await arrived(1);
      const client = await database.pool.connect();
      for (let left = 3; left > 0; left -= 1) {
        await client.query('begin');
        await announceIn(client, 'H2');
        await client.query('rollback');
      }
      client.release();
      const given: string[] = [];
      await followUntil(log, change!.position, (_, page) => given.push(page.position) === 2);
      expect([...given, await log.end()]).toEqual(Array(3).fill(change!.position));
    });

    it('should end when it is told to', async () => {
      const controller = new AbortController();
      const pages = log.follow('', controller.signal)[Symbol.asyncIterator]();
      await pages.next();
      controller.abort();
      for (let left = 10; left > 0; left -= 1) if ((await pages.next()).done) return;
      expect.fail('It goes on.');
    });

    it.runIf(isRemote)('should go on where it was when what carries it ends in the middle', async () => {
      await announce(database, 'H1');
      const seen: (string | null)[] = [];
      let restarts = 0;
      await followUntil(log, '', (changes, page) => {
        seen.push(...householdsOf(page.changes));
        if (changes.length > restarts && restarts < 3) {
          restarts += 1;
          void carried.restart().then(() => announce(database, `H${changes.length + 1}`));
        }
        return changes.length === 4;
      });
      expect(seen).toEqual(['H1', 'H2', 'H3', 'H4']);
    });

    it('should give what many transactions commit at once exactly once, whoever rolls back or waits', async () => {
      await fc.assert(
        fc.asyncProperty(histories, async (history) => {
          const start = await log.end();
          const committed = run(database, history);
          const following = [1, 2].map(() => followUntil(log, start, isLast));
          const expected = [...(await committed)].toSorted();
          await announce(database, LAST);
          const readers = await Promise.all(following);
          for (const changes of readers) {
            expect(changes).toEqual(readers[0]);
            expect(householdsOf(changes).toSorted()).toEqual([...expected, LAST].toSorted());
            const positions = changes.map(({ position }) => position);
            expect(positions).toEqual([...new Set(positions)].toSorted());
          }
        }),
        { numRuns: 4 },
      );
    });

    it('should refuse a position that no log has given out', async () => {
      await expect(log.read('yesterday', 1)).rejects.toThrow(RangeError);
    });

    it('should tell of a gap after a restore to another cluster', async () => {
      await announce(database, 'H1');
      const [change] = await arrived(1);
      await database.pool.query(`update change_log set cluster = 'another'`);
      await renewEpoch(database);
      await announce(database, 'H2');
      await carried.settled();
      await expect(log.read(change!.position, 1)).rejects.toThrow(GapError);
      await expect(arrived(1, change!.position)).rejects.toThrow(GapError);
      await expect(readAll(log)).rejects.toThrow(GapError);
      expect(householdsOf(await readAll(log, await trimmedTo(database)))).toEqual(['H2']);
    });
  });
});

/** What one connection does: transactions of some announcements, each after a while, committed or not. */
const transaction = fc.record({
  wait: fc.nat(8), // milliseconds
  announcements: fc.integer({ min: 1, max: 4 }),
  commits: fc.boolean(),
});
const histories = fc.array(fc.array(transaction, { minLength: 1, maxLength: 8 }), {
  minLength: 2,
  maxLength: 8,
});
type Histories = typeof histories extends fc.Arbitrary<infer Value> ? Value : never;

/** The household that is announced when everything else is over. */
const LAST = 'H100';
const isLast = (changes: readonly LoggedChange[]) => changes.at(-1)?.household === LAST;

/** Lets every connection do its part at the same time. @returns the households whose announcement was committed */
async function run({ pool }: TestDatabase, history: Histories): Promise<string[]> {
  const parts = history.map(async (transactions, connection) => {
    const committed: string[] = [];
    const client = await pool.connect();
    for (const { wait, announcements, commits } of transactions) {
      const households = Array.from(
        { length: announcements },
        (_, index) => `H${connection * 10 + index + 1}`,
      );
      await client.query('begin');
      for (const household of households) {
        await announceIn(client, household);
        await delay(wait);
      }
      await client.query(commits ? 'commit' : 'rollback');
      if (commits) committed.push(...households);
    }
    client.release();
    return committed;
  });
  return (await Promise.all(parts)).flat();
}

async function trimmedTo({ pool }: TestDatabase): Promise<string> {
  return (await pool.query<{ trimmed: string }>('select trimmed from change_log')).rows[0]!.trimmed;
}
