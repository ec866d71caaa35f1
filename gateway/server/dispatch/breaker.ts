/** Whether a subgraph is asked at all, and how it is found to be well again. */
export interface BreakerOptions {
  /** Failures in a row after which it is no longer asked. */
  readonly failuresToOpen: number;
  /** Milliseconds between two probes of a subgraph that is not asked. */
  readonly probeInterval: number;
  /** Milliseconds for which a request waits for a probe that its own arrival started. */
  readonly probePatience: number;
  /** Asks the subgraph something small; whether it answered. Never rejects. */
  readonly probe: () => Promise<boolean>;
}

/**
 * A circuit breaker. Closed, everything is sent. After several failures in a row it opens: nothing is sent but probes,
 * by the clock and by the first request that arrives, which waits a moment for its outcome; one that succeeds closes it.
 */
export class Breaker {
  readonly #options: BreakerOptions;
  #failures = 0;
  #isOpen = false;
  #timer: NodeJS.Timeout | undefined;
  #probing: Promise<boolean> | undefined;
  /** No probe before, on the clock of `performance.now()`. */
  #quietUntil = 0;
  #isStopped = false;

  constructor(options: BreakerOptions) {
    this.#options = options;
  }

  get isOpen(): boolean {
    return this.#isOpen;
  }

  succeeded(): void {
    this.#failures = 0;
    if (this.#isOpen) this.#close();
  }

  /** `retryAfter` is for how many milliseconds the subgraph asked to be left alone. */
  failed(retryAfter = 0): void {
    if (this.#isStopped) return;
    this.#failures += 1;
    if (retryAfter > 0) this.#quietUntil = performance.now() + retryAfter;
    if (this.#isOpen || (retryAfter === 0 && this.#failures < this.#options.failuresToOpen)) return;
    this.#isOpen = true;
    this.#schedule();
  }

  /** Whether something may be sent. Resolves at once while closed, else when the probe under way is over or too slow. */
  async admits(): Promise<boolean> {
    if (!this.#isOpen) return true;
    if (performance.now() < this.#quietUntil) return false;
    const late = new Promise<false>((resolve) => {
      setTimeout(() => resolve(false), this.#options.probePatience).unref();
    });
    return Promise.race([this.#probe(), late]);
  }

  stop(): void {
    this.#isStopped = true;
    clearTimeout(this.#timer);
  }

  #close(): void {
    this.#isOpen = false;
    clearTimeout(this.#timer);
  }

  /** Probes at intervals that differ by up to a half, so that many gateways do not ask at once. */
  #schedule(): void {
    if (!this.#isOpen || this.#isStopped) return;
    const quiet = Math.max(0, this.#quietUntil - performance.now());
    const pause = this.#options.probeInterval * (0.75 + Math.random() / 2);
    this.#timer = setTimeout(() => void this.#probe().then(() => this.#schedule()), quiet + pause);
    this.#timer.unref();
  }

  #probe(): Promise<boolean> {
    this.#probing ??= this.#options.probe().then((isWell) => {
      this.#probing = undefined;
      if (isWell) this.succeeded();
      return isWell;
    });
    return this.#probing;
  }
}
