import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type Database } from './database.ts';
import { outageOf } from './outage.ts';
import { findFreePort } from './port.ts';
import { refuseConnection } from './refuse-connection.testing.ts';
import { testDatabase, type TestDatabase, withClient } from './testing.ts';

let database: TestDatabase;
let open: (Pick<Database, 'stop'> | undefined)[] = [];
beforeAll(async () => {
  database = await testDatabase();
  await database.pool.query('create table notes (id int primary key)');
});
afterEach(async () => {
  await Promise.all(open.splice(0).map((each) => each?.stop()));
});
afterAll(() => database.stop());

/** A pool of one connection to a place, as ministries have them. */
function poolOf(url: string, more: pg.PoolConfig = {}): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 1, pipeline: true, ...more } as pg.PoolConfig);
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  open.push({ stop: () => pool.end() });
  return pool;
}

/** What a statement fails of. */
const failureOf = (pool: pg.Pool, statement: string): Promise<unknown> =>
  pool.query(statement).then(
    () => undefined,
    (error: unknown) => error,
  );

const outage = async (pool: pg.Pool, statement = 'select 1') => outageOf(await failureOf(pool, statement));

function at(url: string, port: number): string {
  const parsed = new URL(url);
  parsed.port = String(port);
  return parsed.href;
}

async function listen(onSocket: (socket: Socket) => void): Promise<number> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket.on('error', () => {}));
    onSocket(socket);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const stop = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
  };
  open.push({ stop });
  return (server.address() as AddressInfo).port;
}

/** A server that refuses every connection with an error, as PostgreSQL does. */
const refusing = (code: string) => listen((socket) => refuseConnection(socket, code));

describe('a database that cannot be used is told by', () => {
  it('a connection that is refused', async () => {
    expect(await outage(poolOf(at(database.url, await findFreePort())))).toBe('DOWN');
  });

  it('a connection that is reset while a statement runs, and one after it', async () => {
    const to = new URL(database.url);
    const port = await listen((socket) => {
      const server = connect(Number(to.port), to.hostname);
      socket.pipe(server).pipe(socket);
      server.on('error', () => {});
      socket.on('data', (data) => {
        if (data.includes('pg_sleep')) setTimeout(() => (socket.resetAndDestroy(), server.destroy()), 50);
      });
    });
    const pool = poolOf(at(database.url, port));
    const both = [outage(pool, 'select pg_sleep(9)'), outage(pool)];
    expect((await Promise.all(both))[0]).toBe('DOWN');
  });

  it('an administrator who ends the connection', async () => {
    const pool = poolOf(database.url);
    const client = await pool.connect();
    const { rows } = await client.query<{ pid: number }>('select pg_backend_pid() as pid');
    const failures = ['select pg_sleep(9)', 'select 1'].map((statement) =>
      client.query(statement).then(
        () => undefined,
        (error: unknown) => error,
      ),
    );
    await database.pool.query('select pg_terminate_backend($1)', [rows[0]!.pid]);
    expect((await Promise.all(failures)).map(outageOf)).toEqual(['DOWN', 'DOWN']);
    client.release(true);
  });

  it.each(['57P01', '57P02', '57P03', '53300', '28P01', '3D000'])('%s at the connection', async (code) => {
    const failure = await failureOf(poolOf(at(database.url, await refusing(code))), 'select 1');
    expect(failure).toMatchObject({ code });
    expect(outageOf(failure)).toBe('DOWN');
  });

  it.each(['53100', '53200', '58030'])('%s at a statement, as when a disk is full', async (code) => {
    const statement = `do $$ begin raise exception 'no room' using errcode = '${code}'; end $$`;
    expect(await outage(database.pool, statement)).toBe('DOWN');
  });

  it('a name that leads nowhere', async () => {
    const url = Object.assign(new URL(database.url), { hostname: 'nowhere.invalid' }).href;
    expect(await outage(poolOf(url))).toBe('DOWN');
  });

  it('a role that has no further connection', async () => {
    const role = `crowded_${process.pid}`;
    await withClient(database.superuserUrl, (client) =>
      client.query(`create role ${role} login password 'x' connection limit 0`),
    );
    const url = Object.assign(new URL(database.url), { username: role, password: 'x' }).href;
    const failure = await failureOf(poolOf(url), 'select 1');
    await withClient(database.superuserUrl, (client) => client.query(`drop role ${role}`));
    expect(failure).toMatchObject({ code: '53300' });
    expect(outageOf(failure)).toBe('DOWN');
  });

  it('a standby, or one that became it, which takes no writes', async () => {
    const pool = poolOf(database.url, { options: '-c default_transaction_read_only=on' });
    expect(await outage(pool, 'insert into notes values (1)')).toBe('DOWN');
    expect(await outage(pool)).toBeUndefined();
  });
});

describe('a database that is late is told by', () => {
  it('a statement that takes too long', async () => {
    const slow = await openDatabase({ url: database.url, application: 'slow', statementTimeout: 50 });
    open.push(slow);
    expect(await outage(slow.pool, 'select pg_sleep(9)')).toBe('TIMEOUT');
  });

  it('a server that takes connections and says nothing', async () => {
    const port = await listen(() => {});
    expect(await outage(poolOf(at(database.url, port), { connectionTimeoutMillis: 50 }))).toBe('TIMEOUT');
  });

  it('a server that falls silent, whose connection is closed', async () => {
    let falls = false;
    const to = new URL(database.url);
    const port = await listen((socket) => {
      const server = connect(Number(to.port), to.hostname).on('error', () => {});
      socket.on('data', (data) => falls || server.write(data)).on('close', () => server.destroy());
      server.pipe(socket);
    });
    const pool = poolOf(at(database.url, port), { query_timeout: 200 });
    await pool.query('select 1');
    falls = true;
    expect(await outage(pool)).toBe('TIMEOUT');
    expect(pool.totalCount).toBe(0);
    falls = false;
    expect(await outage(pool)).toBeUndefined();
  });

  it('connections that are all taken for too long', async () => {
    const pool = poolOf(database.url);
    const taken = await pool.connect();
    pool.options.connectionTimeoutMillis = 50; // from now on: the first connection takes its time
    expect(await outage(pool)).toBe('TIMEOUT');
    taken.release();
  });
});

describe('no outage is', () => {
  it.each(['select 1 / 0', 'select nothing', 'insert into notes values (null)', 'select $'])(
    'what is wrong with a statement: %s',
    async (statement) => {
      const failure = await failureOf(database.pool, statement);
      expect(failure).toBeInstanceOf(Error);
      expect(outageOf(failure)).toBeUndefined();
    },
  );

  it('what is wrong with a program', () => {
    expect(outageOf(new TypeError('DOWN is not a function'))).toBeUndefined();
    expect(outageOf(undefined)).toBeUndefined();
  });
});

describe('an outage is found', () => {
  it('behind what drizzle makes of it', async () => {
    const cause = await failureOf(poolOf(at(database.url, await findFreePort())), 'select 1');
    expect(outageOf(new Error('Failed query: select …', { cause }))).toBe('DOWN');
  });
});
