import { performance } from 'node:perf_hooks';
import { Pool } from 'undici';
import type { Request } from '../operation.ts';
import type { Headers } from './known-callers.ts';

/** What clients saw while they asked without a pause. */
export interface Load {
  readonly requests: number;
  readonly requestsPerSecond: number;
  /** Milliseconds within which half of the answers came. */
  readonly p50: number;
  /** Milliseconds within which 99 of 100 answers came. */
  readonly p99: number;
}

interface LoadOptions {
  readonly url: string;
  /** Asked one after the other, from the beginning again after the last. */
  readonly requests: readonly Request[];
  /** How many clients ask at once, each on a connection of its own. */
  readonly connections: number;
  /** What the clients send beside what all send: the first client the first of these, and so on. Default: nothing. */
  readonly headers?: readonly Headers[] | undefined;
  /** How long no further request is begun after, milliseconds. */
  readonly duration: number;
  /** How many requests are begun at the most. Default: as many as there is time for. */
  readonly count?: number | undefined;
}

const PATIENCE = 30_000; // milliseconds until an answer must come

/**
 * Asks from several connections, each the next as soon as it has its answer.
 * @throws when an answer is late, is not 200 or has errors: it would measure something else
 */
export async function load({
  url,
  requests,
  connections,
  headers,
  duration,
  count = Infinity,
}: LoadOptions): Promise<Load> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, {
    connections,
    pipelining: 1,
    headersTimeout: PATIENCE,
    bodyTimeout: PATIENCE,
  });
  const bodies = requests.map((request) => JSON.stringify(request));
  const times: number[] = [];
  const start = performance.now();
  let next = 0;
  const client = async (own = {}): Promise<void> => {
    while (performance.now() - start < duration && next < count) {
      const body = bodies[next++ % bodies.length]!;
      const begun = performance.now();
      await ask(pool, { path: pathname, body, own });
      times.push(performance.now() - begun);
    }
  };
  try {
    await Promise.all(
      Array.from({ length: connections }, (_, number) => client(headers?.[number % headers.length])),
    );
  } finally {
    await pool.destroy();
  }
  const seconds = (performance.now() - start) / 1000;
  times.sort((a, b) => a - b);
  return {
    requests: times.length,
    requestsPerSecond: times.length / seconds,
    p50: times[Math.floor(times.length * 0.5)]!,
    p99: times[Math.floor(times.length * 0.99)]!,
  };
}

const COMMON = { 'content-type': 'application/json', accept: 'application/graphql-response+json' };

interface Asking {
  readonly path: string;
  readonly body: string;
  /** The client's headers. */
  readonly own: Readonly<Record<string, string>>;
}

async function ask(pool: Pool, { path, body, own }: Asking): Promise<void> {
  const response = await pool.request({ method: 'POST', path, headers: { ...COMMON, ...own }, body });
  const answer = await response.body.text();
  if (response.statusCode === 200 && !answer.includes('"errors":')) return;
  throw new Error(`The hub answered ${response.statusCode}: ${answer.slice(0, 300)}`);
}
