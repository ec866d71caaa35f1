import type { ChangeFeed, Concern, FeedListener } from '@hearth/gateway/cache/change-feed.ts';

type Told = Concern & { readonly kind: string };

/** Change logs that a test reads out by hand: what is committed waits until it is told. */
export class HandFeed implements ChangeFeed {
  readonly #waiting = new Map<string, Told[]>();
  readonly #behind = new Set<string>();
  readonly #listeners = new Set<FeedListener>();

  isCurrent(subgraph: string): boolean {
    return !this.#behind.has(subgraph);
  }

  listen(listener: FeedListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  add(subgraph: string, change: Concern, kind = 'CHANGED'): void {
    const waiting = this.#waiting.get(subgraph) ?? [];
    this.#waiting.set(subgraph, [...waiting, { ...change, kind }]);
  }

  /** Tells the next of what waits; how many were told. */
  tell(subgraph: string, count = Infinity): number {
    const waiting = this.#waiting.get(subgraph) ?? [];
    const told = waiting.slice(0, count);
    this.#waiting.set(subgraph, waiting.slice(told.length));
    for (const change of told) for (const { onChange } of this.#listeners) onChange(subgraph, change);
    return told.length;
  }

  fallBehind(subgraph: string): void {
    this.#behind.add(subgraph);
  }

  /** Tells all that waits, and is current again. */
  catchUp(subgraph: string): void {
    this.tell(subgraph);
    this.#behind.delete(subgraph);
  }

  /** What waits is lost. */
  loseAll(subgraph: string): void {
    this.#waiting.set(subgraph, []);
    for (const { onGap } of this.#listeners) onGap(subgraph);
    this.#behind.delete(subgraph);
  }
}
