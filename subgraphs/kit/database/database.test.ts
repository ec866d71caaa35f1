import { eq, sql } from 'drizzle-orm';
import { bigint, date, numeric, pgTable, text, timestamp } from 'drizzle-orm/pg-core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { DatabaseUnavailableError } from './server-check.ts';
import { forEachDatabase } from './testing.ts';
import type { TestDatabase } from './testing.ts';

const settlements = pgTable('settlement', {
  id: text('id').primaryKey(),
  amount: bigint('amount', { mode: 'bigint' }).notNull(),
  area: numeric('area', { precision: 12, scale: 2 }).notNull(),
  settledOn: date('settled_on', { mode: 'string' }).notNull(),
  recordedAt: timestamp('recorded_at', { withTimezone: true, mode: 'date' }).notNull(),
});

describe('openDatabase', () => {
  forEachDatabase((createDatabase) => {
    let statements: string[];
    let database: TestDatabase;

    beforeEach(async () => {
      statements = [];
      database = await createDatabase({ onStatement: (statement) => statements.push(statement) });
    });
    afterEach(() => database.stop());

    it('should give back integers past 2^53, decimals, dates and times as they were stored', async () => {
      await database.orm.execute(
        sql`create table settlement (id text, amount bigint, area numeric(12,2), settled_on date, recorded_at timestamptz)`,
      );
      const row = {
        id: '1',
        amount: 9_007_199_254_740_993n,
        area: '3.50',
        settledOn: '2020-11-23',
        recordedAt: new Date('2020-11-23T16:00:00.123Z'),
      };
      await database.orm.insert(settlements).values(row);
      expect(await database.orm.select().from(settlements)).toEqual([row]);
    });

    it('should run its sessions in UTC under the name of the application', async () => {
      const { rows } = await database.pool.query(
        "select current_setting('TimeZone') as zone, current_setting('application_name') as application",
      );
      expect(rows).toEqual([{ zone: 'UTC', application: 'test' }]);
    });

    it('should not let a transaction idle for more than a minute', async () => {
      const { rows } = await database.pool.query('show idle_in_transaction_session_timeout');
      expect(rows).toEqual([{ idle_in_transaction_session_timeout: '1min' }]);
    });

    it('should cancel a statement that runs too long', async () => {
      const hasty = await openDatabase({ url: database.url, application: 'hasty', statementTimeout: 50 });
      await expect(hasty.pool.query('select pg_sleep(5)')).rejects.toThrow('statement timeout');
      await hasty.stop();
    });

    it('should report every statement sent, prepared ones and transactions too, and none of its own', async () => {
      await database.orm.execute(sql`create table settlement (id text)`);
      const ids = database.orm.select({ id: settlements.id }).from(settlements);
      const prepared = ids.where(eq(settlements.id, sql.placeholder('id'))).prepare('settlement_by_id');
      await prepared.execute({ id: '1' });
      await prepared.execute({ id: '2' });
      await database.orm.transaction((transaction) => transaction.execute(sql`select 1`));
      const select = 'select "id" from "settlement" where "settlement"."id" = $1';
      expect(statements.slice(1)).toEqual([select, select, 'begin', 'select 1', 'commit']);
    });

    it('should outlive the loss of an idle connection', async () => {
      const { rows } = await database.pool.query<{ pid: number }>('select pg_backend_pid() as pid');
      const other = await openDatabase({ url: database.url, application: 'other' });
      await other.pool.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
      await other.stop();
      await expect.poll(() => database.pool.totalCount).toBe(0);
      expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    });

    it('should fail a transaction whose connection is lost, and nothing else', async () => {
      const lost = database.orm.transaction(async (transaction) => {
        const { rows } = await transaction.execute<{ pid: number }>(sql`select pg_backend_pid() as pid`);
        await database.pool.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
        await new Promise((resolve) => setTimeout(resolve, 50));
        await transaction.execute(sql`select 1`);
      });
      await expect(lost).rejects.toThrow();
      expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    });

    it('should answer the queries in flight before it stops', async () => {
      const other = await openDatabase({ url: database.url, application: 'other' });
      const answer = other.pool.query('select 1 as one from pg_sleep(0.2)');
      await other.stop();
      expect((await answer).rows).toEqual([{ one: 1 }]);
    });

    it('should refuse a wrong login naming the setting and the place, and no password', async () => {
      const url = new URL(database.url);
      url.username = 'stranger';
      url.password = 'pass-phrase';
      const opened = openDatabase({ url: url.href, application: 'test', setting: 'DATABASE_URL_X' });
      const { message } = await opened.then(
        () => expect.unreachable(),
        (error: Error) => error,
      );
      expect(message).toMatch(
        /^DATABASE_URL_X \(127\.0\.0\.1:\d+\/hearth_test_\w+\) cannot be used: .*stranger/,
      );
      expect(message).not.toContain('pass-phrase');
    });
  });

  it('should name the setting when nothing listens there', async () => {
    const url = 'postgres://someone:pass-phrase@127.0.0.1:1/somewhere';
    const opened = openDatabase({ url, application: 'test', setting: 'DATABASE_URL_X' });
    await expect(opened).rejects.toThrow(DatabaseUnavailableError);
    await expect(opened).rejects.toThrow(
      'DATABASE_URL_X (127.0.0.1:1/somewhere) cannot be used: connect ECONNREFUSED',
    );
  });

  it.each(['localhost', 'mysql://root:pass-phrase@localhost/x'])(
    'should refuse %s as no URL of PostgreSQL',
    async (url) => {
      await expect(openDatabase({ url, application: 'test', setting: 'DATABASE_URL_X' })).rejects.toThrow(
        'DATABASE_URL_X is not a PostgreSQL URL; expected postgres://user:password@host:port/database',
      );
    },
  );
});
