import { regionsOf } from '@hearth/kit/sample/regions.ts';
import { type Request, requestFor } from '../operation.ts';
import { HOUSEHOLDS, householdIds } from './household-ids.ts';
import { type Accounts, measureCpu, type Measurement } from './cpu-per-request.ts';
import { cpuBehindGateway, processesOfHub } from './hub-processes.ts';
import { load } from './load.ts';
import { cpuOf } from './measured-processes.ts';
import { median, type Row, round, type Table } from './results.ts';
import { withWorkspace } from './workspace.ts';

const ROUNDS = 5;
const DURATION = 3_000; // milliseconds that each load lasts in each round

const counties = regionsOf(HOUSEHOLDS).filter(({ level }) => level === 'COUNTY');

const OF_ONE_MINISTRY = `query ($id: ID!) {
  household(id: $id) { id kind size riskCauses region { code name } members { edges { node { id name } } } }
}`;

const REQUESTS = {
  HouseholdView: householdIds.map((id) => requestFor('HouseholdView', { id })),
  MonitoredHouseholds: counties.map(({ code }) => requestFor('MonitoredHouseholds', { code, first: 50 })),
  'one ministry': householdIds.map((id) => ({ query: OF_ONE_MINISTRY, variables: { id } })),
} satisfies Record<string, Request[]>;

interface Scenario {
  readonly operation: keyof typeof REQUESTS;
  readonly connections: number;
}

const SCENARIOS: readonly Scenario[] = [
  ...[1, 16, 64].map((connections) => ({ operation: 'HouseholdView', connections }) as const),
  { operation: 'MonitoredHouseholds', connections: 16 },
  { operation: 'one ministry', connections: 16 },
];

/** The hub as six processes over HTTP: CPU of each for a request, and what clients see. */
export function measureGateway(): Promise<Table[]> {
  return withWorkspace(async ({ start }) => {
    const env = { ACCESS: 'open', SAMPLE_HOUSEHOLDS: String(HOUSEHOLDS) };
    const services = start('gateway/standalone/services.ts', { folder: 'services', env });
    const [, url] = await services.printed(/Hearth answers at (http:[^\s,]+)/);
    const accounts = accountsOf(services.pid);
    const rounds = new Map(SCENARIOS.map((scenario) => [scenario, [] as Measurement[]]));
    for (const scenario of SCENARIOS) await measure(scenario, url!, accounts); // warms caches and compiled code
    for (let round = 0; round < ROUNDS; round += 1) {
      for (const [scenario, measured] of rounds) measured.push(await measure(scenario, url!, accounts));
    }
    const entries = [...rounds];
    return [
      { title: `Gateway and clients (median of ${ROUNDS} rounds)`, rows: entries.map(clientRow) },
      { title: 'CPU for each request, milliseconds', rows: entries.map(cpuRow) },
    ];
  });
}

const measure = ({ operation, connections }: Scenario, url: string, accounts: Accounts) =>
  measureCpu(accounts, () => load({ url, requests: REQUESTS[operation], connections, duration: DURATION }));

function accountsOf(parent: number): Accounts {
  const processes = processesOfHub(parent);
  return () => ({ gateway: cpuOf(processes.gateway), ...cpuBehindGateway(processes) });
}

type Entry = readonly [Scenario, readonly Measurement[]];

const clientRow = ([{ operation, connections }, measured]: Entry): Row => ({
  operation,
  connections,
  'gateway CPU ms': round(median(measured.map(({ cpu }) => cpu['gateway']!))),
  'requests/s': round(median(measured.map(({ requestsPerSecond }) => requestsPerSecond))),
  'p50 ms': round(median(measured.map(({ p50 }) => p50))),
  'p99 ms': round(median(measured.map(({ p99 }) => p99))),
});

function cpuRow([{ operation, connections }, measured]: Entry): Row {
  const names = Object.keys(measured[0]!.cpu);
  const figures = names.map((name) => [name, round(median(measured.map(({ cpu }) => cpu[name]!)))]);
  return { operation, connections, ...Object.fromEntries(figures) };
}
