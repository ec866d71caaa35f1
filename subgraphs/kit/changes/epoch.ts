import type pg from 'pg';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import { hasCode } from '../private-file.ts';
import { writePosition } from './position.ts';

/**
 * Begins a new epoch when the database's transactions are counted anew: it was restored, or another server took over. Entries of the
 * register are put behind one another in their own order; events are deleted, since nobody can tell any more which of them a reader has
 * seen. Epochs are seconds since 1970, so that two restores of one backup differ.
 */
export async function renewEpoch({ pool }: Pick<Database, 'pool'>): Promise<void> {
  const cluster = await clusterOf(pool);
  const { rows } = await pool.query<{ cluster: string }>('select cluster from change_log');
  if (rows[0]!.cluster !== cluster) await inTransaction(pool, (client) => beginEpoch(client, cluster));
}

async function beginEpoch(client: pg.ClientBase, cluster: string): Promise<void> {
  const { rows: before } = await client.query<{ cluster: string }>(
    'select cluster from change_log for update',
  );
  if (before[0]!.cluster === cluster) return; // another process was first
  const { rows } = await client.query<{ epoch: string; txid: string }>(
    `update change_log set cluster = $1, relayed = '', epoch = greatest(epoch + 1, extract(epoch from now())::bigint)
      returning epoch::text, pg_current_xact_id()::text as txid`,
    [cluster],
  );
  if (before[0]!.cluster === '') return; // it was never open, so nobody has read of it
  await client.query('delete from changes where entity is null');
  await client.query('update changes set txid = pg_current_xact_id() where entity is not null');
  await client.query('update change_log set trimmed = $1', [writePosition({ ...rows[0]!, seq: '0' })]);
}

/** Who counts the transactions: server, timeline and database. */
async function clusterOf(pool: pg.Pool): Promise<string> {
  try {
    return await readText(pool, `${PLACE}, system_identifier) as text from database, pg_control_system()`);
  } catch (error) {
    if (!hasCode(error as Error, '42501')) throw error;
    return readText(pool, `${PLACE}, made_by) as text from database`);
  }
}

const PLACE = `with database as (select oid, xmin as made_by from pg_database where datname = current_database())
  select concat_ws('/', oid, left(pg_walfile_name(pg_current_wal_lsn()), 8)`;

async function readText(pool: pg.Pool, statement: string): Promise<string> {
  const { rows } = await pool.query<{ text: string }>(statement);
  return rows[0]!.text;
}
