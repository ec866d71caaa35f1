import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LoggedChange } from '@hearth/schema/protocol/change.ts';
import type { HubReading } from '../hub-request.ts';
import { Sharers } from './live-reads.ts';
import type { Message } from './message.ts';

/** What subscribers of one shape and class are told of a change. */
export interface Told {
  readonly message: Message;
  /** What is recorded of it for each of them. */
  readonly access: HubReading['access'];
}

/** Finds out what is told of a change: undefined when its household may not be seen. Rejects when nobody can say at the moment. */
export type Ask = (change: LoggedChange, sharers: Sharers) => Promise<Told | undefined>;

/** Who waits for an answer. */
interface Waiter {
  proceed(): void;
}

const IN_A_TURN = 250; // waiters, so that requests are not kept waiting by thousands of them

/** What is told of one change to all subscribers of one shape and class. */
export class Answer {
  /** Undefined until it is known; `told` is undefined when nothing is to be told. */
  outcome: PromiseSettledResult<Told | undefined> | undefined;
  /** A promise for each of thousands of subscribers costs more than what is written to them. */
  readonly #waiters: Waiter[] = [];

  readonly #sharers: Sharers;

  constructor(asked: Promise<Told | undefined>, sharers: Sharers) {
    this.#sharers = sharers;
    asked
      .then(
        (value) => (this.outcome = { status: 'fulfilled', value }),
        (reason: unknown) => (this.outcome = { status: 'rejected', reason }),
      )
      .then(() => this.#wake());
  }

  /** Asks for it on behalf of another caller, too. */
  join(subject: string): void {
    if (!this.outcome) this.#sharers.join(subject);
  }

  /** Makes a subscriber proceed as soon as it is known. */
  wake(waiter: Waiter): void {
    this.#waiters.push(waiter);
  }

  async #wake(): Promise<void> {
    while (this.#waiters.length > 0) {
      for (const waiter of this.#waiters.splice(0, IN_A_TURN)) waiter.proceed();
      if (this.#waiters.length > 0) await nextTurn();
    }
  }
}

/** A change on its way to subscribers. What they are told of it is asked for once for each shape and authority class. */
export class Event {
  readonly change: LoggedChange;
  readonly #answers = new Map<string, Answer>();

  constructor(change: LoggedChange) {
    this.change = change;
  }

  /** `group`: the shape of the subscription and the class of its caller; `subject`: the caller. */
  answer(group: string, ask: Ask, subject: string): Answer {
    const known = this.#answers.get(group);
    if (known) {
      known.join(subject);
      return known;
    }
    const sharers = new Sharers(subject);
    const answer = new Answer(ask(this.change, sharers), sharers);
    this.#answers.set(group, answer);
    return answer;
  }
}
