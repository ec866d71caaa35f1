import { setImmediate as nextTurn } from 'node:timers/promises';
import pg from 'pg';
import { describe, expect, it, onTestFinished } from 'vitest';
import { findFreePort } from '../database/port.ts';
import { openSnapshot } from './snapshot.ts';

describe('a snapshot', () => {
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
});
