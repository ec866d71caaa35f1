import { TransportError, type SubgraphAnswer, type SubgraphOperation, type Transport } from './transport.ts';

/** Answers operations of one subgraph in this process. The answer must be JSON data that nobody else holds. */
export type SubgraphHandler = (operation: SubgraphOperation, signal?: AbortSignal) => Promise<SubgraphAnswer>;

/** The way to subgraphs that live in this process, by their names. */
export function createInProcessTransport(handlers: Readonly<Record<string, SubgraphHandler>>): Transport {
  const underWay = new Set<Promise<unknown>>();
  return {
    async send(subgraph, operation, signal) {
      const handle = handlers[subgraph];
      if (!handle)
        throw new TransportError('DOWN', subgraph, `Nothing in this process answers for ${subgraph}.`);
      const answer = handle(operation, signal);
      underWay.add(answer);
      try {
        return await answer;
      } finally {
        underWay.delete(answer);
      }
    },
    async stop() {
      await Promise.allSettled(underWay);
    },
  };
}
