/** How much the entries of a cache may weigh together, in whatever unit `of` measures. */
interface Weight<Key, Value> {
  readonly limit: number;
  of(key: Key, value: Value): number;
  /** Called with what is dropped to make room. Default: nothing. */
  onDropped?(key: Key, value: Value): void;
}

/** A kept value between the one that was used before it and the one that was used after it. */
interface Entry<Key, Value> {
  readonly key: Key;
  readonly value: Value;
  readonly weight: number;
  older: Entry<Key, Value> | undefined;
  newer: Entry<Key, Value> | undefined;
}

/**
 * A bounded map that drops what was used least recently. The order is a list of its own: a map whose entries move at every use
 * has to step over what they left behind, and keeps that alive.
 */
export class RecentlyUsed<Key, Value> {
  readonly #entries = new Map<Key, Entry<Key, Value>>();
  readonly #limit: number;
  readonly #weight: Weight<Key, Value>;
  #oldest: Entry<Key, Value> | undefined;
  #newest: Entry<Key, Value> | undefined;
  #total = 0;

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
    const newest = this.#newest;
    if (newest !== undefined && newest.key === key) return newest.value; // to compare texts costs less than to hash a long one
    const entry = this.#entries.get(key);
    if (entry === undefined) return undefined;
    this.#unlink(entry);
    this.#append(entry);
    return entry.value;
  }

  set(key: Key, value: Value): void {
    this.delete(key);
    const weight = this.#weight.of(key, value);
    if (weight > this.#weight.limit) return;
    const entry = { key, value, weight, older: undefined, newer: undefined };
    this.#entries.set(key, entry);
    this.#append(entry);
    this.#total += weight;
    while (this.#oldest && (this.#entries.size > this.#limit || this.#total > this.#weight.limit)) {
      const dropped = this.#oldest;
      this.delete(dropped.key);
      this.#weight.onDropped?.(dropped.key, dropped.value);
    }
  }

  delete(key: Key): void {
    const entry = this.#entries.get(key);
    if (entry === undefined) return;
    this.#entries.delete(key);
    this.#unlink(entry);
    this.#total -= entry.weight;
  }

  #append(entry: Entry<Key, Value>): void {
    entry.older = this.#newest;
    entry.newer = undefined;
    if (this.#newest) this.#newest.newer = entry;
    else this.#oldest = entry;
    this.#newest = entry;
  }

  #unlink({ older, newer }: Entry<Key, Value>): void {
    if (older) older.newer = newer;
    else this.#oldest = newer;
    if (newer) newer.older = older;
    else this.#newest = older;
  }
}

const weightless: Weight<unknown, unknown> = { limit: 0, of: () => 0 };
