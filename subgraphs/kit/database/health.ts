import { logOutages, type OutageLog, type Outages } from '../outages.ts';
import type { Database } from './database.ts';
import { outageOf } from './outage.ts';
import { reasonOf } from './server-check.ts';

/** Whether a database answers: DOWN covers everything but being late. */
export type DatabaseState = 'UP' | 'DOWN' | 'TIMEOUT';

/** What is known of a database, for all who ask. */
export interface DatabaseHealth {
  /** Whether it answers now, at most a second ago; never rejects, and takes 0.7 seconds at the most. */
  state(): Promise<DatabaseState>;
  /** Ends the watching. */
  stop(): void;
}

interface HealthOptions extends Outages {
  readonly database: Pick<Database, 'pool'>;
}

/** Says in the log that a database is lost, in PostgreSQL's or the system's words, and that it is back. */
export const databaseOutages = (fields: object, log?: OutageLog): Outages =>
  logOutages({
    fields,
    lost: 'the database does not answer',
    back: 'the database answers again',
    ...(log && { log }),
  });

const PATIENCE = 700; // milliseconds for its answer; a gateway waits for the ministry's for a second
const GIVEN_UP = 5_000; // milliseconds after which a connection without an answer is closed
const FRESH = 1_000; // milliseconds for which it is not asked again, however many ask
const INTERVAL = 5_000; // milliseconds between looks while nobody asks; FRESH while it is lost

/** Watches a database, with one small statement at a time however many ask; looks at once when a connection to it is lost. */
export function watchDatabase({ database: { pool }, onLost, onBack }: HealthOptions): DatabaseHealth {
  let asking: Promise<void> | undefined;
  let known: DatabaseState = 'UP';
  let askedAt = -Infinity;
  let isStopped = false;
  let timer: NodeJS.Timeout | undefined;

  const learn = (state: DatabaseState, reason = ''): void => {
    if (isStopped) return;
    known = state;
    if (state === 'UP') onBack();
    else onLost(reason);
  };
  /** Resolves when it has answered, or was given up. */
  const ask = (): Promise<void> => {
    askedAt = performance.now();
    const statement = { text: 'select 1', query_timeout: GIVEN_UP };
    return (asking ??= pool
      .query(statement)
      .then(
        () => learn('UP'),
        (error: Error) => learn(outageOf(error) ?? 'DOWN', reasonOf(error)),
      )
      .finally(() => (asking = undefined)));
  };
  const look = async (): Promise<DatabaseState> => {
    let late: NodeJS.Timeout | undefined;
    const tooLate = new Promise<void>((resolve) => {
      late = setTimeout(() => resolve(learn('TIMEOUT', `No answer in ${PATIENCE} ms.`)), PATIENCE);
    });
    await Promise.race([ask(), tooLate]);
    clearTimeout(late);
    return known;
  };
  const schedule = (): void => {
    if (isStopped) return;
    timer = setTimeout(() => void look().then(schedule), known === 'UP' ? INTERVAL : FRESH).unref();
  };
  const onConnectionLost = () => void look();

  pool.on('error', onConnectionLost);
  schedule();
  return {
    state: () => (performance.now() - askedAt < FRESH && !asking ? Promise.resolve(known) : look()),
    stop() {
      isStopped = true;
      clearTimeout(timer);
      pool.off('error', onConnectionLost);
    },
  };
}
