/** How much the entries of a cache may weigh together, in whatever unit `of` measures. */
interface Weight<Key, Value> {
  readonly limit: number;
  of(key: Key, value: Value): number;
  /** Called with what is dropped to make room. Default: nothing. */
  onDropped?(key: Key, value: Value): void;
}

/** A kept value, and how many were kept before it was used last. */
interface Entry<Value> {
  readonly value: Value;
  usedAt: number;
}

/**
 * A bounded map that drops what was used least recently. What is used moves to the end only when something was added
 * since: a map whose entries move at every use leaves tables behind that keep what was in them alive.
 */
export class RecentlyUsed<Key, Value> {
  readonly #entries = new Map<Key, Entry<Value>>();
  readonly #limit: number;
  readonly #weight: Weight<Key, Value>;
  #total = 0;
  #added = 0;

  /** `limit` is the number of entries kept. What alone weighs more than all may is not kept. */
  constructor(limit: number, weight: Weight<Key, Value> = weightless) {
    this.#limit = limit;
    this.#weight = weight;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** What all entries weigh. */
  get weight(): number {
    return this.#total;
  }

  /** The value kept for a key, which counts as a use; undefined when there is none. */
  get(key: Key): Value | undefined {
    const entry = this.#entries.get(key);
    if (entry === undefined || entry.usedAt === this.#added) return entry?.value;
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    entry.usedAt = this.#added;
    return entry.value;
  }

  set(key: Key, value: Value): void {
    this.delete(key);
    const weight = this.#weight.of(key, value);
    if (weight > this.#weight.limit) return;
    this.#entries.set(key, { value, usedAt: (this.#added += 1) });
    this.#total += weight;
    for (const [oldest, entry] of this.#entries) {
      if (this.#entries.size <= this.#limit && this.#total <= this.#weight.limit) return;
      this.delete(oldest);
      this.#weight.onDropped?.(oldest, entry.value);
    }
  }

  delete(key: Key): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#total -= this.#weight.of(key, entry.value);
  }
}

const weightless: Weight<unknown, unknown> = { limit: 0, of: () => 0 };
