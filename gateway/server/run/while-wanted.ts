import type { Lifetime } from '../dispatch/outgoing.ts';
import { refusal } from '../errors.ts';

/** How long a request is waited for. */
export interface Wanted {
  readonly lifetime: Lifetime;
  /** On the clock of `performance.now()`. */
  readonly deadlineAt: number;
}

/** Waits for a plan while its request is waited for; then rejects with a `Refusal`, and the plan is for those who come. */
export function whileWanted<Result>(
  planning: Promise<Result>,
  { lifetime, deadlineAt }: Wanted,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(late()), deadlineAt - performance.now());
    planning.then(resolve, reject).finally(() => clearTimeout(timer));
    lifetime.hold({
      leave() {
        clearTimeout(timer);
        reject(givenUp());
      },
    });
  });
}

export const givenUp = () => refusal('ABORTED', 'The request was given up before it was answered.');

const late = () =>
  refusal('OVERLOADED', 'The operation was not planned in the time of its request: ask again.');
