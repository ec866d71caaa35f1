import type { Budget, Spender } from '../caller/rate-limit.ts';
import { Turns } from '../turns.ts';
import { WorkOfTurn } from '../work-of-turn.ts';
import type { HttpLimits } from './limits.ts';
import { HttpRefusal } from './refusal.ts';

/**
 * Runs what somebody asks for when it is their turn. Throws an `HttpRefusal` at once when there is no room for it, and
 * later when they have spent meanwhile what they may.
 */
export type Admission = <Result>(spender: Spender, run: () => Promise<Result>) => Promise<Result>;

/** What bounds it. */
export interface AdmissionOptions {
  readonly limits: Pick<HttpLimits, 'requests' | 'requestsPerSubject' | 'runningPerSubject'>;
  /** Asked of those who had to wait. */
  readonly budget: Pick<Budget, 'check'>;
}

/** What one caller has under way. */
interface Share {
  /** Requests that run or wait. */
  held: number;
  running: number;
}

/**
 * Lets requests begin as they come, as long as there is little to do. Else they wait, and callers take turns: a limited
 * number of each caller's run, and in one turn of the event loop only as much begins as takes a few milliseconds, for a
 * request that begins is read, checked and compiled at once.
 */
export function createAdmission(options: AdmissionOptions): Admission {
  const queue = new AdmissionQueue(options);
  return (spender, run) => queue.run(spender, run);
}

class AdmissionQueue {
  readonly #options: AdmissionOptions;
  readonly #shares = new Map<string, Share>();
  readonly #waiting = new Turns<string, () => void>();
  #held = 0;
  /** Milliseconds that this turn of the event loop has begun requests for. */
  readonly #work = new WorkOfTurn(() => this.#takeTurns());

  constructor(options: AdmissionOptions) {
    this.#options = options;
  }

  async run<Result>(spender: Spender, run: () => Promise<Result>): Promise<Result> {
    const { subject } = spender;
    const share = this.#take(subject);
    try {
      if (this.#waiting.size === 0 && this.#mayBegin(share)) return await this.#begin(share, run);
      return await this.#wait(spender, share, run);
    } finally {
      this.#leave(subject, share);
    }
  }

  #wait<Result>(spender: Spender, share: Share, run: () => Promise<Result>): Promise<Result> {
    const begin = () => {
      this.#options.budget.check(spender);
      return run();
    };
    return new Promise((resolve) => {
      this.#waiting.add(spender.subject, () => resolve(this.#begin(share, begin)));
      this.#work.schedule();
    });
  }

  #take(subject: string): Share {
    const { requests, requestsPerSubject } = this.#options.limits;
    if (this.#held >= requests) throw overloaded(`${requests} requests are being answered`);
    const known = this.#shares.get(subject);
    if (known && known.held >= requestsPerSubject) {
      throw overloaded(`${requestsPerSubject} requests of the caller are being answered`);
    }
    this.#held += 1;
    if (known) {
      known.held += 1;
      return known;
    }
    const share = { held: 1, running: 0 };
    this.#shares.set(subject, share);
    return share;
  }

  #leave(subject: string, share: Share): void {
    this.#held -= 1;
    share.held -= 1;
    if (share.held === 0) this.#shares.delete(subject);
    if (this.#waiting.size > 0) this.#work.schedule();
  }

  #mayBegin({ running }: Share): boolean {
    return !this.#work.isDone && running < this.#options.limits.runningPerSubject;
  }

  /** What is done of it before it waits for somebody else counts as work of this turn. */
  async #begin<Result>(share: Share, run: () => Promise<Result>): Promise<Result> {
    share.running += 1;
    try {
      return await this.#work.measure(run);
    } finally {
      share.running -= 1;
    }
  }

  /** Lets callers begin one after another, until none may. */
  #takeTurns(): void {
    const may = (subject: string) => this.#mayBegin(this.#shares.get(subject) as Share);
    for (let begin = this.#waiting.take(may); begin; begin = this.#waiting.take(may)) begin();
  }
}

const overloaded = (what: string): HttpRefusal =>
  new HttpRefusal(503, 'OVERLOADED', `${what}, which is the limit: ask again.`, {
    headers: { 'retry-after': '1' },
  });
