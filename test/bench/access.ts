import { villageOf } from '@hearth/kit/sample/regions.ts';
import { startIssuer, type TestIssuer } from '../access/issuer.ts';
import { requestFor } from '../operation.ts';
import { post } from '../post.ts';
import { measureCpu, type Measurement, wholeCpu } from './cpu-per-request.ts';
import { type RunningGateway, startGatewayBeside } from './gateway-beside.ts';
import { cpuBehindGateway, type HubProcesses, processesOfHub } from './hub-processes.ts';
import { callersOf, type Headers, knowsCallersOf, knowsNobody } from './known-callers.ts';
import { load } from './load.ts';
import { cpuOf, environmentOf } from './measured-processes.ts';
import { median, type Row, round, type Table } from './results.ts';
import { withWorkspace, type Workspace } from './workspace.ts';

const HOUSEHOLDS = 2_000;
const COUNTY = '530625';
const CONNECTIONS = 16;
const ROUNDS = 15;
const WARM_UP = 15_000; // milliseconds for each way
const RAMP = 1_200; // milliseconds of the same load before it is counted: what is stored of it comes a second later
const DURATION = 2_000; // milliseconds that are counted in each round

/** All households of one county, so that callers of that county and of the whole country get the same. */
const requests = Array.from({ length: HOUSEHOLDS }, (_, number) => number)
  .filter((number) => villageOf(number, HOUSEHOLDS).code.startsWith(COUNTY))
  .map((number) => requestFor('HouseholdView', { id: `H${String(number).padStart(9, '0')}` }));

/** One way to be asked: each does what the one before does, and something more. */
interface Way {
  readonly name: string;
  readonly gateway: RunningGateway;
  /** Of each client. */
  readonly headers: readonly Headers[];
}

/** What it costs to know who asks, to sign, to record and to see one county alone: the same requests in turn, in one run. */
export function measureAccess(): Promise<Table[]> {
  return withWorkspace(async (workspace) => {
    const issuer = await startIssuer();
    try {
      const { ways, processes } = await startWays(workspace, issuer);
      await assertSameAnswers(ways);
      for (const way of ways) await run(way, WARM_UP);
      const measured = new Map(ways.map((way) => [way, [] as Measurement[]]));
      for (let turn = 0; turn < ROUNDS; turn += 1) {
        for (const way of rotated(ways, turn)) measured.get(way)!.push(await measure(way, processes));
      }
      return [tableOf(measured)];
    } finally {
      await issuer.stop();
    }
  });
}

/** One hub whose ministries serve several gateways; its own has an issuer, signs and records. */
async function startWays(workspace: Workspace, issuer: TestIssuer) {
  const env = {
    CALLERS: 'open', // one of the gateways signs nothing
    ...knowsCallersOf(issuer),
    ACCESS_RECORD: 'on',
    CACHE_MEMORY: '0', // what is kept needs signed change logs, so that the first way could not keep anything
    SAMPLE_HOUSEHOLDS: String(HOUSEHOLDS),
  };
  const services = workspace.start('gateway/standalone/services.ts', { folder: 'services', env });
  const [, url] = await services.printed(/Hearth answers at (http:[^\s,]+)/);
  const processes = processesOfHub(services.pid);
  const recorded = { pid: processes.gateway, url: url! };
  const beside = (settings: Headers) =>
    startGatewayBeside(workspace, {
      ...environmentOf(processes.gateway),
      ACCESS_RECORD: 'off',
      ...settings,
    });
  const callersIn = (region: string) => callersOf(issuer, { region, count: CONNECTIONS });
  const country = await callersIn('*');
  const ways: Way[] = [
    {
      name: 'open, unsigned',
      gateway: await beside({ ...knowsNobody, SIGNED_SUBGRAPHS: 'none' }),
      headers: [],
    },
    { name: 'open, signed', gateway: await beside(knowsNobody), headers: [] },
    { name: 'tokens, signed', gateway: await beside({}), headers: country },
    { name: 'tokens, signed, recorded', gateway: recorded, headers: country },
    { name: 'the same, one county', gateway: recorded, headers: await callersIn(COUNTY) },
  ];
  return { ways, processes };
}

/** @throws when two ways answer one request differently, or one answers with errors: they would not do the same work */
async function assertSameAnswers(ways: readonly Way[]): Promise<void> {
  for (const request of requests) {
    const answers = await Promise.all(
      ways.map(({ gateway, headers: [headers] }) => post(gateway.url, request, headers)),
    );
    const [first, ...others] = answers.map((answer) => JSON.stringify(answer));
    const isWhole = answers[0]!.data?.household && !answers[0]!.errors;
    if (isWhole && others.every((other) => other === first)) continue;
    throw new Error(
      `Not answered alike: ${JSON.stringify(request.variables)}\n${first}\n${others.join('\n')}`,
    );
  }
}

const run = ({ gateway: { url }, headers }: Way, duration: number) =>
  load({ url, requests, connections: CONNECTIONS, headers, duration });

async function measure(way: Way, processes: HubProcesses): Promise<Measurement> {
  await run(way, RAMP);
  const accounts = () => ({ gateway: cpuOf(way.gateway.pid), ...cpuBehindGateway(processes) });
  return measureCpu(accounts, () => run(way, DURATION));
}

/** Each round begins with another one. */
const rotated = (ways: readonly Way[], turn: number): Way[] => {
  const start = turn % ways.length;
  return [...ways.slice(start), ...ways.slice(0, start)];
};

type Measured = ReadonlyMap<Way, readonly Measurement[]>;

function tableOf(measured: Measured): Table {
  const [open] = [...measured.values()] as [readonly Measurement[]];
  const title = `HouseholdView at ${CONNECTIONS} connections, by who may ask and how (median of ${ROUNDS} rounds)`;
  return { title, rows: [...measured].map(([way, figures]) => rowOf(way, figures, open)) };
}

/** A round's share over what open access cost in the same round: what else the machine does cancels out. */
function rowOf({ name }: Way, figures: readonly Measurement[], open: readonly Measurement[]): Row {
  const over = (cost: (measurement: Measurement) => number) =>
    round((median(figures.map((figure, turn) => cost(figure) / cost(open[turn]!))) - 1) * 100);
  const gatewayCpu = ({ cpu }: Measurement) => cpu['gateway']!;
  return {
    callers: name,
    'gateway CPU ms': round(median(figures.map(gatewayCpu))),
    'over open %': over(gatewayCpu),
    'whole hub CPU ms': round(median(figures.map(wholeCpu))),
    'whole over open %': over(wholeCpu),
    'requests/s': round(median(figures.map(({ requestsPerSecond }) => requestsPerSecond))),
    'p99 ms': round(median(figures.map(({ p99 }) => p99))),
  };
}
