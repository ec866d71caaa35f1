import { drizzle } from 'drizzle-orm/node-postgres';
import type { NodePgDatabase } from 'drizzle-orm/node-postgres';
import pg from 'pg';
import { REGIONS_SETTING, regionsSetting } from './regions-setting.ts';
import { checkServer } from './server-check.ts';

/** An open database: drizzle's query builder and the pool beneath it. */
export interface Database {
  readonly orm: NodePgDatabase;
  readonly pool: pg.Pool;
  /** Resolves when every query in flight is answered and every connection is closed. */
  stop(): Promise<void>;
}

export interface DatabaseOptions {
  /** `postgres://user:password@host:port/database`. */
  readonly url: string;
  /** Shown in `pg_stat_activity` beside each connection. */
  readonly application: string;
  /** The setting that the URL came from; errors name it. */
  readonly setting?: string | undefined;
  /** 10 unless told. */
  readonly maxConnections?: number | undefined;
  /** A statement that runs longer is cancelled; milliseconds, 30 seconds unless told, 0 for no limit. */
  readonly statementTimeout?: number | undefined;
  /**
   * Whether its sessions see rows about households and persons at all: for the ministry's own work, as imports and
   * migrations. False unless told; a request's transaction says what it may see.
   */
  readonly seesEverybody?: boolean | undefined;
  /** Called with the text of every statement sent, prepared ones and `begin` and `commit` too. */
  readonly onStatement?: ((text: string) => void) | undefined;
}

/** Milliseconds. An open transaction holds back every reader of the change log, so it may not idle for long. */
const IDLE_IN_TRANSACTION_TIMEOUT = 60_000;

const CONNECTION_TIMEOUT = 10_000; // milliseconds

/** Milliseconds after a statement's time in which the server has to say so; then it is silent, and the connection is closed. */
const SILENCE = 5_000;

/**
 * Opens a pool of connections whose sessions run in UTC.
 * @throws DatabaseUnavailableError when nothing answers there, or it is older than PostgreSQL 15
 */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const { url, application, setting, maxConnections = 10, statementTimeout = 30_000, onStatement } = options;
  await checkServer({ url, setting });
  const pool = new pg.Pool({
    connectionString: withOptions(url, options),
    application_name: application,
    max: maxConnections,
    connectionTimeoutMillis: CONNECTION_TIMEOUT,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_TIMEOUT,
    statement_timeout: statementTimeout,
    ...(statementTimeout > 0 && { query_timeout: statementTimeout + SILENCE }),
    pipeline: true, // whoever needs an answer before the next statement awaits it; all others share the way to the server
    ...(onStatement && { Client: observedClient(onStatement) }),
  });
  // A lost connection fails its query and is replaced; without listeners it would end the process as well.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  return { orm: drizzle(pool), pool, stop: () => pool.end() };
}

/**
 * Adds the session's settings to the URL's start-up options, so that they cost no statement of their own. No statement of ours runs so long
 * that compiling it pays, and plans that are not for one request's values are thought to.
 */
function withOptions(url: string, { seesEverybody = false }: DatabaseOptions): string {
  const parsed = new URL(url);
  const regions = regionsSetting(seesEverybody ? [''] : []);
  // A plan for the values of one request costs more than it saves: policies make planning dearer than most statements. What is
  // sent for hours by connections that saw empty tables first must not go on reading whole tables.
  const plans = seesEverybody ? '-c enable_seqscan=off' : '-c plan_cache_mode=force_generic_plan';
  const options = [
    parsed.searchParams.get('options'),
    `-c TimeZone=UTC -c jit=off -c ${REGIONS_SETTING}=${regions} ${plans}`,
  ];
  parsed.searchParams.set('options', options.filter(Boolean).join(' '));
  return parsed.href;
}

function observedClient(onStatement: (text: string) => void): typeof pg.Client {
  class ObservedClient extends pg.Client {
    // oxlint-disable-next-line typescript/no-explicit-any -- pg overloads `query` a dozen times; all pass through
    override query(...args: any[]): any {
      const [statement] = args;
      onStatement(typeof statement === 'string' ? statement : statement.text);
      return Reflect.apply(super.query, this, args);
    }
  }
  return ObservedClient;
}
