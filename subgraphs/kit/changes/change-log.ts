import type { LoggedChange, Position } from '@hearth/schema/protocol/change.ts';

/** A part of a log. */
export interface LogPage<Entry> {
  readonly changes: readonly Entry[];
  /** Up to where the log is read with this page: the place of its last change, or where it was read from when it has none. */
  readonly position: Position;
}

/** A log, wherever it is kept: its entries in the order of their commits, each once. */
export interface Log<Entry> {
  /** The next entries after a position, at most `limit`; none that another may still precede. @throws GapError */
  read(after: Position, limit: number): Promise<LogPage<Entry>>;
  /** Up to where the log can be read now. */
  end(): Promise<Position>;
  /**
   * Follows the log from a position on, until the signal aborts: pages as they come, and at least every second an empty one, which says that
   * nothing is missing. Reconnects by itself; while it cannot, no page comes. @throws GapError
   */
  follow(after: Position, signal: AbortSignal): AsyncIterable<LogPage<Entry>>;
}

/** A part of a change log. */
export type ChangePage = LogPage<LoggedChange>;

/** A ministry's change log. */
export type ChangeLog = Log<LoggedChange>;

/** What follows a position is no longer in the log, at least not all of it. */
export class GapError extends Error {
  override readonly name = 'GapError';
  readonly after: Position;

  constructor(after: Position) {
    super(`The change log no longer has all that follows ${JSON.stringify(after)}.`);
    this.after = after;
  }
}
