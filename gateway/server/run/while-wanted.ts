import type { Lifetime } from '../dispatch/outgoing.ts';
import { refusal } from '../errors.ts';

/** How long a request is waited for. */
export interface Wanted {
  readonly lifetime: Lifetime;
  /** On the clock of `performance.now()`. */
  readonly deadlineAt: number;
}

/**
 * Waits for a plan, or something else, while its request is waited for; then rejects with a `Refusal`, and a plan is for those who
 * come. `late` is the refusal when the time is over.
 */
export function whileWanted<Result>(
  awaited: Promise<Result>,
  { lifetime, deadlineAt }: Wanted,
  late = notPlanned,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), deadlineAt - performance.now());
    awaited.then(resolve, reject).finally(() => clearTimeout(timer));
    lifetime.hold({
      leave() {
        clearTimeout(timer);
        reject(givenUp());
      },
    });
  });
}

export const givenUp = () => refusal('ABORTED', 'The request was given up before it was answered.');

const notPlanned = () =>
  refusal('OVERLOADED', 'The operation was not planned in the time of its request: ask again.');
