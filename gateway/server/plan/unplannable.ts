import { RecentlyUsed } from '@hearth/kit/recently-used.ts';
import { Refusal } from '../errors.ts';

/** The operations that ended a planner: they are refused at once, rather than cost another. */
export interface Unplannable {
  /** Notes an operation by why it was not planned; nothing for other reasons. */
  note(key: string, error: unknown): void;
  /** Throws the refusal of an operation that is noted. */
  refuse(key: string): void;
}

/** They are tried again after this many milliseconds: a machine that stood still is no fault of theirs. */
const REMEMBERED = 600_000;

/** `size` is the number of operations that are remembered. */
export function createUnplannable(size: number): Unplannable {
  const known = new RecentlyUsed<string, { readonly refusal: Refusal; readonly until: number }>(size);
  return {
    note(key, error) {
      if (!(error instanceof Refusal) || error.errors[0]?.extensions.code !== 'QUERY_NOT_PLANNED') return;
      known.set(key, { refusal: error, until: performance.now() + REMEMBERED });
    },
    refuse(key) {
      const noted = known.get(key);
      if (noted && performance.now() < noted.until) throw noted.refusal;
    },
  };
}
