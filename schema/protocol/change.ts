import type { MinistryName } from '../subgraphs.ts';

/**
 * A place in a ministry's change log, as text. Texts of one log sort as its changes follow one another; those of two logs cannot
 * be compared.
 */
export type Position = string;

/** Before the first change of any log. */
export const LOG_START: Position = '';

/** What a ministry tells after it committed: who is concerned, where, and of what kind it was. It carries keys, no personal data. */
export interface Change {
  /** Unique among all changes: UUID v7. */
  readonly id: string;
  readonly ministry: MinistryName;
  /** What happened, as `ChangeKind` of the contract names it. */
  readonly kind: string;
  /** The household that is concerned; null where none is. */
  readonly household: string | null;
  /** The division code of where the household lives, as the ministry knew it when it committed; null where none is concerned. */
  readonly region: string | null;
  /** The people who are concerned, by their numbers in the register; empty when it is the household as a whole. */
  readonly persons: readonly string[];
  /** When it was committed, ISO 8601 in UTC. */
  readonly at: string;
}

/** A change and its place in its ministry's log. */
export interface LoggedChange extends Change {
  readonly position: Position;
}

/** What a ministry's answer to a mutation has in its extensions, under `changes`: what it committed, so that nobody keeps anything older. */
export type CommittedChange = Pick<LoggedChange, 'household' | 'persons' | 'position'>;
