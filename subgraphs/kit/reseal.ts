import type pg from 'pg';
import type { Database } from './database/database.ts';
import { open, seal } from './sealing.ts';
import { citizenIdKeysOf, type Secrets } from './secrets.ts';

/** What every column of sealed texts is called, in every ministry. */
const SEALED = 'sealed\\_%';

const BATCH = 500; // rows that one transaction seals again

/**
 * Seals again with the present key what a former one has sealed, in all tables of a ministry's database. Others may read
 * and write meanwhile; what is broken off goes on where it was.
 * @returns how many texts were sealed again
 * @throws SealError when a text bears the id of none of the keys
 */
export async function resealAll(database: Pick<Database, 'pool'>, secrets: Secrets): Promise<number> {
  const { rows } = await database.pool.query<SealedColumn>(
    `select table_name as "table", column_name as "column" from information_schema.columns
      where table_schema = current_schema() and column_name like $1 order by 1, 2`,
    [SEALED],
  );
  let count = 0;
  for (const column of rows) {
    for (let more = BATCH; more === BATCH; count += more) more = await resealBatch(database, column, secrets);
  }
  return count;
}

interface SealedColumn {
  readonly table: string;
  readonly column: string;
}

interface SealedText {
  /** Where the row stands while it is locked. */
  readonly place: string;
  readonly sealed: string;
}

async function resealBatch(
  { pool }: Pick<Database, 'pool'>,
  column: SealedColumn,
  secrets: Secrets,
): Promise<number> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    const count = await resealLocked(client, column, secrets);
    await client.query('commit');
    client.release();
    return count;
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
}

async function resealLocked(
  client: pg.PoolClient,
  { table: tableName, column: columnName }: SealedColumn,
  secrets: Secrets,
): Promise<number> {
  const [table, column] = [client.escapeIdentifier(tableName), client.escapeIdentifier(columnName)];
  const { rows } = await client.query<SealedText>(
    `select ctid::text as place, ${column} as sealed from ${table}
      where not starts_with(${column}, $1) limit ${BATCH} for update`,
    [`${secrets.citizenIdKey.id}.`],
  );
  const texts = rows.map(({ sealed }) =>
    seal(open(sealed, ...citizenIdKeysOf(secrets)), secrets.citizenIdKey),
  );
  await client.query(
    `update ${table} set ${column} = fresh.sealed
      from unnest($1::tid[], $2::text[]) as fresh (place, sealed) where ${table}.ctid = fresh.place`,
    [rows.map(({ place }) => place), texts],
  );
  return rows.length;
}
