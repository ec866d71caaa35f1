import { Pool, type Dispatcher } from 'undici';
import { TransportError, type Subgraph, type SubgraphOperation, type Transport } from './transport.ts';
import { AnswerReader } from './answer-reader.ts';

export interface HttpTransportOptions {
  /** The time for one call, from sending to the last byte, in milliseconds. Default 5,000. */
  readonly deadline?: number;
  /** The largest answer that is read, in bytes. Default 16 MiB. */
  readonly maxAnswerBytes?: number;
  /** Connections to one origin; calls beyond them wait. Default 64. */
  readonly connections?: number;
}

/** The way to subgraphs over HTTP with connections kept alive. Throws when a subgraph has no usable URL. */
export function createHttpTransport(
  subgraphs: readonly Subgraph[],
  { deadline = 5_000, maxAnswerBytes = 16 * 1024 * 1024, connections = 64 }: HttpTransportOptions = {},
): Transport {
  const pools = new Map<string, Pool>();
  const targets = new Map<string, { pool: Pool; path: string }>();
  for (const { name, url } of subgraphs) {
    const { origin, path } = readUrl(name, url);
    // Timeouts of the pool are off: the deadline of a call covers them all.
    const pool =
      pools.get(origin) ??
      new Pool(origin, { connections, pipelining: 1, headersTimeout: 0, bodyTimeout: 0 });
    pools.set(origin, pool);
    targets.set(name, { pool, path });
  }

  return {
    send(subgraph, operation, signal) {
      const target = targets.get(subgraph);
      if (!target) return Promise.reject(new TransportError('DOWN', subgraph, 'The subgraph has no URL.'));
      return new Promise((resolve, reject) => {
        const reader = new AnswerReader({ subgraph, deadline, maxAnswerBytes, signal, resolve, reject });
        target.pool.dispatch({ path: target.path, ...request(operation) }, reader);
      });
    },
    async stop() {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}

const headers = { 'content-type': 'application/json', accept: 'application/json' };

function request({ queryJson, variables }: SubgraphOperation): Omit<Dispatcher.DispatchOptions, 'path'> {
  const body =
    variables === undefined ? `{"query":${queryJson}}` : `{"query":${queryJson},"variables":${variables}}`;
  return { method: 'POST', headers, body };
}

function readUrl(name: string, url: string): { origin: string; path: string } {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (!parsed || !/^https?:$/.test(parsed.protocol)) {
    throw new Error(`The subgraph ${name} has no HTTP URL: "${url}".`);
  }
  return { origin: parsed.origin, path: parsed.pathname + parsed.search };
}
