import type pg from 'pg';
import { regionsSetting } from '../database/regions-setting.ts';

/** Sends statements as a connection does. */
export interface Snapshot {
  query(statement: pg.QueryConfig, values?: unknown[]): Promise<pg.QueryResult>;
}

/** PostgreSQL refuses statements in a transaction after one of them failed. */
const ABORTED = '25P02';

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
      return await inTurn(transaction, (client) => client.query(statement, values));
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
      try {
        return await send(statement, values);
      } catch (error) {
        if ((error as { code?: unknown }).code !== ABORTED) throw error;
        return send(statement, values); // it was another statement that failed
      }
    },
  };
}

interface Transaction {
  /** Resolves with the connection when what was sent over it is answered. */
  turn: Promise<pg.PoolClient>;
  /** Statements that are not answered yet. */
  pending: number;
  ended: boolean;
}

const begin = (pool: pg.Pool, regions: readonly string[]): Transaction => ({
  turn: connect(pool, regions),
  pending: 0,
  ended: false,
});

async function connect(pool: pg.Pool, regions: readonly string[]): Promise<pg.PoolClient> {
  const client = await pool.connect();
  try {
    // One message: a transaction alone holds the setting, since the next user of the connection may see other regions.
    await client.query(
      `begin isolation level repeatable read read only; set local hearth.regions = '${regionsSetting(regions)}'`,
    );
    return client;
  } catch (error) {
    client.release(error as Error);
    throw error;
  }
}

/** A connection takes one statement at a time. */
function inTurn<Answer>(
  transaction: Transaction,
  send: (client: pg.PoolClient) => Promise<Answer>,
): Promise<Answer> {
  const connected = transaction.turn;
  const answer = connected.then(send);
  transaction.turn = answer.then(
    () => connected,
    () => connected,
  );
  transaction.turn.catch(() => {}); // without a connection each statement is told by its own answer
  return answer;
}

/** Gives the connection back; one whose transaction cannot be ended is closed. */
function end(transaction: Transaction): void {
  transaction.ended = true;
  transaction.turn
    .then((client) =>
      client.query('commit').then(
        () => client.release(),
        (error: Error) => client.release(error),
      ),
    )
    .catch(() => {}); // there was no connection, as the statements were told
}
