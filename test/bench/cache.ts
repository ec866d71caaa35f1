import { join } from 'node:path';
import { repositoryFile } from '@hearth/schema/generated-files.ts';
import { nodeOptions } from '@hearth/standalone/service.ts';
import { requestFor } from '../operation.ts';
import type { Script } from '../script.ts';
import { startHubUnderTest } from './comparison/hub-under-test.ts';
import { householdIds } from './household-ids.ts';
import { load } from './load.ts';
import { cpuOf } from './measured-processes.ts';
import { median, type Row, round, type Table } from './results.ts';
import { withWorkspace, type Workspace } from './workspace.ts';

const ROUNDS = 3;
const DURATION = 3_000; // milliseconds that the load lasts on a cache that is full
const CONNECTIONS = 16;

/** Few enough for the cache to hold all of them, with the whole of their views. */
const ids = householdIds.slice(0, 500);
const views = ids.map((id) => requestFor('HouseholdView', { id }));

/** What the cache's counters were, and the heap; see the fixture. */
interface Counted {
  readonly hits: number;
  readonly misses: number;
  readonly entries: number;
  readonly bytes: number;
  readonly heap: number;
}

interface Measured {
  readonly cpu: number;
  readonly perSecond: number;
  readonly hitRatio: number;
}

/** What the gateway spends on a HouseholdView of which nothing, all but finance's part, or all is kept. */
export function measureCache(): Promise<Table[]> {
  return withWorkspace(async (workspace) => {
    const { gatewayEnvironment } = await startHubUnderTest(workspace);
    const rows: Row[] = [];
    const sizes: Row[] = [];
    for (const recorded of [false, true]) {
      const gateway = await startCachingGateway(workspace, gatewayEnvironment, recorded);
      const rounds: Record<string, Measured[]> = { cold: [], partial: [], hot: [] };
      await load({ url: gateway.url, requests: views, connections: CONNECTIONS, duration: DURATION }); // compiles code
      for (let round = 0; round < ROUNDS; round += 1) {
        await gateway.tell('SIGWINCH');
        rounds['cold']!.push(await gateway.measure(0));
        await gateway.tell('SIGUSR2');
        rounds['partial']!.push(await gateway.measure(0));
        rounds['hot']!.push(await gateway.measure(DURATION));
      }
      for (const [kept, measured] of Object.entries(rounds)) rows.push(rowOf(kept, recorded, measured));
      const { entries, bytes, heap } = await gateway.tell('SIGUSR2');
      sizes.push({
        'access record': String(recorded),
        'slices and answers': entries,
        'MB counted': round(bytes / 1e6),
        'MB heap': round(heap / 1e6),
      });
    }
    return [
      { title: `HouseholdView at ${CONNECTIONS} connections (median of ${ROUNDS} rounds)`, rows },
      { title: `What ${ids.length} households take`, rows: sizes },
    ];
  });
}

const rowOf = (kept: string, recorded: boolean, measured: readonly Measured[]): Row => ({
  kept,
  'access record': recorded ? 'on' : 'off',
  'gateway CPU ms': round(median(measured.map(({ cpu }) => cpu))),
  'requests/s': round(median(measured.map(({ perSecond }) => perSecond))),
  'hits of 100': round(100 * median(measured.map(({ hitRatio }) => hitRatio))),
});

async function startCachingGateway(
  { run, directory }: Workspace,
  environment: Readonly<Record<string, string>>,
  recorded: boolean,
) {
  const script = run(process.execPath, {
    args: [...nodeOptions, repositoryFile('test/bench/cache.fixture.ts')],
    env: {
      ...environment,
      DATA_DIR: join(directory, `caching-${recorded}`),
      PORT: '0',
      ACCESS: 'open',
      ...(recorded && { RECORDED: 'on' }),
    },
  });
  const [, url] = await script.printed(/Hearth answers at (http:\S+)\./);
  const tell = (signal: NodeJS.Signals) => told(script, signal);
  return {
    url: url!,
    tell,
    /** Asks for every view once, or for so many milliseconds. */
    async measure(duration: number): Promise<Measured> {
      const before = { cpu: cpuOf(script.pid), counted: await tell('SIGCONT') };
      const { requests, requestsPerSecond } = await load({
        url: url!,
        requests: views,
        connections: CONNECTIONS,
        duration: duration || Infinity,
        count: duration === 0 ? views.length : undefined,
      });
      const after = { cpu: cpuOf(script.pid), counted: await tell('SIGCONT') };
      const hits = after.counted.hits - before.counted.hits;
      const misses = after.counted.misses - before.counted.misses;
      return {
        cpu: (after.cpu - before.cpu) / requests,
        perSecond: requestsPerSecond,
        hitRatio: hits / (hits + misses),
      };
    },
  };
}

/** Signals the gateway alone, and waits for the line that it prints then. */
async function told(script: Script, signal: NodeJS.Signals): Promise<Counted> {
  const seen = script.output.stdout.length;
  process.kill(script.pid, signal);
  for (;;) {
    const line = /^\{.*\}$/m.exec(script.output.stdout.slice(seen));
    if (line) return JSON.parse(line[0]) as Counted;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
