/** How much the entries of a cache may weigh together, in whatever unit `of` measures. */
interface Weight<Key> {
  readonly limit: number;
  of(key: Key): number;
}

/** A bounded map that drops what was used least recently. */
export class RecentlyUsed<Key, Value> {
  readonly #entries = new Map<Key, Value>();
  readonly #limit: number;
  readonly #weight: Weight<Key>;
  #total = 0;

  /** `limit` is the number of entries kept. What alone weighs more than all may is not kept. */
  constructor(limit: number, weight: Weight<Key> = weightless) {
    this.#limit = limit;
    this.#weight = weight;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** The value kept for a key, which counts as a use; undefined when there is none. */
  get(key: Key): Value | undefined {
    const value = this.#entries.get(key);
    if (value === undefined) return undefined;
    this.#entries.delete(key);
    this.#entries.set(key, value);
    return value;
  }

  set(key: Key, value: Value): void {
    this.#delete(key);
    const weight = this.#weight.of(key);
    if (weight > this.#weight.limit) return;
    this.#entries.set(key, value);
    this.#total += weight;
    for (const oldest of this.#entries.keys()) {
      if (this.#entries.size <= this.#limit && this.#total <= this.#weight.limit) return;
      this.#delete(oldest);
    }
  }

  #delete(key: Key): void {
    if (this.#entries.delete(key)) this.#total -= this.#weight.of(key);
  }
}

const weightless: Weight<unknown> = { limit: 0, of: () => 0 };
