import type { Load } from './load.ts';

/** CPU time of each process so far, milliseconds, by its name. */
export type Accounts = () => Readonly<Record<string, number>>;

/** What clients saw of a load, and what it cost. */
export interface Measurement extends Load {
  /** Milliseconds of CPU for each request, by process. */
  readonly cpu: Readonly<Record<string, number>>;
}

/** Runs a load and charges each process's CPU time to its requests. */
export async function measureCpu<Seen extends Load>(
  accounts: Accounts,
  run: () => Promise<Seen>,
): Promise<Seen & Measurement> {
  const before = accounts();
  const load = await run();
  const after = accounts();
  const cpu = Object.keys(after).map((name) => [name, (after[name]! - before[name]!) / load.requests]);
  return { ...load, cpu: Object.fromEntries(cpu) };
}

/** That of all processes together. */
export const wholeCpu = ({ cpu }: Measurement): number =>
  Object.values(cpu).reduce((sum, part) => sum + part, 0);
