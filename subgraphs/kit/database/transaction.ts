import type pg from 'pg';

/** Does some work in one transaction; what fails takes everything back. */
export async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.ClientBase) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    failure = error as Error; // the pool closes a connection whose state nobody knows
    throw error;
  } finally {
    client.release(failure);
  }
}
