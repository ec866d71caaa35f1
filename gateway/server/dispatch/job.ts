import { copyData } from '../run/data.ts';
import { TransportError, type SubgraphAnswer } from '../transport/transport.ts';
import { writeVariables, type Outgoing, type Sender } from './outgoing.ts';

/** One request that waits for a job's answer. */
interface Waiter {
  readonly sender: Sender;
  readonly resolve: (answer: SubgraphAnswer) => void;
  readonly reject: (error: TransportError) => void;
  readonly leave: () => void;
  timer: NodeJS.Timeout | undefined;
}

const GRANULE = 16; // milliseconds; timers of equal length share one list in Node

/**
 * One operation on its way to a subgraph, and the requests that wait for its answer. Each waits no longer than its own
 * deadline, and leaves without a trace when it is given up. When the last has left, the job is over.
 */
export class Job {
  readonly outgoing: Outgoing;
  readonly authorityClass: string;
  /** All variables as a JSON object. */
  readonly variables: string | undefined;
  /** Called when the job is over, however it ended. */
  onOver: () => void = () => {};
  readonly #waiters = new Set<Waiter>();

  constructor(outgoing: Outgoing, authorityClass: string) {
    this.outgoing = outgoing;
    this.authorityClass = authorityClass;
    this.variables = writeVariables(outgoing.entities, outgoing.variables);
  }

  /** Whether nobody waits: it was answered, or everybody has left. */
  get isOver(): boolean {
    return this.#waiters.size === 0;
  }

  /** When the most patient of those who wait leaves, on the clock of `performance.now()`. */
  get deadlineAt(): number {
    let latest = 0;
    for (const { sender } of this.#waiters) latest = Math.max(latest, sender.deadlineAt);
    return latest;
  }

  /** Waits for the answer. What resolves is the caller's own to change. Rejects with a `TransportError`. */
  join(sender: Sender): Promise<SubgraphAnswer> {
    return new Promise((resolve, reject) => {
      const { lifetime, deadlineAt } = sender;
      const leave = () => this.#leave(waiter, 'ABORTED', 'The request was given up.');
      const waiter: Waiter = { sender, resolve, reject, leave, timer: undefined };
      this.#waiters.add(waiter);
      const patience = deadlineAt - performance.now();
      const onTimeout = () => this.#leave(waiter, 'TIMEOUT', `No answer in ${Math.round(patience)} ms.`);
      waiter.timer = setTimeout(onTimeout, Math.max(0, Math.ceil(patience / GRANULE) * GRANULE));
      lifetime.onGivenUp(leave);
    });
  }

  resolve(answer: SubgraphAnswer): void {
    let isFirst = true;
    for (const waiter of this.#waiters) {
      const own = isFirst ? answer : copyData(answer);
      isFirst = false;
      release(waiter);
      waiter.resolve(own);
    }
    this.#end();
  }

  reject(error: TransportError): void {
    for (const waiter of this.#waiters) {
      release(waiter);
      waiter.reject(error);
    }
    this.#end();
  }

  #leave(waiter: Waiter, code: 'ABORTED' | 'TIMEOUT', message: string): void {
    release(waiter);
    this.#waiters.delete(waiter);
    waiter.reject(new TransportError(code, this.outgoing.template.subgraph, message));
    if (this.#waiters.size === 0) this.onOver();
  }

  #end(): void {
    this.#waiters.clear();
    this.onOver();
  }
}

function release({ sender, leave, timer }: Waiter): void {
  clearTimeout(timer);
  sender.lifetime.stay(leave);
}
