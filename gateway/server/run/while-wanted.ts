import { refusal } from '../errors.ts';

/** How long a request is waited for. */
export interface Wanted {
  readonly signal: AbortSignal | undefined;
  /** On the clock of `performance.now()`. */
  readonly deadlineAt: number;
}

/** Waits for a plan while its request is waited for; then rejects with a `Refusal`, and the plan is for those who come. */
export function whileWanted<Result>(
  planning: Promise<Result>,
  { signal, deadlineAt }: Wanted,
): Promise<Result> {
  return new Promise((resolve, reject) => {
    const giveUp = () => settle(() => reject(givenUp()));
    const timer = setTimeout(() => settle(() => reject(late())), deadlineAt - performance.now());
    const settle = (how: () => void) => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', giveUp);
      how();
    };
    planning.then(
      (result) => settle(() => resolve(result)),
      (error) => settle(() => reject(error)),
    );
    if (signal?.aborted) giveUp();
    else signal?.addEventListener('abort', giveUp, { once: true });
  });
}

export const givenUp = () => refusal('ABORTED', 'The request was given up before it was answered.');

const late = () =>
  refusal('OVERLOADED', 'The operation was not planned in the time of its request: ask again.');
