import { Turns } from '../turns.ts';
import { WorkOfTurn } from '../work-of-turn.ts';

/** The callers who wait for one read together. */
export class Sharers {
  readonly first: string;
  /** Set while the read waits for its turn. */
  onJoin: ((subject: string) => void) | undefined;

  constructor(first: string) {
    this.first = first;
  }

  /** The read begins at the turn of the first of them, this caller included. */
  join(subject: string): void {
    this.onJoin?.(subject);
  }
}

const MOST_RUNNING = 64; // reads, as many as go to a ministry together

/**
 * Runs the reads that answer changes. Reads begin at once while few run; else they wait, and callers take turns. In one
 * turn of the event loop only as many begin as take a few milliseconds, so that requests are answered in between. What
 * waits is bounded by the shapes that each caller may subscribe to, and the events that a subscriber takes together.
 */
export class LiveReads {
  readonly #mostRunning: number;
  readonly #waiting = new Turns<string, () => void>();
  #running = 0;
  readonly #work = new WorkOfTurn(() => this.#goOn());

  constructor(mostRunning = MOST_RUNNING) {
    this.#mostRunning = mostRunning;
  }

  run<Result>(sharers: Sharers, read: () => Promise<Result>): Promise<Result> {
    if (this.#waiting.size === 0 && this.#mayBegin) return this.#begin(read);
    return new Promise((resolve) => {
      const subjects = new Set<string>();
      const begin = () => {
        sharers.onJoin = undefined;
        for (const subject of subjects) this.#waiting.delete(subject, begin);
        resolve(this.#begin(read));
      };
      sharers.onJoin = (subject) => {
        if (subjects.has(subject)) return;
        subjects.add(subject);
        this.#waiting.add(subject, begin);
      };
      sharers.join(sharers.first);
      this.#work.schedule();
    });
  }

  get #mayBegin(): boolean {
    return this.#running < this.#mostRunning && !this.#work.isDone;
  }

  async #begin<Result>(read: () => Promise<Result>): Promise<Result> {
    this.#running += 1;
    try {
      return await this.#work.measure(read);
    } finally {
      this.#running -= 1;
      if (this.#waiting.size > 0) this.#work.schedule();
    }
  }

  #goOn(): void {
    while (this.#mayBegin) {
      const begin = this.#waiting.take();
      if (!begin) return;
      begin();
    }
    if (this.#waiting.size > 0 && this.#running < this.#mostRunning) this.#work.schedule();
  }
}
