import { beforeEach, afterEach, describe, expect, it } from 'vitest';
import { forEachDatabase, type TestDatabase } from '../database/testing.ts';
import { announce as announceEntries, registerFeed, type RegisterChange } from '../register-changes.ts';
import { GapError } from './change-log.ts';
import { renewEpoch } from './epoch.ts';
import { announce, followUntil, householdsOf, migrations, readAll, settle } from './logs.testing.ts';
import { OutboxLog } from './outbox-log.ts';
import { trimEntries, trimEvents } from './retention.ts';
import { eventView } from './view.ts';

const HOUR = 3_600_000; // milliseconds

forEachDatabase((createDatabase) => {
  describe('the retention of a change log', () => {
    let database: TestDatabase;
    beforeEach(async () => {
      database = await createDatabase({ migrations });
      await renewEpoch(database);
      await settle(database, 10);
    });
    afterEach(() => database.stop());

    const outbox = () => new OutboxLog({ database, ministry: 'health', view: eventView });
    const arrived = (count: number) => followUntil(outbox(), '', (changes) => changes.length >= count);
    const age = (where: string) =>
      database.pool.query(`update changes set at = now() - interval '2 hours' where ${where}`);
    /** Trims until nothing is left to trim; open transactions elsewhere may hold rows back for a while. */
    const trimmed = async (trim: () => Promise<number>, count: number) => {
      for (let done = 0; done < count;) done += await trim();
      expect(await trim()).toBe(0);
    };

    it('should tell of a gap whoever asks for what it deleted, and give all others the rest', async () => {
      await announce(database, 'H1', 'H2');
      await announce(database, 'H3');
      const [first, second] = await arrived(3);
      await age(`household in ('H1', 'H2')`);
      await trimmed(() => trimEvents({ database, retention: HOUR, isRelayed: false }), 2);
      for (const after of ['', first!.position]) {
        await expect(outbox().read(after, 1)).rejects.toThrow(GapError);
        const following = followUntil(outbox(), after, () => true);
        await expect(following).rejects.toThrow(GapError);
      }
      expect(householdsOf(await readAll(outbox(), second!.position))).toEqual(['H3']);
    });

    it('should delete nothing that the broker does not have yet', async () => {
      await announce(database, 'H1');
      await announce(database, 'H2');
      const [first] = await arrived(2);
      await age('true');
      const trim = () => trimEvents({ database, retention: HOUR, isRelayed: true });
      expect(await trim()).toBe(0);
      await database.pool.query('update change_log set relayed = $1', [first!.position]);
      await trimmed(trim, 1);
      expect(householdsOf(await readAll(outbox(), first!.position))).toEqual(['H2']);
    });

    it('should keep of the register the newest entry of each key, whatever its age', async () => {
      const home = (id: string, regionCode: string): RegisterChange => ({
        entity: 'HOUSEHOLD',
        id,
        regionCode,
        current: true,
      });
      const client = await database.pool.connect();
      for (const change of [home('H1', '53'), home('H1', '54'), home('H2', '53'), home('H1', '55')])
        await announceEntries(client, [change]);
      client.release();
      await age('true');
      await trimmed(() => trimEntries({ database, retention: HOUR }), 2);
      const entries = await readAll(registerFeed(database));
      expect(entries.map(({ change }) => change)).toEqual([home('H2', '53'), home('H1', '55')]);
    });
  });
});
