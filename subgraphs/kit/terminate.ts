/** Ends what was started. */
export type Stop = () => Promise<void>;

/** What was started, and may be lost before anybody tells it to end. */
export interface Started {
  /** Rejects when it cannot go on. */
  readonly lost: Promise<never>;
  readonly stop: Stop;
}

/** A terminal's Ctrl-C comes twice when npm stands between: once from the terminal, once passed on. */
const SAME_REQUEST = 1_000; // milliseconds

/**
 * Starts something and stops it when the process is told to end: SIGINT and SIGTERM, also while it still starts,
 * stop it and leave exit code 0; a later one ends the process at once. What cannot start is told on standard
 * error, without its stack, and leaves exit code 1; so does what cannot go on, once it is stopped.
 */
export async function untilTerminated(start: () => Promise<Stop | Started>): Promise<void> {
  const signal = termination();
  const terminated = new Promise<void>((resolve) => {
    signal.addEventListener('abort', () => resolve());
  });
  try {
    const started = await start();
    const { stop, lost } = typeof started === 'function' ? { stop: started, lost: terminated } : started;
    await Promise.race([terminated, lost]).finally(stop);
    process.exit(0);
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

/** Aborted by the first SIGINT or SIGTERM; another one that comes a second later or more ends the process. */
export function termination(): AbortSignal {
  const controller = new AbortController();
  let first: number | undefined;
  const onSignal = () => {
    if (first !== undefined && Date.now() - first > SAME_REQUEST) process.exit(1);
    first ??= Date.now();
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, onSignal);
  return controller.signal;
}
