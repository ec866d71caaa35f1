import { type Authority, nobody } from '@hearth/schema/protocol/authority.ts';
import { collectTurns } from './collect.ts';
import {
  TransportError,
  type SendOptions,
  type SubgraphAnswer,
  type SubgraphOperation,
  type Transport,
} from './transport.ts';

/**
 * Answers operations of one subgraph in this process: reads that come in one turn on behalf of one authority class, or
 * one mutation. `authority` is who asks, or for reads one of those who do.
 * The answers must be JSON data that nobody else holds.
 */
export type SubgraphHandler = (
  operations: readonly SubgraphOperation[],
  authority: Authority,
) => readonly Promise<SubgraphAnswer>[];

/** An operation that waits for its turn to end. */
interface Sent {
  readonly operation: SubgraphOperation;
  readonly authority: Authority;
  readonly settle: (answer: Promise<SubgraphAnswer>) => void;
}

/** The way to subgraphs that live in this process, by their names. */
export function createInProcessTransport(handlers: Readonly<Record<string, SubgraphHandler>>): Transport {
  const underWay = new Set<Promise<unknown>>();
  const senders = new Map(
    Object.entries(handlers).map(([name, handle]) => {
      const leave = (together: readonly Sent[]) => {
        try {
          const operations = together.map(({ operation }) => operation);
          const answers = handle(operations, (together[0] as Sent).authority);
          together.forEach(({ settle }, index) => settle(answers[index] as Promise<SubgraphAnswer>));
        } catch (error) {
          for (const { settle } of together) settle(Promise.reject(error));
        }
      };
      return [name, collectTurns(leave)];
    }),
  );
  return {
    async send(subgraph, operation, options) {
      const collect = senders.get(subgraph);
      if (!collect)
        throw new TransportError('DOWN', subgraph, `Nothing in this process answers for ${subgraph}.`);
      const answer = new Promise<SubgraphAnswer>((settle) => {
        collect({ operation, authority: options.authority ?? nobody, settle });
      });
      underWay.add(answer);
      const release = () => underWay.delete(answer);
      answer.then(release, release);
      return within(subgraph, answer, options);
    },
    async stop() {
      await Promise.allSettled(underWay);
    },
  };
}

/** The answer, unless its time is over before; then it is waited for no longer. */
function within(
  subgraph: string,
  answer: Promise<SubgraphAnswer>,
  { deadline }: SendOptions,
): Promise<SubgraphAnswer> {
  return new Promise((resolve, reject) => {
    const giveUp = () => reject(new TransportError('TIMEOUT', subgraph, `No answer in ${deadline} ms.`));
    const timer = setTimeout(giveUp, deadline);
    answer.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
