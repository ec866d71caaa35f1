import { RecentlyUsed } from '@hearth/kit/recently-used.ts';
import type { Data } from '../run/data.ts';
import type { Concern } from './change-feed.ts';
import type { Subject } from './fences.ts';

/** What a subgraph answered, as it is kept. */
export interface Slice {
  readonly key: string;
  readonly subgraph: string;
  /** Frozen at every depth. */
  readonly value: Data;
  readonly subjects: readonly Subject[];
  /** Of memory, with all that is kept beside the value. */
  readonly bytes: number;
  /** When the read that brought it began, on the clock of the cache. */
  readonly readAt: number;
  readonly expiresAt: number;
}

const BESIDE = 600; // bytes that a slice takes beside its key and value, in maps, sets and lists of numbers
const NO_LIMIT = Infinity; // of slices; their bytes are limited

/** How many bytes a slice takes with its key. */
export const bytesOfSlice = (key: string, bytesOfValue: number): number => BESIDE + key.length + bytesOfValue;

/** Slices by key, bounded by bytes: what was used least recently is dropped first. Found by whom they tell of, too. */
export class SliceStore {
  readonly #slices: RecentlyUsed<string, Slice>;
  readonly #byHousehold = new Map<string, Set<Slice>>();
  readonly #byPerson = new Map<string, Set<Slice>>();

  readonly #memory: number;

  /** `onDropped` is called for each slice that is dropped to make room. */
  constructor(memory: number, onDropped: () => void) {
    this.#memory = memory;
    this.#slices = new RecentlyUsed(NO_LIMIT, {
      limit: memory,
      of: (_key, slice) => slice.bytes,
      onDropped: (_key, slice) => {
        this.#unlink(slice);
        onDropped();
      },
    });
  }

  get size(): number {
    return this.#slices.size;
  }

  get bytes(): number {
    return this.#slices.weight;
  }

  get(key: string): Slice | undefined {
    return this.#slices.get(key);
  }

  /** Keeps a slice, unless it alone is too large. */
  set(slice: Slice): void {
    if (slice.bytes > this.#memory) return;
    const before = this.#slices.get(slice.key);
    if (before) this.delete(before);
    for (const { household, person } of slice.subjects) {
      link(this.#byHousehold, household, slice);
      if (person !== null) link(this.#byPerson, person, slice);
    }
    this.#slices.set(slice.key, slice);
  }

  delete(slice: Slice): void {
    this.#slices.delete(slice.key);
    this.#unlink(slice);
  }

  /** Deletes what tells of whom a change names: of one subgraph, or of all. Returns how many slices that were. */
  deleteConcerned({ household, persons }: Concern, subgraph: string | undefined): number {
    const found = new Set(household === null ? [] : this.#byHousehold.get(household));
    for (const person of persons) for (const slice of this.#byPerson.get(person) ?? []) found.add(slice);
    let deleted = 0;
    for (const slice of found) {
      if (subgraph !== undefined && slice.subgraph !== subgraph) continue;
      this.delete(slice);
      deleted += 1;
    }
    return deleted;
  }

  #unlink(slice: Slice): void {
    for (const { household, person } of slice.subjects) {
      unlink(this.#byHousehold, household, slice);
      if (person !== null) unlink(this.#byPerson, person, slice);
    }
  }
}

function link(index: Map<string, Set<Slice>>, id: string, slice: Slice): void {
  const known = index.get(id);
  if (known) known.add(slice);
  else index.set(id, new Set([slice]));
}

function unlink(index: Map<string, Set<Slice>>, id: string, slice: Slice): void {
  const known = index.get(id);
  if (known?.delete(slice) && known.size === 0) index.delete(id);
}
