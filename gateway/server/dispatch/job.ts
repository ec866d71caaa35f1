import type { Authority } from '@hearth/schema/protocol/authority.ts';
import { copyData } from '../run/data.ts';
import { TransportError, type SubgraphAnswer } from '../transport/transport.ts';
import { writeVariables, type Outgoing, type Sender, type Waiting } from './outgoing.ts';

/**
 * One operation on its way to a subgraph, and the requests that wait for its answer. Each waits no longer than its own
 * deadline, and leaves without a trace when it is given up. When the last has left, the job is over.
 */
export class Job {
  readonly outgoing: Outgoing;
  readonly authority: Authority;
  /** Of the request that asked first. */
  readonly traceId: string | undefined;
  /** Whether equal reads may wait for its answer too. */
  isJoinable: boolean;
  /** Called when the job is over, however it ended. */
  onOver: () => void = () => {};
  #waiters: Waiter[] = [];

  constructor(outgoing: Outgoing, { authority, traceId }: Pick<Sender, 'authority' | 'traceId'>) {
    this.outgoing = outgoing;
    this.authority = authority;
    this.traceId = traceId;
    this.isJoinable = outgoing.template.kind === 'query';
  }

  /** Whether nobody waits: it was answered, or everybody has left. */
  get isOver(): boolean {
    return this.#waiters.length === 0;
  }

  /** All variables as a JSON object. */
  get variables(): string | undefined {
    return writeVariables(this.outgoing.entities, this.outgoing.variables);
  }

  /** When the most patient of those who wait leaves, on the clock of `performance.now()`. */
  get deadlineAt(): number {
    let latest = 0;
    for (const { deadlineAt } of this.#waiters) latest = Math.max(latest, deadlineAt);
    return latest;
  }

  /** Waits for the answer. What resolves is the caller's own to change. Rejects with a `TransportError`. */
  join({ lifetime, deadlineAt }: Sender): Promise<SubgraphAnswer> {
    return new Promise((resolve, reject) => {
      const waiter = new Waiter(this, deadlineAt, resolve, reject);
      this.#waiters.push(waiter);
      lifetime.hold(waiter);
    });
  }

  resolve(answer: SubgraphAnswer): void {
    const waiters = this.#end();
    waiters.forEach((waiter, index) => waiter.resolve(index === 0 ? answer : copyData(answer)));
  }

  reject(error: TransportError): void {
    for (const waiter of this.#end()) waiter.reject(error);
  }

  /** Lets everybody leave whose deadline is not after `now`; when the next leaves. */
  endLate(now: number): number {
    let next = Infinity;
    for (const waiter of this.#waiters.slice()) {
      if (waiter.deadlineAt <= now) this.leave(waiter, 'TIMEOUT', 'No answer within its time.');
      else next = Math.min(next, waiter.deadlineAt);
    }
    return next;
  }

  /** Ends the waiting of one; of nobody who has left already. */
  leave(waiter: Waiter, code: 'ABORTED' | 'TIMEOUT', message: string): void {
    const place = this.#waiters.indexOf(waiter);
    if (place < 0) return;
    this.#waiters.splice(place, 1);
    waiter.reject(new TransportError(code, this.outgoing.template.subgraph, message));
    if (this.isOver) this.onOver();
  }

  #end(): Waiter[] {
    const waiters = this.#waiters;
    this.#waiters = [];
    this.onOver();
    return waiters;
  }
}

/** One request that waits for a job's answer. */
class Waiter implements Waiting {
  readonly #job: Job;
  readonly deadlineAt: number;
  readonly resolve: (answer: SubgraphAnswer) => void;
  readonly reject: (error: TransportError) => void;

  constructor(job: Job, deadlineAt: number, resolve: Waiter['resolve'], reject: Waiter['reject']) {
    this.#job = job;
    this.deadlineAt = deadlineAt;
    this.resolve = resolve;
    this.reject = reject;
  }

  leave(): void {
    this.#job.leave(this, 'ABORTED', 'The request was given up.');
  }
}
