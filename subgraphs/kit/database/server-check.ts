import pg from 'pg';

/** The first version whose features every table and query here may use. */
export const OLDEST_VERSION = 15;

/** No usable PostgreSQL, at a URL or to start; the message names settings and places, never a password. */
export class DatabaseUnavailableError extends Error {
  override readonly name = 'DatabaseUnavailableError';
}

interface ServerAddress {
  readonly url: string;
  /** The setting that the URL came from; errors name it. */
  readonly setting?: string | undefined;
}

/**
 * Connects once and looks at the server's version.
 * @throws DatabaseUnavailableError when nothing answers, it refuses the login or is too old
 */
export async function checkServer({ url, setting }: ServerAddress): Promise<void> {
  const subject = setting ?? 'The database';
  if (!isPostgresUrl(url)) {
    throw new DatabaseUnavailableError(
      `${subject} is not a PostgreSQL URL; expected postgres://user:password@host:port/database`,
    );
  }
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
    const version = await majorVersion(client);
    if (version < OLDEST_VERSION) {
      throw new Error(`it runs PostgreSQL ${version}; ${OLDEST_VERSION} or later is needed`);
    }
  } catch (cause) {
    throw new DatabaseUnavailableError(`${subject} (${placeOf(url)}) cannot be used: ${reasonOf(cause)}`, {
      cause,
    });
  } finally {
    await client.end().catch(() => {});
  }
}

async function majorVersion(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ version: string }>(
    "select current_setting('server_version_num') as version",
  );
  return Math.floor(Number(rows[0]?.version) / 10_000);
}

function isPostgresUrl(url: string): boolean {
  return URL.canParse(url) && ['postgres:', 'postgresql:'].includes(new URL(url).protocol);
}

/** Host, port and database of a URL, without user and password. */
function placeOf(url: string): string {
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}

/** What an error of a connection says, in one line. */
export function reasonOf(error: unknown): string {
  // Node reports a refusal on each address of a name as one aggregate without a message.
  if (error instanceof AggregateError) return error.errors.map(reasonOf).join('; ');
  return error instanceof Error ? error.message : String(error);
}
