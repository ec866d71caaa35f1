/**
 * Counts the milliseconds in which this process came to its work. Of a pause, in which it was busy with one thing, stopped or
 * asleep, no more counts than the interval at which `tick` is called.
 */
export class WakingTime {
  readonly #interval: number;
  readonly #clock: () => number;
  #counted = 0;
  #tickedAt: number;

  constructor(interval: number, clock: () => number = () => performance.now()) {
    this.#interval = interval;
    this.#clock = clock;
    this.#tickedAt = clock();
  }

  tick(): void {
    this.#counted = this.now();
    this.#tickedAt = this.#clock();
  }

  now(): number {
    return this.#counted + Math.min(this.#clock() - this.#tickedAt, this.#interval);
  }
}
