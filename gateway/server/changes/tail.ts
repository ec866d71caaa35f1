import { setTimeout as delay } from 'node:timers/promises';
import { type ChangeLog, type ChangePage, GapError } from '@hearth/kit/changes/change-log.ts';
import type { Outages } from '@hearth/kit/outages.ts';
import type { LoggedChange, Position } from '@hearth/schema/protocol/change.ts';

/** Who hears what a tail reads, in the order of the log. */
export interface TailListener {
  onChange(change: LoggedChange): void;
  /** Changes were missed: what was known of the ministry's data may be older than anybody can tell. */
  onGap(): void;
}

export interface TailOptions {
  readonly log: ChangeLog;
  /** Changes that are kept in memory. */
  readonly kept: number;
  readonly listener: TailListener;
  /** Told when the log cannot be followed, and when it can be again. */
  readonly outages: Outages;
}

const CURRENT = 2_500; // milliseconds after a page, of which one comes every second
const PAUSE = 1_000; // milliseconds before a log that failed is asked again

/** Follows one ministry's log from its end on, and keeps what came last. */
export class Tail {
  readonly log: ChangeLog;
  readonly #options: TailOptions;
  readonly #ending = new AbortController();
  /** What came last, by position; everything after `#from` is here. */
  #ring: LoggedChange[] = [];
  #from: Position | undefined;
  #position: Position | undefined;
  #pageAt = -Infinity;
  /** Where the log ended when it was last heard of after a silence; undefined while that is not known. */
  #end: Position | undefined;
  readonly #following: Promise<void>;

  constructor(options: TailOptions) {
    this.log = options.log;
    this.#options = options;
    this.#following = this.#followAlways();
  }

  /** Up to where the log was read; undefined until its end is known. */
  get position(): Position | undefined {
    return this.#position;
  }

  /** Whether what was committed until about now has been heard of; not while a silence is caught up with. */
  get isCurrent(): boolean {
    return this.#isHeard && this.#end !== undefined && this.#position! >= this.#end;
  }

  get #isHeard(): boolean {
    return performance.now() - this.#pageAt < CURRENT;
  }

  /** The changes after a position, up to where the log was read; undefined when not all of them are in memory. */
  since(after: Position): readonly LoggedChange[] | undefined {
    if (this.#from === undefined || this.#position === undefined) return undefined;
    if (after < this.#from || after > this.#position) return undefined;
    return this.#ring.slice(firstAfter(this.#ring, after));
  }

  async stop(): Promise<void> {
    this.#ending.abort();
    await this.#following;
  }

  async #followAlways(): Promise<void> {
    const { signal } = this.#ending;
    while (!signal.aborted) {
      try {
        await this.#follow(signal);
      } catch (error) {
        if (error instanceof GapError) this.#forget();
        else this.#fail(error);
      }
      await delay(PAUSE, undefined, { signal }).catch(() => {});
    }
  }

  async #follow(signal: AbortSignal): Promise<void> {
    if (this.#position === undefined) this.#position = this.#from = await this.log.end();
    for await (const page of this.log.follow(this.#position, signal)) {
      if (signal.aborted) return;
      if (!this.#isHeard || this.#end === undefined) this.#end = await this.log.end();
      this.#take(page);
    }
  }

  #take({ changes, position }: ChangePage): void {
    this.#options.outages.onBack();
    this.#pageAt = performance.now();
    for (const change of changes) {
      if (change.position <= this.#position!) continue;
      this.#position = change.position;
      this.#keep(change);
      this.#options.listener.onChange(change);
    }
    if (position > this.#position!) this.#position = position;
  }

  /** Twice as much is kept for a while, so that a change is moved once. */
  #keep(change: LoggedChange): void {
    this.#ring.push(change);
    const { kept } = this.#options;
    if (this.#ring.length < kept * 2) return;
    this.#from = this.#ring[this.#ring.length - kept - 1]!.position;
    this.#ring = this.#ring.slice(-kept);
  }

  #forget(): void {
    this.#ring = [];
    this.#from = this.#position = undefined;
    this.#end = undefined;
    this.#pageAt = -Infinity;
    this.#options.listener.onGap();
  }

  #fail(error: unknown): void {
    if (!this.#ending.signal.aborted) this.#options.outages.onLost((error as Error).message);
  }
}

/** The place of the first change after a position. */
function firstAfter(changes: readonly LoggedChange[], after: Position): number {
  let [low, high] = [0, changes.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (changes[middle]!.position <= after) low = middle + 1;
    else high = middle;
  }
  return low;
}
