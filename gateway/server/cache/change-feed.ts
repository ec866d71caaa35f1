import type { Change } from '@hearth/schema/protocol/change.ts';

/** What a change says of whom it concerns. */
export type Concern = Pick<Change, 'household' | 'persons'>;

/** What the cache needs to know of the change logs of subgraphs; one for each process, whatever it is read by. */
export interface ChangeFeed {
  /**
   * Whether all that a subgraph announced until a moment ago has been told. False for one without a log, and as long as its log
   * cannot be read or is not caught up with.
   */
  isCurrent(subgraph: string): boolean;
  /** Tells of every change, in the order of its log. Returns what ends it. */
  onChange(listener: (subgraph: string, change: Concern & Pick<Change, 'kind'>) => void): () => void;
  /** Tells that changes of a subgraph may have been missed. Returns what ends it. */
  onGap(listener: (subgraph: string) => void): () => void;
}
