import {
  TransportError,
  type SendOptions,
  type SubgraphAnswer,
  type SubgraphOperation,
  type Transport,
} from './transport.ts';

/** Answers operations of one subgraph in this process. The answer must be JSON data that nobody else holds. */
export type SubgraphHandler = (operation: SubgraphOperation, signal?: AbortSignal) => Promise<SubgraphAnswer>;

/** The way to subgraphs that live in this process, by their names. */
export function createInProcessTransport(handlers: Readonly<Record<string, SubgraphHandler>>): Transport {
  const underWay = new Set<Promise<unknown>>();
  return {
    async send(subgraph, operation, { deadline, signal }) {
      const handle = handlers[subgraph];
      if (!handle)
        throw new TransportError('DOWN', subgraph, `Nothing in this process answers for ${subgraph}.`);
      const answer = handle(operation, signal);
      underWay.add(answer);
      const release = () => underWay.delete(answer);
      answer.then(release, release);
      return within(subgraph, answer, { deadline, signal });
    },
    async stop() {
      await Promise.allSettled(underWay);
    },
  };
}

/** The answer, unless its time is over or it was given up before; then it is waited for no longer. */
function within(
  subgraph: string,
  answer: Promise<SubgraphAnswer>,
  { deadline, signal }: SendOptions,
): Promise<SubgraphAnswer> {
  return new Promise((resolve, reject) => {
    const give = (code: 'TIMEOUT' | 'ABORTED', message: string) =>
      reject(new TransportError(code, subgraph, message));
    const timer = setTimeout(() => give('TIMEOUT', `No answer in ${deadline} ms.`), deadline);
    const onAbort = () => give('ABORTED', 'The request was given up.');
    signal?.addEventListener('abort', onAbort);
    const release = () => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
    };
    answer.then(resolve, reject).finally(release);
  });
}
