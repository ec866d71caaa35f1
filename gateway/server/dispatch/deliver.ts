import { setTimeout as delay } from 'node:timers/promises';
import { TransportError, type SubgraphAnswer, type Transport } from '../transport/transport.ts';
import type { Breaker } from './breaker.ts';
import type { Parcel } from './combine.ts';

const ATTEMPTS = 3; // of a read, the first included
const PAUSE = 25; // milliseconds before the second attempt; twice that before the third
const NO_TIME = 5; // milliseconds; a shorter rest of a deadline is not worth a further attempt

/**
 * Sends an operation. A read that the subgraph has not begun to answer is sent again after a pause of random length,
 * while `deadlineAt`, on the clock of `performance.now()`, and somebody who waits allow; a mutation is sent once, whatever happens. Rejects with a `TransportError`.
 */
export async function deliver(
  transport: Transport,
  breaker: Breaker,
  parcel: Parcel,
  deadlineAt: number,
): Promise<SubgraphAnswer> {
  const { subgraph, kind } = parcel.template;
  if (breaker.isOpen && !(await breaker.admits())) {
    throw new TransportError('DOWN', subgraph, 'Not asked: it did not answer again and again.');
  }
  for (let attempt = 1; ; attempt += 1) {
    try {
      const answer = await send(transport, parcel, deadlineAt);
      breaker.succeeded();
      return answer;
    } catch (thrown) {
      const error = asTransportError(subgraph, thrown);
      if (error.code === 'DOWN' || error.code === 'TIMEOUT') breaker.failed(error.retryAfter);
      const isLast = kind === 'mutation' || attempt === ATTEMPTS || !error.isRetryable || breaker.isOpen;
      const pause = error.retryAfter ?? PAUSE * attempt * (0.5 + Math.random());
      if (isLast || performance.now() + pause + NO_TIME > deadlineAt) throw error;
      await delay(pause);
      if (parcel.jobs.every((job) => job.isOver)) throw error;
    }
  }
}

function send(transport: Transport, parcel: Parcel, deadlineAt: number): Promise<SubgraphAnswer> {
  const { template, variables, authority, traceId } = parcel;
  const { subgraph, kind, query, queryJson } = template;
  const deadline = Math.max(1, Math.ceil(deadlineAt - performance.now()));
  return transport.send(subgraph, { kind, query, queryJson, variables }, { deadline, authority, traceId });
}

const asTransportError = (subgraph: string, error: unknown): TransportError =>
  error instanceof TransportError
    ? error
    : new TransportError('DOWN', subgraph, error instanceof Error ? error.message : String(error), {
        cause: error,
      });
