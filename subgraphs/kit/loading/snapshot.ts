import type pg from 'pg';
import { regionsSetting } from '../database/regions-setting.ts';

/** Sends statements as a connection does. */
export interface Snapshot {
  query(statement: pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult>;
}

/** PostgreSQL refuses statements in a transaction after one of them failed. */
const ABORTED = '25P02';

/** Failures of other statements that one is sent again after. Each of them ends with its own error: there are no more than they. */
const MOST_FAILURES = 100;

/**
 * Reads the database as it is at one moment, and of households and people only those who live in regions with one of the
 * prefixes: one transaction holds whatever is asked before everything is answered, and ends by itself. What is asked later,
 * or after a statement failed, is answered in a next one.
 */
export function openSnapshot(pool: pg.Pool, regions: readonly string[]): Snapshot {
  let current: Transaction | undefined;
  const send = async (statement: pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult> => {
    const transaction = (current ??= begin(pool, regions));
    transaction.pending += 1;
    try {
      const { client, begun } = await transaction.connected;
      const answer = await client.query(statement, values);
      await begun; // outside of its transaction it would have seen nobody
      return answer;
    } catch (error) {
      if (current === transaction) current = undefined;
      throw error;
    } finally {
      transaction.pending -= 1;
      if (transaction.pending === 0) setImmediate(endIfIdle, transaction);
    }
  };
  const endIfIdle = (transaction: Transaction) => {
    if (transaction.pending > 0 || transaction.ended) return;
    if (current === transaction) current = undefined;
    end(transaction);
  };
  return {
    async query(statement, values) {
      for (let failures = 0; ; failures += 1) {
        try {
          return await send(statement, values);
        } catch (error) {
          const isOfAnother = (error as { code?: unknown }).code === ABORTED;
          if (!isOfAnother || failures === MOST_FAILURES) throw error;
        }
      }
    },
  };
}

interface Connected {
  readonly client: pg.PoolClient;
  /** Rejects when what was sent after the beginning is in no transaction. */
  readonly begun: Promise<unknown>;
}

interface Transaction {
  /** Resolves when its beginning is on its way: what is sent from then on comes after it. */
  readonly connected: Promise<Connected>;
  /** Statements that are not answered yet. */
  pending: number;
  ended: boolean;
}

function begin(pool: pg.Pool, regions: readonly string[]): Transaction {
  const connected = connect(pool, regions);
  connected.catch(() => {}); // without a connection each statement is told by its own answer
  return { connected, pending: 0, ended: false };
}

async function connect(pool: pg.Pool, regions: readonly string[]): Promise<Connected> {
  const client = await pool.connect();
  // One message: a transaction alone holds the setting, since the next user of the connection may see other regions.
  const begun = client.query(
    `begin isolation level repeatable read read only; set local hearth.regions = '${regionsSetting(regions)}'`,
  );
  begun.catch(() => {}); // each statement is told
  return { client, begun };
}

/** Gives the connection back; one whose transaction has not begun or cannot be ended is closed. */
function end(transaction: Transaction): void {
  transaction.ended = true;
  transaction.connected
    .then(({ client, begun }) =>
      Promise.all([begun, client.query('commit')]).then(
        () => client.release(),
        (error: Error) => client.release(error),
      ),
    )
    .catch(() => {}); // there was no connection, as the statements were told
}
