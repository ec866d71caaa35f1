import { Pool } from 'undici';
import { TransportError, type Subgraph, type Transport } from '../transport.ts';
import { Target } from './target.ts';
import { readAddress } from '@hearth/kit/service-address.ts';
import { createSignCalls, type Signing } from './sign-calls.ts';

export interface HttpTransportOptions {
  /** The largest answer that is read, in bytes. Default 16 MiB. */
  readonly maxAnswerBytes?: number;
  /** Connections to one origin; calls beyond them wait. Default 64. */
  readonly connections?: number;
  /** Subgraphs that take several operations as a JSON array, as Apollo Server does when told to. Default none. */
  readonly arrays?: ReadonlySet<string>;
  /** Signs what some subgraphs are sent, which says on whose behalf it is. Default: nothing is signed, nobody told. */
  readonly signing?: Signing | undefined;
}

/**
 * The way to subgraphs over HTTP/1.1 with connections kept alive, over TCP or a Unix domain socket.
 * Throws when a subgraph has no usable URL.
 */
export function createHttpTransport(
  subgraphs: readonly Subgraph[],
  {
    maxAnswerBytes = 16 * 1024 * 1024,
    connections = 64,
    arrays = new Set(),
    signing,
  }: HttpTransportOptions = {},
): Transport {
  const pools = new Map<string, Pool>();
  const targets = new Map<string, Target>();
  const signCalls = signing && createSignCalls(signing.keys);
  for (const { name, url } of subgraphs) {
    const { origin, path, socket } = readAddress(name, url);
    const key = socket ?? origin;
    // Timeouts of the pool are off: the deadline of a call covers them all.
    const pool =
      pools.get(key) ??
      new Pool(origin, {
        connections,
        pipelining: 1,
        headersTimeout: 0,
        bodyTimeout: 0,
        ...(socket !== undefined && { socketPath: socket }),
      });
    pools.set(key, pool);
    const takesArrays = arrays.has(name);
    const sign = signing?.subgraphs.has(name) ? signCalls : undefined;
    targets.set(name, new Target({ subgraph: name, pool, path, maxAnswerBytes, takesArrays, sign }));
  }

  return {
    send(subgraph, operation, options) {
      const target = targets.get(subgraph);
      if (!target) return Promise.reject(new TransportError('DOWN', subgraph, 'The subgraph has no URL.'));
      return target.send(operation, options);
    },
    async stop() {
      await Promise.all([...pools.values()].map((pool) => pool.close()));
    },
  };
}
