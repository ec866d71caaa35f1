import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { log } from '@hearth/kit/log.ts';

/** A process of its own, which is started again when it dies. */
export interface Service {
  /** Rejects when it died so often, each time soon after its start, that it is not started again. */
  readonly lost: Promise<never>;
  /** Tells it to end and resolves when it has. */
  stop(): Promise<void>;
}

interface ServiceOptions {
  readonly name: string;
  /** The TypeScript file that it runs. */
  readonly script: string;
  /** Where its `/ready` is. */
  readonly url: string;
  /** What is set beside this process's environment. */
  readonly env: NodeJS.ProcessEnv;
  /** How often in a row it is started again when it dies soon after its start. */
  readonly restarts: number;
}

/**
 * What Node runs a program of ours with, as the start scripts have it. One thread collects garbage: more of them take
 * turns on few cores and spend a fifth of all CPU time on waiting for one another. Nothing is put among the old objects
 * from the start because others of its kind lived long: what answers a request does not, and keeps alive there whatever
 * it points to.
 */
export const nodeOptions = [
  '--max-semi-space-size=16',
  '--single-threaded-gc',
  '--no-allocation-site-pretenuring',
  '--import',
  '@hearth/kit/typescript/register.js',
];

const PATIENCE = 60_000; // milliseconds until it must be ready
const INTERVAL = 100; // milliseconds

const WELL_AFTER = 30_000; // milliseconds; what a process dies of that was ready for as long is not counted with what came before
const FIRST_PAUSE = 250; // milliseconds before a process is started again; doubled with each death in a row, give or take a half
const LONGEST_PAUSE = 10_000; // milliseconds

/** Waits for services that start at once. When one of them fails, those that started are ended again. */
export async function startAll(starting: readonly Promise<Service>[]): Promise<Service[]> {
  const results = await Promise.allSettled(starting);
  const started = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = results.find((result) => result.status === 'rejected');
  if (!failed) return started;
  await Promise.all(started.map((service) => service.stop()));
  throw failed.reason;
}

/**
 * Starts a process, resolves when it says that it is ready, and keeps it running from then on. It has a session of its own, so that
 * Ctrl-C reaches it through `stop` alone and services end in order.
 * @throws when something else answers there, or it ends before it is ready for the first time, or is not ready in time.
 */
export async function startService(options: ServiceOptions): Promise<Service> {
  const { name, url } = options;
  if (await isReady(url)) throw new Error(`${name} cannot start: something else answers at ${url} already.`);
  const child = launch(options);
  try {
    await untilReady(options, child);
  } catch (error) {
    await end(child);
    throw error;
  }
  return supervise(options, child);
}

/** Starts a process again whenever it ends by itself, after a pause that grows while it does not live long. */
function supervise(options: ServiceOptions, first: ChildProcess): Service {
  const { name: service, restarts } = options;
  const stopping = new AbortController();
  let child = first;
  let readyAt = performance.now();
  let deaths = 0;

  /** Rejects when there have been too many. */
  const countDeath = (): void => {
    const wasWell = performance.now() - readyAt >= WELL_AFTER;
    deaths = wasWell ? 1 : deaths + 1;
    if (deaths <= restarts) return;
    throw new Error(`${service} ended ${deaths} times in a row, each time soon after its start.`);
  };
  const startAgain = async (): Promise<void> => {
    const milliseconds = pauseBefore(deaths);
    const { exitCode: code, signalCode: signal } = child;
    log.error({ service, code, signal, deaths, milliseconds }, 'service ended; it is started again');
    await delay(milliseconds, undefined, { signal: stopping.signal });
    if (stopping.signal.aborted) return;
    child = launch(options);
    readyAt = Infinity; // unless it becomes ready it was not well
    try {
      await untilReady(options, child);
      readyAt = performance.now();
      log.info({ service, deaths }, 'service is ready again');
    } catch {
      child.kill('SIGKILL'); // unless it has ended already
    }
  };
  const keep = async (): Promise<never> => {
    for (;;) {
      await hasExited(child);
      if (stopping.signal.aborted) return forEver;
      countDeath();
      await startAgain().catch(ignored); // it was told to stop meanwhile
    }
  };
  const lost = keep().catch((error: Error) => {
    log.fatal({ service, deaths }, 'service is given up');
    throw error;
  });
  lost.catch(ignored); // the one who waits for it is told
  return {
    lost,
    async stop() {
      stopping.abort();
      await end(child);
    },
  };
}

const forEver = new Promise<never>(() => {});
const ignored = () => {};

/** Milliseconds: more with each death in a row, and never the same for services that died together. */
const pauseBefore = (deaths: number): number =>
  Math.round(Math.min(FIRST_PAUSE * 2 ** (deaths - 1), LONGEST_PAUSE) * (0.5 + Math.random()));

function launch({ name, script, env }: ServiceOptions): ChildProcess {
  const child = spawn(process.execPath, [...nodeOptions, script], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
    detached: true,
  });
  child.on('error', (error) => log.error({ service: name, reason: error.message }, 'service not started'));
  return child;
}

async function untilReady({ name, url }: ServiceOptions, child: ChildProcess): Promise<void> {
  for (const end = Date.now() + PATIENCE; Date.now() < end; await delay(INTERVAL)) {
    if (hasEnded(child)) throw new Error(`${name} could not start; what it says stands above.`);
    if (await isReady(url)) return;
  }
  throw new Error(`${name} was not ready at ${url}/ready within ${PATIENCE / 1000} s.`);
}

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/ready`).then(
    (response) => response.ok,
    () => false,
  );

async function end(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return;
  child.kill('SIGTERM');
  await hasExited(child);
}

async function hasExited(child: ChildProcess): Promise<void> {
  if (!hasEnded(child)) await once(child, 'exit');
}

/** One that could not be started at all has no number. */
const hasEnded = ({ exitCode, signalCode, pid }: ChildProcess) =>
  exitCode !== null || signalCode !== null || pid === undefined;
