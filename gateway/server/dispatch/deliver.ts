import { setTimeout as delay } from 'node:timers/promises';
import { TransportError, type SubgraphAnswer, type Transport } from '../transport/transport.ts';
import type { Breaker } from './breaker.ts';
import type { Template } from './outgoing.ts';

/** One operation to be delivered. */
export interface Delivery {
  readonly template: Template;
  readonly variables: string | undefined;
  readonly authorityClass: string;
  /** On the clock of `performance.now()`. */
  readonly deadlineAt: number;
  readonly signal: AbortSignal;
}

const ATTEMPTS = 3; // of a read, the first included
const PAUSE = 25; // milliseconds before the second attempt; twice that before the third
const NO_TIME = 5; // milliseconds; a shorter rest of a deadline is not worth a further attempt

/**
 * Sends an operation. A read that the subgraph has not begun to answer is sent again after a pause of random length,
 * while its deadline lasts; a mutation is sent once, whatever happens. Rejects with a `TransportError`.
 */
export async function deliver(
  transport: Transport,
  breaker: Breaker,
  delivery: Delivery,
): Promise<SubgraphAnswer> {
  const { subgraph, kind } = delivery.template;
  if (breaker.isOpen && !(await breaker.admits())) {
    throw new TransportError('DOWN', subgraph, 'Not asked: it did not answer again and again.');
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await send(transport, delivery);
      breaker.succeeded();
      return answer;
    } catch (thrown) {
      const error = asTransportError(subgraph, thrown);
      if (error.code === 'DOWN' || error.code === 'TIMEOUT') breaker.failed(error.retryAfter);
      const isLast = kind === 'mutation' || attempt === ATTEMPTS || !error.isRetryable || breaker.isOpen;
      const pause = error.retryAfter ?? PAUSE * attempt * (0.5 + Math.random());
      if (isLast || performance.now() + pause + NO_TIME > delivery.deadlineAt) throw error;
      await delay(pause, undefined, { signal: delivery.signal }).catch(() => {
        throw error;
      });
    }
  }
}

function send(transport: Transport, delivery: Delivery): Promise<SubgraphAnswer> {
  const { template, variables, authorityClass, deadlineAt, signal } = delivery;
  const { subgraph, kind, query, queryJson } = template;
  const deadline = Math.max(1, Math.ceil(deadlineAt - performance.now()));
  return transport.send(
    subgraph,
    { kind, query, queryJson, variables },
    { deadline, authorityClass, signal },
  );
}

const asTransportError = (subgraph: string, error: unknown): TransportError =>
  error instanceof TransportError
    ? error
    : new TransportError('DOWN', subgraph, error instanceof Error ? error.message : String(error), {
        cause: error,
      });
