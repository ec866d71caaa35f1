const SOONEST = 1; // milliseconds; timers are no more exact than that

/**
 * One timer for many deadlines, most of which are never reached. It rings at the earliest that it was told of, and
 * learns then which is the next; a timer for each would cost more than the work that it guards.
 */
export class Alarm {
  /** Called with the time until which deadlines have passed; says when the next one is, `Infinity` for none. */
  readonly #ring: (until: number) => number;
  #at = Infinity;
  #timer: NodeJS.Timeout | undefined;

  constructor(ring: (until: number) => number) {
    this.#ring = ring;
  }

  /** Rings at this time of `performance.now()` at the latest. */
  set(at: number): void {
    if (at >= this.#at) return;
    this.stop();
    this.#at = at;
    this.#timer = setTimeout(() => this.#onTimeout(), Math.max(SOONEST, Math.ceil(at - performance.now())));
    this.#timer.unref();
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#at = Infinity;
  }

  #onTimeout(): void {
    this.#at = Infinity;
    this.set(this.#ring(performance.now() + SOONEST));
  }
}
