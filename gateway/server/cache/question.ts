import { keepWritten } from '../run/written-result.ts';
import type { Subject } from './fences.ts';
import { freezeAndWeigh } from './freeze.ts';
import { type Answered, bytesWithKey, type Slice } from './kept-store.ts';
import type { CacheParts } from './reading.ts';

/**
 * One request, as others may ask it again: what is kept as its answer, and while there is none, of which slices it gets one. An
 * answer is kept when it was made of slices alone, goes with any of them, and no later.
 */
export class Question {
  readonly #parts: CacheParts;
  readonly #key: string;
  readonly #now: number;
  readonly #slices: Slice[] = [];
  #isAnsweredByCache = true;

  constructor(parts: CacheParts, { key, now }: { readonly key: string; readonly now: number }) {
    this.#parts = parts;
    this.#key = key;
    this.#now = now;
  }

  /** What is kept as its answer, frozen. */
  find(): Answered | undefined {
    const { store, feed, counting } = this.#parts;
    const answer = store.answer(this.#key);
    if (!answer) return undefined;
    for (const subgraph of answer.subgraphs) if (!feed.isCurrent(subgraph)) return undefined;
    if (answer.expiresAt <= this.#now) {
      store.delete(answer);
      counting.emptied.age += 1;
      return undefined;
    }
    counting.hitWhole(answer.slices, (this.#now - answer.readAt) / 1_000);
    return answer.value;
  }

  /** A slice becomes a part of its answer. */
  use(slice: Slice): void {
    this.#slices.push(slice);
  }

  /** Something is asked of a subgraph for it. */
  ask(): void {
    this.#isAnsweredByCache = false;
  }

  /** Keeps what it was answered, unless not all of it was kept, and still is. It is frozen then. */
  keep(value: Answered): void {
    const { store } = this.#parts;
    const slices = this.#slices;
    if (!this.#isAnsweredByCache || slices.length === 0) return;
    if (slices.some((slice) => store.slice(slice.key) !== slice)) return;
    const bytes = bytesWithKey(this.#key, freezeAndWeigh(value.result) + keepWritten(value.result));
    store.set({
      kind: 'answer',
      key: this.#key,
      subgraphs: [...new Set(slices.flatMap(({ subgraphs }) => subgraphs))],
      subjects: distinct(slices.flatMap(({ subjects }) => subjects)),
      value,
      bytes,
      slices: slices.length,
      readAt: slices.reduce((sum, { readAt }) => sum + readAt, 0) / slices.length,
      expiresAt: Math.min(...slices.map(({ expiresAt }) => expiresAt)),
    });
  }
}

const distinct = (subjects: readonly Subject[]): Subject[] => [
  ...new Map(subjects.map((subject) => [`${subject.household}\n${subject.person}`, subject])).values(),
];
