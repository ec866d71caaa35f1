import type pg from 'pg';
import type { Position } from '@hearth/schema/protocol/change.ts';
import type { MinistryName } from '@hearth/schema/subgraphs.ts';
import type { Database } from '../database/database.ts';
import { inTransaction } from '../database/transaction.ts';
import { log } from '../log.ts';
import { later, readPosition, writePosition } from './position.ts';

interface RetentionOptions {
  readonly database: Pick<Database, 'pool'>;
  /** How long a change is kept, in milliseconds. */
  readonly retention: number;
  /** Whether changes go to a broker: then none is deleted that was not sent. */
  readonly isRelayed: boolean;
}

/** Any number that nothing else here locks. */
const LOCK = 4_155_826;

const BATCH_SIZE = 5_000; // rows of one transaction, so that nobody waits long for it
const INTERVAL = 60_000; // milliseconds

/** Deletes now and then what is kept long enough. @returns what ends that and resolves when it has ended */
export function startRetention(
  options: RetentionOptions & { readonly ministry: MinistryName },
): () => Promise<void> {
  let running = Promise.resolve();
  const timer = setInterval(() => {
    running = running
      .then(() => trimAll(options))
      .catch((error: Error) => {
        log.warn({ ministry: options.ministry, error: error.name }, 'the change log could not be trimmed');
      });
  }, INTERVAL);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await running;
  };
}

async function trimAll(options: RetentionOptions): Promise<void> {
  while ((await trimEvents(options)) === BATCH_SIZE);
  while ((await trimEntries(options)) === BATCH_SIZE);
}

/**
 * Deletes the oldest events that are kept long enough, one batch, and writes down up to where: whoever asks for them is told of the gap.
 * @returns how many
 */
export function trimEvents({ database, retention, isRelayed }: RetentionOptions): Promise<number> {
  return inTransaction(database.pool, async (client) => {
    if (!(await isAlone(client))) return 0;
    const { rows } = await client.query<{
      txid: string;
      seq: string;
      epoch: string;
      trimmed: Position;
      relayed: Position;
    }>(OLDEST, [BATCH_SIZE, retention]);
    const sent = isRelayed ? readPosition(rows[0]?.relayed ?? '') : null;
    const old = rows.filter(({ txid, seq }) => !sent || isUpTo({ txid, seq }, sent));
    const last = old.at(-1);
    if (!last) return 0;
    const { txid, seq, trimmed } = last;
    await client.query(`delete from changes where entity is null and (txid, seq) <= ($1::xid8, $2::bigint)`, [
      txid,
      seq,
    ]);
    await client.query('update change_log set trimmed = $1', [later(trimmed, writePosition(last))]);
    return old.length;
  });
}

type Numbers = Readonly<Record<'txid' | 'seq', string>>;

const isUpTo = (one: Numbers, other: Numbers): boolean =>
  one.txid === other.txid ? BigInt(one.seq) <= BigInt(other.seq) : BigInt(one.txid) < BigInt(other.txid);

/** Deletes entries that newer ones of the same key have superseded, one batch of those that are kept long enough. @returns how many */
export function trimEntries({
  database,
  retention,
}: Pick<RetentionOptions, 'database' | 'retention'>): Promise<number> {
  return inTransaction(database.pool, async (client) => {
    if (!(await isAlone(client))) return 0;
    return (await client.query(SUPERSEDED, [BATCH_SIZE, retention])).rowCount ?? 0;
  });
}

async function isAlone(client: pg.ClientBase): Promise<boolean> {
  const { rows } = await client.query<{ locked: boolean }>(
    `select pg_try_advisory_xact_lock(${LOCK}) as locked`,
  );
  return rows[0]!.locked;
}

const IS_OLD = `at < now() - $2 * interval '1 millisecond'`;

/** The first events in the order of the log, as far as they are old. */
const OLDEST = `
  select txid::text, seq::text, epoch::text, trimmed, relayed from change_log, lateral (
    select txid, seq, at from changes where entity is null and txid < pg_snapshot_xmin(pg_current_snapshot())
      order by txid, seq limit $1
  ) as oldest
  where ${IS_OLD} order by oldest.txid, oldest.seq`;

const SUPERSEDED = `
  delete from changes where seq in (
    select held.seq from changes as held
      where held.entity is not null and held.${IS_OLD} and held.txid < pg_snapshot_xmin(pg_current_snapshot())
        and exists (select from changes as newer
          where newer.entity = held.entity and newer.key = held.key and newer.seq > held.seq
            and newer.txid < pg_snapshot_xmin(pg_current_snapshot()))
      limit $1)`;
