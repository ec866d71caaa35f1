import { setImmediate as nextTurn } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { findFreePort } from '../database/port.ts';
import { testDatabase } from '../database/testing.ts';
import { openSnapshot } from './snapshot.ts';

describe('a snapshot', () => {
  afterEach(() => void vi.restoreAllMocks());

  it('tells each statement that the server is gone, and nobody else: the process lives on', async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => void unhandled.push(reason);
    process.on('unhandledRejection', note);
    onTestFinished(() => void process.off('unhandledRejection', note));
    const pool = new pg.Pool({ host: '127.0.0.1', port: await findFreePort() });
    const snapshot = openSnapshot(pool, ['']);
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await expect(snapshot.query({ text: 'select 1' })).rejects.toThrow('ECONNREFUSED');
      await nextTurn();
    }
    expect(unhandled).toEqual([]);
    await pool.end();
  });

  it('sends what is asked together without waiting for answers, and answers each', async () => {
    const { pool } = await database();
    const sent = vi.spyOn(pg.Query.prototype, 'submit');
    const snapshot = openSnapshot(pool, ['']);
    const asked = [1, 2, 3].map((number) => snapshot.query({ text: `select ${number} as number` }));
    const sentBefore = asked[0]!.then(() => sent.mock.calls.length);
    expect((await Promise.all(asked)).map(({ rows }) => rows[0].number)).toEqual([1, 2, 3]);
    expect(await sentBefore).toBe(4); // the beginning, and all of them before the first was answered
  });

  it('answers what was asked beside a statement that failed', async () => {
    const snapshot = openSnapshot((await database()).pool, ['']);
    const [before, failed, after] = await Promise.allSettled(
      ['select 1 as number', 'select 1 / 0', 'select 2 as number'].map((text) => snapshot.query({ text })),
    );
    expect(failed).toMatchObject({ status: 'rejected', reason: { code: '22012' } });
    for (const each of [before, after]) expect(each).toMatchObject({ status: 'fulfilled' });
  });

  it('answers nothing outside of its transaction, and closes the connection', async () => {
    const { pool } = await database();
    const client = await pool.connect();
    const { query } = client;
    client.query = ((statement: string | pg.QueryConfig) =>
      Reflect.apply(query, client, [
        typeof statement === 'string' && statement.startsWith('begin') ? 'no statement' : statement,
      ])) as typeof query;
    client.release();
    const snapshot = openSnapshot(pool, ['']);
    await expect(snapshot.query({ text: 'select 1' })).rejects.toThrow('syntax error');
    await expect.poll(() => pool.totalCount).toBe(0);
  });
});

async function database() {
  const opened = await testDatabase();
  onTestFinished(() => opened.stop());
  return opened;
}
