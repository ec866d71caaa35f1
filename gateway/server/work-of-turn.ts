const MOST = 8; // milliseconds in one turn of the event loop after which what else comes waits for the next turn

/** The work that is begun in one turn of the event loop, bounded so that everything else gets its turn in between. */
export class WorkOfTurn {
  readonly #onNext: () => void;
  #worked = 0;
  #isScheduled = false;

  /** `onNext` is called in the next turn when it was asked for, or when the work of a turn is done. */
  constructor(onNext: () => void) {
    this.#onNext = onNext;
  }

  /** Whether this turn has had its work. */
  get isDone(): boolean {
    return this.#worked >= MOST;
  }

  /** Runs something. What it does before it first waits counts as work of this turn. */
  measure<Result>(run: () => Promise<Result>): Promise<Result> {
    const begun = performance.now();
    try {
      return run();
    } finally {
      this.#worked += performance.now() - begun;
      if (this.isDone) this.schedule();
    }
  }

  /** Has `onNext` called in the next turn, once however often it is asked for. */
  schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#worked = 0;
      this.#onNext();
    });
  }
}
