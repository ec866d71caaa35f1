import { round, saveFile, saveJson } from '../results.ts';
import type { Disagreement } from './agreement.ts';
import { drawGatewayChart, drawHubChart } from './charts.ts';
import type { Options } from './options.ts';
import type { Skipped } from './start-all.ts';
import type { Summary } from './summary.ts';

interface Results {
  /** The load average before the run. */
  readonly busy: number;
  readonly options: Options;
  readonly summaries: readonly Summary[];
  readonly skipped: readonly Skipped[];
  readonly disagreements: readonly Disagreement[];
}

const CHARTED = { workload: 'HouseholdView', connections: 16 };

/** Writes `results/peers.json` and, when the household view was measured at 16 connections, its charts. */
export function saveResults({ busy, options, summaries, skipped, disagreements }: Results): void {
  const charted = summaries.filter(
    ({ scenario }) => scenario.workload === CHARTED.workload && scenario.connections === CHARTED.connections,
  );
  saveJson('peers', {
    loadAverageBefore: round(busy),
    options,
    leftOut: skipped.map(({ candidate, reason }) => ({ candidate: candidate.title, reason })),
    disagreements: disagreements.map(({ candidate, ...rest }) => ({ candidate: candidate.title, ...rest })),
    figures: summaries.map(figuresOf),
  });
  if (charted.length === 0) return;
  saveFile('peers-gateway.svg', drawGatewayChart(charted));
  saveFile('peers-hub.svg', drawHubChart(charted));
}

const figuresOf = ({ candidate, scenario, ...summary }: Summary) => ({
  candidate: candidate.title,
  ...scenario,
  rounds: summary.rounds,
  gatewayCpu: round(summary.gatewayCpu),
  wholeCpu: round(summary.wholeCpu),
  cpu: Object.fromEntries(Object.entries(summary.cpu).map(([name, time]) => [name, round(time)])),
  requestsPerSecond: round(summary.requestsPerSecond),
  p50: round(summary.p50),
  p99: round(summary.p99),
  peakMemory: summary.peakMemory,
});
