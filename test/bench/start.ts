import { performance } from 'node:perf_hooks';
import { median, round, type Table } from './results.ts';
import { interrupt, withWorkspace, type Workspace } from './workspace.ts';

const HOUSEHOLDS = 2_000;
const ROUNDS = 3;

/** What `npm start` runs, from the start of its process until it says that it answers. */
export function measureStart(): Promise<Table[]> {
  return withWorkspace(async (workspace) => {
    const empty: number[] = [];
    const filled: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      empty.push(await secondsToStart(workspace, `round-${round}`));
      filled.push(await secondsToStart(workspace, `round-${round}`));
    }
    const row = (directory: string, seconds: readonly number[]) => ({
      directory,
      'median s': round(median(seconds)),
      'slowest s': round(Math.max(...seconds)),
    });
    return [
      {
        title: `Start-up, ${ROUNDS} rounds`,
        rows: [row(`empty: imports ${HOUSEHOLDS} households`, empty), row('filled', filled)],
      },
    ];
  });
}

async function secondsToStart({ start }: Workspace, folder: string): Promise<number> {
  const begun = performance.now();
  const env = { ACCESS: 'open', SAMPLE_HOUSEHOLDS: String(HOUSEHOLDS) };
  const hub = start('gateway/standalone/main.ts', { folder, env });
  await hub.printed(/Hearth answers at/);
  const seconds = (performance.now() - begun) / 1000;
  await interrupt(hub);
  return seconds;
}
