import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import pg from 'pg';
import { markOfCluster, lastLines, SUPERUSER } from './cluster.ts';
import type { Cluster } from './cluster.ts';
import { findFreePort } from './port.ts';
import { waitUntil } from './processes.ts';
import { ended, startProgram } from './server-process.ts';

/** A running server on the loopback. */
export interface Server {
  readonly port: number;
  /** Ends open connections, writes everything down, resolves when the server has ended. */
  stop(): Promise<void>;
}

interface ServerOptions {
  readonly cluster: Cluster;
  /** The superuser's. */
  readonly password: string;
  /** The port to take when it is free. */
  readonly port: number | undefined;
}

interface Running {
  readonly child: ChildProcess;
  readonly port: number;
}

const START_TIMEOUT = 60_000; // milliseconds; recovery after a crash can take a while
const START_ATTEMPTS = 10;
const PAUSE_BETWEEN_ATTEMPTS = 300; // milliseconds
const PAUSE_BETWEEN_RESTARTS = 1_000; // milliseconds, after that many attempts

const warningOf = ({ message }: Error) =>
  `The embedded PostgreSQL died and does not start again; it is tried until it does: ${message}`;

/**
 * Starts the server and keeps it running: one that dies is started again on its port until `stop()`.
 * @throws Error with the last lines of the log when it does not start
 */
export async function startServer(options: ServerOptions): Promise<Server> {
  let running = await launchUntilReady(options, () => findFreePort(options.port));
  const stopping = new AbortController();
  let restarting: Promise<void> | null = null;

  function guard({ child, port }: Running): void {
    child.once('exit', () => {
      if (!stopping.signal.aborted) restarting = restart(port);
    });
  }
  /** Never gives up: what keeps it down, such as a full disk, passes, and nothing else starts it. */
  async function restart(port: number): Promise<void> {
    let isTold = false;
    while (!stopping.signal.aborted) {
      try {
        running = await launchUntilReady(options, () => port); // connected clients know this one
        return guard(running);
      } catch (error) {
        if (!isTold) process.emitWarning(warningOf(error as Error));
        isTold = true;
        await delay(PAUSE_BETWEEN_RESTARTS, undefined, { signal: stopping.signal }).catch(() => {});
      }
    }
  }

  guard(running);
  const endWithProcess = () => void running.child.kill('SIGINT');
  process.once('exit', endWithProcess);
  return {
    port: running.port,
    stop: async () => {
      stopping.abort();
      await restarting;
      process.off('exit', endWithProcess);
      running.child.kill('SIGINT'); // PostgreSQL's fast shutdown
      await ended(running.child);
    },
  };
}

/** More than one attempt: a port can be taken meanwhile, and the children of a killed server linger a moment. */
async function launchUntilReady(
  { cluster, password }: ServerOptions,
  choosePort: () => number | Promise<number>,
): Promise<Running> {
  for (let attempt = 1; attempt <= START_ATTEMPTS; attempt += 1) {
    const running = launch(cluster, await choosePort());
    if (await isReady(running, password)) return running;
    await new Promise((resolve) => setTimeout(resolve, PAUSE_BETWEEN_ATTEMPTS));
  }
  throw new Error(`PostgreSQL does not start: ${await lastLines(cluster.log)}`);
}

function launch({ directory, binaries, account, log }: Cluster, port: number): Running {
  const path = join(binaries.directory, 'postgres');
  const parameters = (reachable: string) => [
    '-D',
    reachable,
    ...Object.entries({ ...SETTINGS, port }).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    '-c',
    markOfCluster(directory),
  ];
  return { child: startProgram({ path, directory, account, log, parameters }), port };
}

const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: 200,
  shared_buffers: '128MB',
  // A crash of the machine can cost the last second of commits that announce nothing, never the order or wholeness of what is there.
  synchronous_commit: 'off',
  // Parallel queries need more of /dev/shm than containers have; those of the hub are short.
  max_parallel_workers_per_gather: 0,
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** False when the server ended instead. */
async function isReady({ child, port }: Running, password: string): Promise<boolean> {
  let hasEnded = false;
  child.once('error', () => (hasEnded = true));
  child.once('exit', () => (hasEnded = true));
  const url = `postgres://${SUPERUSER}:${password}@127.0.0.1:${port}/postgres`;
  const answered = await waitUntil(async () => hasEnded || (await answers(url)), START_TIMEOUT);
  if (!answered) {
    child.kill('SIGQUIT');
    await ended(child);
  }
  return answered && !hasEnded;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}
