import type pg from 'pg';

const PATIENCE = 10_000; // milliseconds for all of it; a server that hangs is left

/** Runs statements in one transaction, on a connection that is closed when anything fails. */
export async function inTransaction<Result>(
  pool: pg.Pool,
  run: (client: pg.ClientBase) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let isReleased = false;
  const release = (failed: boolean) => {
    if (!isReleased) client.release(failed);
    isReleased = true;
  };
  const timer = setTimeout(() => release(true), PATIENCE);
  try {
    await client.query('begin');
    const result = await run(client);
    await client.query('commit');
    release(false);
    return result;
  } catch (error) {
    release(true);
    throw error;
  } finally {
    clearTimeout(timer);
  }
}
