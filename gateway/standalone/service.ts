import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** A process of its own. */
export interface Service {
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
 * Starts a process and resolves when it says that it is ready. It has a session of its own, so that Ctrl-C
 * reaches it through `stop` alone and services end in order.
 * @throws when something else answers there, it ends before it is ready, or is not ready in time.
 */
export async function startService({ name, script, url, env }: ServiceOptions): Promise<Service> {
  if (await isReady(url)) throw new Error(`${name} cannot start: something else answers at ${url} already.`);
  const child = spawn(process.execPath, [...nodeOptions, script], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
    detached: true,
  });
  child.on('exit', (code, signal) => {
    if (!child.killed) console.error(`${name} ended by itself (${signal ?? `code ${code}`}).`);
  });
  const stop = () => end(child);
  try {
    await untilReady(name, url, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { stop };
}

async function untilReady(name: string, url: string, child: ChildProcess): Promise<void> {
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
  await once(child, 'exit');
}

const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;
