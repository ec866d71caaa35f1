import { type Row, round, type Table } from '../results.ts';
import type { Summary } from './summary.ts';
import { descriptions } from './workloads.ts';

/** The figures of each scenario, and where the CPU time behind them went. */
export function tablesOf(summaries: readonly Summary[]): Table[] {
  const scenarios = [...new Set(summaries.map(({ scenario }) => scenario))];
  return scenarios.flatMap((scenario) => {
    const group = summaries.filter((summary) => summary.scenario === scenario);
    const title = `${scenario.workload}, ${scenario.connections} connections: ${descriptions[scenario.workload]}`;
    return [
      { title, rows: group.map((summary) => figures(summary, group.find(isHearth))) },
      {
        title: `${scenario.workload}, ${scenario.connections} connections: CPU ms by process`,
        rows: group.map(parts),
      },
    ];
  });
}

const isHearth = ({ candidate }: Summary): boolean => candidate.name === 'hearth';

const figures = (summary: Summary, hearth: Summary | undefined): Row => ({
  candidate: summary.candidate.title,
  'gateway CPU ms': round(summary.gatewayCpu),
  ...(hearth && { 'times Hearth': round(summary.gatewayCpu / hearth.gatewayCpu) }),
  'whole hub CPU ms': round(summary.wholeCpu),
  'requests/s': round(summary.requestsPerSecond),
  'p50 ms': round(summary.p50),
  'p99 ms': round(summary.p99),
  'peak MiB': summary.peakMemory,
});

const parts = ({ candidate, cpu }: Summary): Row => ({
  candidate: candidate.title,
  ...Object.fromEntries(Object.entries(cpu).map(([name, time]) => [name, round(time)])),
});
