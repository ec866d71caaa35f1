import { RecentlyUsed } from '@hearth/kit/recently-used.ts';
import { keyedHash, type SealingKey } from '@hearth/kit/sealing.ts';
import type { AccessEntry } from './entry.ts';

/** Whom a number belongs to. */
export type SubjectKind = 'household' | 'person';

const KEPT = 20_000;
const LENGTH = 22; // characters of base64url: 128 bits

/** Names that stand for households and persons: found by who has the key, and telling nothing to others. */
export class Pseudonyms {
  readonly #key: SealingKey;
  readonly #known = new RecentlyUsed<string, string>(KEPT);

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
    const names = (kind: SubjectKind, ids: readonly string[]) =>
      ids.map((id) => this.of(kind, id)).toSorted();
    return {
      ...entry,
      households: names('household', entry.households),
      persons: names('person', entry.persons),
    };
  }
}
