/** What waits, taken in turns: one of each key that has something waiting, the oldest first. */
export class Turns<Key, Item> {
  /** The keys in the order of their turns: who was served goes to the end. */
  readonly #waiting = new Map<Key, Set<Item>>();
  #size = 0;

  /** How many wait. */
  get size(): number {
    return this.#size;
  }

  /** How many of a key wait. */
  countOf(key: Key): number {
    return this.#waiting.get(key)?.size ?? 0;
  }

  add(key: Key, item: Item): void {
    const items = this.#waiting.get(key);
    if (items) items.add(item);
    else this.#waiting.set(key, new Set([item]));
    this.#size += 1;
  }

  delete(key: Key, item: Item): void {
    const items = this.#waiting.get(key);
    if (!items?.delete(item)) return;
    this.#size -= 1;
    if (items.size === 0) this.#waiting.delete(key);
  }

  /** The next item, of the first key that may have its turn; it waits no longer. Undefined: there is none. */
  take(may: (key: Key) => boolean = () => true): Item | undefined {
    for (const [key, items] of this.#waiting) {
      if (!may(key)) continue;
      const [item] = items;
      this.#waiting.delete(key);
      items.delete(item as Item);
      if (items.size > 0) this.#waiting.set(key, items);
      this.#size -= 1;
      return item;
    }
    return undefined;
  }
}
