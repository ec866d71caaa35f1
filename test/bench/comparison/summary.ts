import { wholeCpu } from '../cpu-per-request.ts';
import { median } from '../results.ts';
import type { Candidate } from './candidate.ts';
import type { Scenario } from './measure.ts';
import type { Cell } from './rounds.ts';

/** The medians of all rounds of one candidate under one scenario. */
export interface Summary {
  readonly candidate: Candidate;
  readonly scenario: Scenario;
  readonly rounds: number;
  /** CPU time of the gateway's process for each request, milliseconds. */
  readonly gatewayCpu: number;
  /** CPU time of gateway, ministries and database together for each request, milliseconds. */
  readonly wholeCpu: number;
  /** The same by process. */
  readonly cpu: Readonly<Record<string, number>>;
  readonly requestsPerSecond: number;
  /** Milliseconds. */
  readonly p50: number;
  /** Milliseconds. */
  readonly p99: number;
  /** The most memory of the gateway's process in any round, MiB. */
  readonly peakMemory: number;
}

/** What the rounds of a cell come to; null when it has none. */
export function summaryOf({ candidate, scenario, measurements }: Cell): Summary | null {
  const [first] = measurements;
  if (!first) return null;
  const middle = (figure: (measurement: (typeof measurements)[number]) => number) =>
    median(measurements.map(figure));
  const processes = Object.keys(first.cpu);
  return {
    candidate,
    scenario,
    rounds: measurements.length,
    gatewayCpu: middle(({ cpu }) => cpu['gateway']!),
    wholeCpu: middle(wholeCpu),
    cpu: Object.fromEntries(processes.map((name) => [name, middle(({ cpu }) => cpu[name]!)])),
    requestsPerSecond: middle(({ requestsPerSecond }) => requestsPerSecond),
    p50: middle(({ p50 }) => p50),
    p99: middle(({ p99 }) => p99),
    peakMemory: Math.max(...measurements.map(({ peakMemory }) => peakMemory)),
  };
}
