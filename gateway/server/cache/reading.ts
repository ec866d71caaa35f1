import type { Data } from '../run/data.ts';
import type { ChangeFeed } from './change-feed.ts';
import type { CacheReport, Counting } from './counters.ts';
import type { Fence, Fences, Subject } from './fences.ts';
import { freezeAndWeigh } from './freeze.ts';
import type { SliceKind } from './slice-kind.ts';
import { bytesWithKey, type KeptStore } from './kept-store.ts';
import type { Question } from './question.ts';

/** What the cache is made of. */
export interface CacheParts {
  readonly feed: ChangeFeed;
  readonly fences: Fences;
  readonly store: KeptStore;
  readonly counting: Counting;
  /** For how many milliseconds it may be kept what is true today. */
  readonly restOfDay: () => number;
}

interface ReadingOptions {
  readonly subgraph: string;
  /** What keys have in common within one authority class, while nothing empties the whole subgraph. */
  readonly scope: string;
  readonly now: number;
  readonly report: CacheReport | undefined;
  /** What the request asks, where its answer may be kept. */
  readonly question: Question | undefined;
}

/**
 * One fetch of one request: what is kept of it, and what is to be kept of its answer. From the first thing that is missing until
 * `end` a fence stands around it, so it must be asked at once for what was not found.
 */
export class Reading {
  readonly #parts: CacheParts;
  readonly #subgraphs: readonly [string];
  readonly #scope: string;
  readonly #now: number;
  readonly #report: CacheReport | undefined;
  readonly #question: Question | undefined;
  #fence: Fence | undefined;

  constructor(parts: CacheParts, { subgraph, scope, now, report, question }: ReadingOptions) {
    this.#parts = parts;
    this.#subgraphs = [subgraph];
    this.#scope = scope;
    this.#now = now;
    this.#report = report;
    this.#question = question;
  }

  /** What the keys of slices of one kind end with. `variables` are the values of those that the kind depends on, as text. */
  keysOf({ digest }: SliceKind, variables: string): string {
    return ` ${digest} ${this.#scope} ${variables}`;
  }

  /** What is kept under a key, frozen. `household` is where the entity is known to belong now, if it is known. */
  find(key: string, household: string | undefined): Data | undefined {
    const { store, counting, fences } = this.#parts;
    const [subgraph] = this.#subgraphs;
    const slice = store.slice(key);
    const isTooOld = slice !== undefined && slice.expiresAt <= this.#now;
    if (slice && !isTooOld && isOf(slice.subjects, household)) {
      this.#question?.use(slice);
      counting.hit(subgraph, (this.#now - slice.readAt) / 1_000, this.#report);
      return slice.value;
    }
    if (slice) {
      store.delete(slice);
      counting.emptied[isTooOld ? 'age' : 'change'] += 1;
    }
    counting.miss(subgraph, this.#report);
    this.#fence ??= fences.begin(subgraph);
    return undefined;
  }

  /** Keeps a part of the answer, unless something was told since that may have changed it. The value is frozen then. */
  keep(key: string, { maxAge, sameDay }: SliceKind, value: Data, subjects: readonly Subject[]): void {
    if (!this.#fence || subjects.length === 0) return;
    const { feed, store, counting, restOfDay } = this.#parts;
    const age = sameDay ? Math.min(maxAge, restOfDay()) : maxAge;
    if (age === 0) return;
    if (this.#fence.isBrokenFor(subjects) || !feed.isCurrent(this.#subgraphs[0])) {
      counting.fenced += 1;
      return;
    }
    const bytes = bytesWithKey(key, freezeAndWeigh(value));
    const [subgraphs, readAt] = [this.#subgraphs, this.#now];
    store.set({ kind: 'slice', key, subgraphs, value, subjects, bytes, readAt, expiresAt: readAt + age });
  }

  /** The answer is used, or there is none. */
  end(): void {
    this.#fence?.end();
  }
}

/** A person who has moved to another household may be seen by others than before. */
const isOf = ([first]: readonly Subject[], household: string | undefined): boolean =>
  household === undefined || first?.household === household;
