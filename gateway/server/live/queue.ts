import type { Positions } from '../changes/tails.ts';
import type { Event } from './event.ts';

/** An event that waits for one subscriber, and up to where all logs are read with it. */
export interface Waiting {
  readonly event: Event;
  readonly positions: Positions;
}

/** What waits for one subscriber, in order. When it is full, only the latest event of each household stays. */
export class Queue {
  readonly #limit: number;
  #waiting: Waiting[] = [];

  constructor(limit: number) {
    this.#limit = limit;
  }

  get length(): number {
    return this.#waiting.length;
  }

  get room(): number {
    return this.#limit - this.#waiting.length;
  }

  /** False when it is full and no two events are of one household. */
  add(waiting: Waiting): boolean {
    this.#waiting.push(waiting);
    if (this.#waiting.length <= this.#limit) return true;
    this.#conflate();
    return this.#waiting.length <= this.#limit;
  }

  /** Takes the first ones out, so many at the most. */
  take(count: number): Waiting[] {
    return this.#waiting.splice(0, count);
  }

  clear(): void {
    this.#waiting = [];
  }

  /** A later event of a household tells of it as it is then, and its positions cover what came before. */
  #conflate(): void {
    const latest = new Map(this.#waiting.map((waiting) => [waiting.event.change.household, waiting]));
    this.#waiting = this.#waiting.filter((one) => latest.get(one.event.change.household) === one);
  }
}
