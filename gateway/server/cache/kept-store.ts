import { RecentlyUsed } from '@hearth/kit/recently-used.ts';
import type { HubResult } from '../hub-request.ts';
import type { Data } from '../run/data.ts';
import type { Subjects } from '../run/subjects.ts';
import type { Concern } from './change-feed.ts';
import type { Subject } from './fences.ts';

/** Something that is kept, and what empties it. */
interface Entry {
  readonly key: string;
  /** Whose answers it is, or was made of. */
  readonly subgraphs: readonly string[];
  readonly subjects: readonly Subject[];
  /** Of memory, with all that is kept beside the value. */
  readonly bytes: number;
  /** When the read that brought it began, on the clock of the cache; of what several reads brought, on average. */
  readonly readAt: number;
  readonly expiresAt: number;
}

/** What a subgraph answered, as it is kept. */
export interface Slice extends Entry {
  readonly kind: 'slice';
  /** Frozen at every depth. */
  readonly value: Data;
}

/** What a client was answered: of what it takes to answer so again, all was kept. */
export interface KeptAnswer extends Entry {
  readonly kind: 'answer';
  readonly value: Answered;
  /** How many slices it was made of. */
  readonly slices: number;
}

/** An answer, and of whom it tells; undefined where nobody records that. */
export interface Answered {
  readonly result: HubResult;
  readonly subjects: Subjects | undefined;
}

type Kept = Slice | KeptAnswer;

const BESIDE = 600; // bytes that an entry takes beside its key and value, in maps, sets and lists of numbers
const NO_LIMIT = Infinity; // of entries; their bytes are limited

/** How many bytes an entry takes with its key. */
export const bytesWithKey = (key: string, bytesOfValue: number): number => BESIDE + key.length + bytesOfValue;

/** Slices and answers by key, bounded by bytes: what was used least recently is dropped first. Found by whom they tell of, too. */
export class KeptStore {
  readonly #entries: RecentlyUsed<string, Kept>;
  readonly #byHousehold = new Map<string, Set<Kept>>();
  readonly #byPerson = new Map<string, Set<Kept>>();

  readonly #memory: number;

  /** `onDropped` is called for each entry that is dropped to make room. */
  constructor(memory: number, onDropped: () => void) {
    this.#memory = memory;
    this.#entries = new RecentlyUsed(NO_LIMIT, {
      limit: memory,
      of: (_key, entry) => entry.bytes,
      onDropped: (_key, entry) => {
        this.#unlink(entry);
        onDropped();
      },
    });
  }

  get size(): number {
    return this.#entries.size;
  }

  get bytes(): number {
    return this.#entries.weight;
  }

  slice(key: string): Slice | undefined {
    const found = this.#entries.get(key);
    return found?.kind === 'slice' ? found : undefined;
  }

  answer(key: string): KeptAnswer | undefined {
    const found = this.#entries.get(key);
    return found?.kind === 'answer' ? found : undefined;
  }

  /** Keeps an entry, unless it alone is too large. */
  set(entry: Kept): void {
    if (entry.bytes > this.#memory) return;
    const before = this.#entries.get(entry.key);
    if (before) this.delete(before);
    for (const { household, person } of entry.subjects) {
      link(this.#byHousehold, household, entry);
      if (person !== null) link(this.#byPerson, person, entry);
    }
    this.#entries.set(entry.key, entry);
  }

  delete(entry: Kept): void {
    this.#entries.delete(entry.key);
    this.#unlink(entry);
  }

  /** Deletes what tells of whom a change names: of one subgraph, or of all. Returns how many entries that were. */
  deleteConcerned({ household, persons }: Concern, subgraph: string | undefined): number {
    const found = new Set(household === null ? [] : this.#byHousehold.get(household));
    for (const person of persons) for (const entry of this.#byPerson.get(person) ?? []) found.add(entry);
    let deleted = 0;
    for (const entry of found) {
      if (subgraph !== undefined && !entry.subgraphs.includes(subgraph)) continue;
      this.delete(entry);
      deleted += 1;
    }
    return deleted;
  }

  #unlink(entry: Kept): void {
    for (const { household, person } of entry.subjects) {
      unlink(this.#byHousehold, household, entry);
      if (person !== null) unlink(this.#byPerson, person, entry);
    }
  }
}

function link(index: Map<string, Set<Kept>>, id: string, entry: Kept): void {
  const known = index.get(id);
  if (known) known.add(entry);
  else index.set(id, new Set([entry]));
}

function unlink(index: Map<string, Set<Kept>>, id: string, entry: Kept): void {
  const known = index.get(id);
  if (known?.delete(entry) && known.size === 0) index.delete(id);
}
