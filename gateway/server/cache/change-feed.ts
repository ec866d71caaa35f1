import type { Change } from '@hearth/schema/protocol/change.ts';

/** Whom a change concerns. */
export type Concern = Pick<Change, 'household' | 'persons'>;

/** Hears of changes, those of each subgraph in the order of its log. */
export interface FeedListener {
  onChange(subgraph: string, change: Concern & Pick<Change, 'kind'>): void;
  /** Changes of a subgraph may have been missed. */
  onGap(subgraph: string): void;
}

/** What the cache needs of the change logs of subgraphs, which are followed once for each process. */
export interface ChangeFeed {
  /**
   * Whether all that a subgraph announced until a moment ago has been told. False for one without a log, while its log
   * cannot be read, and until it is caught up with again.
   */
  isCurrent(subgraph: string): boolean;
  /** Listens until what is returned is called. Who listens first hears first: the cache, before whoever reads because of a change. */
  listen(listener: FeedListener): () => void;
}
