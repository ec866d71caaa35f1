import type { Database } from '../database/database.ts';

/** The row of a query's result that has this place in it, from 0. The query names its order. */
export async function rowAt<Row extends object>(
  { pool }: Pick<Database, 'pool'>,
  query: string,
  place: number,
): Promise<Row> {
  const { rows } = await pool.query<Row>(`${query} limit 1 offset $1`, [place]);
  const [row] = rows;
  if (row === undefined) throw new RangeError(`There are not ${place + 1} rows of: ${query}`);
  return row;
}

/** The number of a person of the sample, another one for each place. */
export const personAt = async (database: Pick<Database, 'pool'>, place: number): Promise<string> =>
  (await rowAt<{ id: string }>(database, 'select id from register_persons order by id', place)).id;
