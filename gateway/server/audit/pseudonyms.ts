import { RecentlyUsed } from '@hearth/kit/recently-used.ts';
import { keyedHash, type SealingKey } from '@hearth/kit/sealing.ts';
import type { AccessEntry } from './entry.ts';

/** Whom a number belongs to. */
export type SubjectKind = 'household' | 'person';

type Ids = readonly string[];

const KEPT = 20_000;
const LENGTH = 22; // characters of base64url: 128 bits

/** Names that stand for households and persons: found by who has the key, and telling nothing to others. */
export class Pseudonyms {
  readonly #key: SealingKey;
  readonly #known = new RecentlyUsed<string, string>(KEPT);
  readonly #lists = { household: new WeakMap<Ids, Ids>(), person: new WeakMap<Ids, Ids>() };

  constructor(key: SealingKey) {
    this.#key = key;
  }

  of(kind: SubjectKind, id: string): string {
    const text = `${kind} ${id}`;
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const name = keyedHash(text, this.#key).slice(0, LENGTH);
    this.#known.set(text, name);
    return name;
  }

  /** The entry with names in place of the numbers of households and persons. */
  conceal(entry: AccessEntry): AccessEntry {
    return {
      ...entry,
      households: this.#namesOf('household', entry.households),
      persons: this.#namesOf('person', entry.persons),
    };
  }

  /** The same list is named once: an answer that is kept is recorded each time it is given. */
  #namesOf(kind: SubjectKind, ids: Ids): Ids {
    const known = this.#lists[kind];
    let names = known.get(ids);
    if (!names) known.set(ids, (names = ids.map((id) => this.of(kind, id)).toSorted()));
    return names;
  }
}
