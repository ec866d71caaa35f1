import { setTimeout as pause } from 'node:timers/promises';
import { codedError } from '@hearth/schema/protocol/errors.ts';
import type pg from 'pg';

/** PostgreSQL gave up one of several transactions that came in each other's way: a failed serialization, a deadlock. */
const IN_THE_WAY = new Set(['40001', '40P01']);

const ATTEMPTS = 10;
const SHORTEST_PAUSE = 4; // milliseconds, doubled with each attempt

/**
 * Runs a transaction as if no other ran beside it, again when it was in another's way, and ends it: committed, or undone when
 * `run` rejects.
 * @throws CONTENDED when it still was after ten attempts; nothing is written then
 */
export async function serializable<Result>(
  pool: pg.Pool,
  run: (client: pg.PoolClient) => Promise<Result>,
): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await once(pool, run);
    } catch (error) {
      if (!isInTheWay(error)) throw error;
      if (attempt === ATTEMPTS) {
        throw codedError('CONTENDED', `Others wrote the same records in each of ${ATTEMPTS} attempts.`, {
          originalError: error as Error,
        });
      }
      await pause(Math.random() * SHORTEST_PAUSE * 2 ** attempt);
    }
  }
}

async function once<Result>(pool: pg.Pool, run: (client: pg.PoolClient) => Promise<Result>): Promise<Result> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query('begin isolation level serializable');
    const result = await run(client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((broken: Error) => (failure = broken));
    throw error;
  } finally {
    client.release(failure);
  }
}

/** drizzle wraps what PostgreSQL said. */
function isInTheWay(error: unknown): boolean {
  const { code, cause } = error as { code?: unknown; cause?: { code?: unknown } };
  return [code, cause?.code].some((each) => IN_THE_WAY.has(String(each)));
}
