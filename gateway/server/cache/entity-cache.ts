import { RecentlyUsed } from '@hearth/kit/recently-used.ts';
import type { ChangeFeed, Concern } from './change-feed.ts';
import { type CacheCounters, type CacheReport, Counting, type Emptied } from './counters.ts';
import { Fences } from './fences.ts';
import { digestOf } from './digest.ts';
import { type CacheParts, Reading } from './reading.ts';
import { restOfDay } from './rest-of-day.ts';
import { Question } from './question.ts';
import { KeptStore } from './kept-store.ts';
import { readWritten } from './written.ts';

export interface EntityCacheOptions {
  /** Bytes that may be kept; with 0 nothing is. */
  readonly memory: number;
  /** What tells when something is no longer true. */
  readonly feed: ChangeFeed;
  /** Milliseconds on a clock that never goes back. Default: since the process began. */
  readonly now?: () => number;
  /** Milliseconds since 1970, which say when a day ends. Default: this machine's. */
  readonly date?: () => number;
}

/** The kinds of changes that alter who may see a household or who belongs to it, whichever subgraph holds data of that and tells it first. */
const EVERYWHERE: ReadonlySet<string> = new Set(['HOUSEHOLD_MOVED', 'MEMBERS_CHANGED']);

const CLASSES = 1_000; // whose digests are remembered

/**
 * What subgraphs answered of households and people, kept until a change log or a write tells otherwise. One for each process:
 * it outlives the supergraph that is served. It also knows which reads on their way may be older than what was told since.
 */
export class EntityCache {
  /** Ends listening to changes. */
  readonly stop: () => void;
  readonly #parts: CacheParts;
  readonly #feed: ChangeFeed;
  readonly #memory: number;
  readonly #now: () => number;
  readonly #epochs = new Map<string, number>();
  /** Of all subgraphs together. */
  #epoch = 0;
  readonly #classes = new RecentlyUsed<string, string>(CLASSES);
  readonly #listeners = new Set<(subgraph: string | undefined) => void>();

  constructor({ memory, feed, now = () => performance.now(), date = Date.now }: EntityCacheOptions) {
    this.#memory = memory;
    this.#feed = feed;
    this.#now = now;
    const counting = new Counting();
    const store = new KeptStore(memory, () => (counting.emptied.room += 1));
    this.#parts = { feed, fences: new Fences(), store, counting, restOfDay: () => restOfDay(date()) };
    this.stop = feed.listen({
      onChange: (subgraph, change) =>
        this.#forget(change, subgraph, { everywhere: EVERYWHERE.has(change.kind), reason: 'change' }),
      onGap: (subgraph) => this.#forgetAll(subgraph),
    });
  }

  get counters(): CacheCounters {
    const { counting, store } = this.#parts;
    const { hits, misses, wholes, fenced, emptied, emptiedWhole, ageOfHits } = counting;
    const { size: entries, bytes } = store;
    return { hits, misses, wholes, fenced, emptied: { ...emptied }, emptiedWhole, ageOfHits, entries, bytes };
  }

  /**
   * A request as others of its authority class may ask it again; undefined when nothing is kept.
   * @param operation names what is run, whatever the variables
   * @param variables all that it depends on beside, as text
   */
  question(operation: string, authorityClass: string, variables: string): Question | undefined {
    if (this.#memory === 0) return undefined;
    const scope = `${this.#digestOf(authorityClass)} ${this.#epoch}`;
    return new Question(this.#parts, { key: `${operation} ${scope} ${variables}`, now: this.#now() });
  }

  /** What one request may take from, and bring to, what is kept of a subgraph; undefined while nothing of it may be. */
  read(subgraph: string, authorityClass: string, { report, question }: ReadOptions): Reading | undefined {
    if (this.#memory === 0 || !this.#feed.isCurrent(subgraph)) return undefined;
    const scope = `${this.#digestOf(authorityClass)} ${this.#epochs.get(subgraph) ?? 0}`;
    return new Reading(this.#parts, { subgraph, scope, now: this.#now(), report, question });
  }

  /**
   * Forgets what a write through this gateway may have changed; to be called before its answer leaves.
   * @param extensions of the subgraph's answer; undefined when there is none, so that nobody knows what was written
   */
  wrote(subgraph: string, extensions: unknown): void {
    const written = readWritten(extensions);
    if (!written) this.#forgetAll(subgraph);
    // An answer does not say of what kind a change was: each may have moved the household.
    else
      for (const concern of written) this.#forget(concern, subgraph, { everywhere: true, reason: 'write' });
    this.#outdate(subgraph);
  }

  /**
   * Tells, at once, when reads that are on their way may have become old: those of one subgraph, or of all (undefined). Returns
   * what ends it.
   */
  onOutdated(listener: (subgraph: string | undefined) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #forget(concern: Concern, subgraph: string, { everywhere, reason }: Forgetting): void {
    if (concern.household === null) return this.#forgetAll(subgraph);
    const among = everywhere ? undefined : subgraph;
    this.#parts.fences.break(among, concern);
    this.#parts.counting.emptied[reason] += this.#parts.store.deleteConcerned(concern, among);
    this.#outdate(among);
  }

  /** What was kept of it is found no more; it goes when room is needed. */
  #forgetAll(subgraph: string): void {
    this.#epochs.set(subgraph, (this.#epochs.get(subgraph) ?? 0) + 1);
    this.#epoch += 1;
    this.#parts.fences.break(subgraph);
    this.#parts.counting.emptiedWhole += 1;
    this.#outdate(subgraph);
  }

  /** `undefined`: reads of all subgraphs. */
  #outdate(subgraph: string | undefined): void {
    for (const listener of this.#listeners) listener(subgraph);
  }

  #digestOf(authorityClass: string): string {
    const known = this.#classes.get(authorityClass);
    if (known !== undefined) return known;
    const digest = digestOf(authorityClass);
    this.#classes.set(authorityClass, digest);
    return digest;
  }
}

interface ReadOptions {
  /** Where it is noted what was kept, if anybody wants to know. */
  readonly report: CacheReport | undefined;
  /** What the request asks, where its answer may be kept. */
  readonly question: Question | undefined;
}

interface Forgetting {
  /** Of all subgraphs. */
  readonly everywhere: boolean;
  readonly reason: Emptied;
}
