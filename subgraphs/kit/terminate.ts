/** Ends what was started. */
export type Stop = () => Promise<void>;

/**
 * Starts something and stops it when the process is told to end: SIGINT and SIGTERM, also while it still starts,
 * stop it and leave exit code 0; a second one ends the process at once. What cannot start is told on standard
 * error, without its stack, and leaves exit code 1.
 */
export async function untilTerminated(start: () => Promise<Stop>): Promise<void> {
  const terminated = nextSignal();
  try {
    const stop = await start();
    await terminated;
    void nextSignal().then(() => process.exit(1));
    await stop();
    process.exit(0);
  } catch (error) {
    console.error((error as Error).message);
    process.exit(1);
  }
}

const nextSignal = () =>
  new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve());
  });
