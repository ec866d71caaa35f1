import type { Standing } from './authenticate.ts';

const ASK_EVERY = 10_000; // milliseconds

/**
 * Calls `onEnd` when a caller's token ends, or within ten seconds after the token, its caller or its key was
 * withdrawn. The function that it returns stops the watch.
 */
export function untilEnded(
  { endsAt, holds }: Pick<Standing, 'endsAt' | 'holds'>,
  onEnd: () => void,
  askEvery = ASK_EVERY,
): () => void {
  let isOver = false;
  const look = async () => {
    const stillHolds = await holds();
    if (isOver) return;
    if (stillHolds) timer = wait();
    else onEnd();
  };
  const wait = () => setTimeout(() => void look(), Math.max(0, Math.min(endsAt - Date.now(), askEvery)));
  let timer = endsAt === Infinity ? undefined : wait();
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
