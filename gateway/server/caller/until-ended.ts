import type { Standing } from './authenticate.ts';

const LONGEST_TIMER = 2 ** 31 - 1; // milliseconds; what lasts longer is looked at again then

/** Calls `onEnd` when a caller's token ends, unless what is returned is called before. */
export function untilEnded(standing: Pick<Standing, 'endsAt'>, onEnd: () => void): () => void {
  const left = () => Math.max(0, standing.endsAt - Date.now());
  const wait = (): NodeJS.Timeout =>
    setTimeout(
      () => {
        if (left() === 0) onEnd();
        else timer = wait();
      },
      Math.min(left(), LONGEST_TIMER),
    );
  let timer = standing.endsAt === Infinity ? undefined : wait();
  return () => clearTimeout(timer);
}
