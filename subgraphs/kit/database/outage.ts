/** Why a statement has no answer that is no fault of the statement: the database cannot be used, or not in time. */
export type Outage = 'DOWN' | 'TIMEOUT';

/** SQLSTATEs of a database that took too long: statement, lock, transaction and idle-in-transaction timeouts. */
const LATE = new Set(['57014', '55P03', '25P03', '25P04']);

/**
 * SQLSTATEs, or the classes that they begin with, of a database that cannot be used: connection exceptions (08), logins that it refuses
 * (28), databases that are not there (3D), no room for another connection, on disk or in memory (53), shutting down or starting up (57P),
 * faults of its disks (58), and a standby that takes no writes, as after a failover (25006).
 */
const GONE = ['08', '28', '3D', '53', '57P', '58', '25006'];

/** What Node says of a connection that cannot be made or is lost. */
const LOST = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ECONNABORTED',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'ENETUNREACH',
  'ENETDOWN',
  'EADDRNOTAVAIL',
  'ETIMEDOUT',
]);

/** What `pg` says without a code. */
const LATE_WORDS =
  /^(?:timeout exceeded when trying to connect|timeout expired|Query read timeout|Connection terminated due to connection timeout)$/;
const LOST_WORDS =
  /^(?:Connection terminated|Client (?:has encountered a connection error|was closed) and is not queryable$)/;

const DEEPEST = 5; // causes that are looked at

/** What kept the database from answering; undefined when it answered, and refused the statement. */
export function outageOf(error: unknown): Outage | undefined {
  let cause = error;
  for (let depth = 0; depth < DEEPEST && cause instanceof Error; depth += 1) {
    const found = outageIn(cause);
    if (found) return found;
    cause = cause.cause;
  }
  return undefined;
}

function outageIn(error: Error): Outage | undefined {
  const { code, message } = error as { code?: unknown; message: string };
  if (typeof code === 'string') {
    if (LATE.has(code)) return 'TIMEOUT';
    if (LOST.has(code)) return 'DOWN';
    return isSqlState(code) && GONE.some((state) => code.startsWith(state)) ? 'DOWN' : undefined;
  }
  if (LATE_WORDS.test(message)) return 'TIMEOUT';
  return LOST_WORDS.test(message) ? 'DOWN' : undefined;
}

const isSqlState = (code: string): boolean => /^[0-9A-Z]{5}$/.test(code);
