import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../database/database.ts';
import { forEachDatabase, type TestDatabase } from '../database/testing.ts';
import { LOG_START } from '@hearth/schema/protocol/change.ts';
import { migrations } from './logs.testing.ts';
import { OutboxLog } from './outbox-log.ts';
import { registerView } from './view.ts';

forEachDatabase((createDatabase) => {
  describe('a connection that has followed a log from its beginning', () => {
    let tables: TestDatabase;
    let database: Database;
    beforeAll(async () => {
      tables = await createDatabase({ migrations });
      database = await openDatabase({
        url: tables.url,
        application: 'log',
        maxConnections: 1,
        seesEverybody: true,
      });
    });
    afterAll(async () => {
      await database?.stop();
      await tables?.stop();
    });

    /** How often the whole table was read. */
    const scans = async () => {
      await database.pool.query('select pg_stat_force_next_flush()');
      const { rows } = await database.pool.query<{ scans: string }>(
        "select seq_scan as scans from pg_stat_user_tables where relname = 'changes'",
      );
      return Number(rows[0]!.scans);
    };

    it('goes on reading what is new by an index when the table has grown', async () => {
      const log = new OutboxLog({ database, ministry: 'poverty-relief', view: registerView });
      let position = LOG_START;
      for (let round = 0; round < 12; round += 1) {
        await tables.pool.query(
          `insert into changes (entity, key, state)
            select 'PERSON', 'P' || number, jsonb_build_object('id', 'P' || number, 'nameHash', repeat('x', 60))
              from generate_series($1::int, $1 + 999) as number`,
          [round * 1_000],
        );
        for (let look = 0; look < 3; look += 1) ({ position } = await log.read(position, 1_000));
      }
      expect(await scans()).toBe(0);
    });
  });
});
