import { loadavg } from 'node:os';
import { startIssuer, type TestIssuer } from '../../access/issuer.ts';
import { callersOf, knowsCallersOf } from '../known-callers.ts';
import { print } from '../results.ts';
import { withWorkspace, type Workspace } from '../workspace.ts';
import { findDisagreements } from './agreement.ts';
import type { Candidate } from './candidate.ts';
import { startHubUnderTest } from './hub-under-test.ts';
import { installPeers } from './install.ts';
import { type Loader, startLoader } from './loader.ts';
import { type Options, readOptions, USAGE } from './options.ts';
import { saveResults } from './report.ts';
import { runRounds } from './rounds.ts';
import { startAll } from './start-all.ts';
import { summaryOf } from './summary.ts';
import { tablesOf } from './tables.ts';
import type { WorkloadName } from './workloads.ts';

const IDLE = 0.7; // processes that run or wait for a core, on average, below which a machine counts as idle

/** Measures Hearth and its peers in one run on the same ministries, and reports. */
async function compare(options: Options): Promise<void> {
  const [busy] = loadavg();
  if (busy! > IDLE) {
    console.log(`This machine is busy (load average ${busy!.toFixed(1)}): all figures will be too high.`);
  }
  installPeers();
  const { allCandidates } = await import('./candidates.ts'); // they read the versions of what was installed
  const candidates = choose(allCandidates(), options);
  await withWorkspace(async (workspace) => {
    const issuer = await startIssuer();
    const loader = startLoader();
    try {
      await contest({ workspace, issuer, loader, candidates, options, busy: busy! });
    } finally {
      await loader.stop();
      await issuer.stop();
    }
  });
}

interface Contest {
  readonly workspace: Workspace;
  readonly issuer: TestIssuer;
  readonly loader: Loader;
  readonly candidates: readonly Candidate[];
  readonly options: Options;
  /** The machine's load average before. */
  readonly busy: number;
}

async function contest({ workspace, issuer, loader, candidates, options, busy }: Contest): Promise<void> {
  console.log('Starting the ministries, their database and the candidates ...');
  const hub = await startHubUnderTest(workspace, { ...knowsCallersOf(issuer), ACCESS_RECORD: 'on' });
  const callers = await callersOf(issuer, { region: '*', count: Math.max(...options.connections) });
  const { running, skipped } = await startAll(candidates, { hub, workspace, callers });
  console.log('Comparing answers ...');
  const disagreements = await findDisagreements(running, options.workloads);
  for (const { candidate, workload, difference } of disagreements) {
    console.log(`${candidate.title} differs on ${workload} and is not measured with it. ${difference}`);
  }
  if (disagreements.length === 0) console.log(`All candidates answer the same.`);
  const isAdmitted = (candidate: Candidate, workload: WorkloadName) =>
    !disagreements.some((found) => found.candidate === candidate && found.workload === workload);
  const cells = await runRounds({ hub, loader, running, options, isAdmitted });
  const summaries = cells.flatMap((cell) => summaryOf(cell) ?? []);
  for (const { candidate, scenario, failure } of cells) {
    if (failure !== null) console.log(`${candidate.title} failed on ${scenario.workload}: ${failure}`);
  }
  tablesOf(summaries).forEach(print);
  saveResults({ busy, options, summaries, skipped, disagreements });
}

function choose(all: readonly Candidate[], { candidates: names }: Options): Candidate[] {
  const unknown = names?.filter((name) => !all.some((candidate) => candidate.name === name)) ?? [];
  if (unknown.length > 0) {
    throw new RangeError(
      `There is no candidate ${unknown.join(', ')}; there are ${all.map(({ name }) => name).join(', ')}.`,
    );
  }
  return all.filter(({ name }) => names === null || names.includes(name));
}

try {
  await compare(readOptions(process.argv.slice(2)));
} catch (error) {
  const isUsage =
    error instanceof RangeError || (error as { code?: string }).code?.startsWith('ERR_PARSE_ARGS');
  console.error(isUsage ? `${(error as Error).message}\n${USAGE}` : error);
  process.exitCode = isUsage ? 2 : 1;
}
