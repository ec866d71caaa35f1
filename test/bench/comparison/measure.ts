import { setTimeout as delay } from 'node:timers/promises';
import { cpuBehindGateway } from '../hub-processes.ts';
import { measureCpu, type Measurement as CpuMeasurement } from '../cpu-per-request.ts';
import { cpuOf, forgetPeakMemoryOf, peakMemoryOf } from '../measured-processes.ts';
import type { Running } from './candidate.ts';
import type { HubUnderTest } from './hub-under-test.ts';
import type { Loader } from './loader.ts';
import type { WorkloadName } from './workloads.ts';

/** What is measured at once: one workload with so many clients. */
export interface Scenario {
  readonly workload: WorkloadName;
  readonly connections: number;
}

/** One candidate under one scenario in one round. */
export interface Measurement extends CpuMeasurement {
  /** The most memory that the gateway held meanwhile, MiB. */
  readonly peakMemory: number;
}

interface Measuring {
  readonly hub: HubUnderTest;
  readonly loader: Loader;
  readonly running: Running;
  readonly scenario: Scenario;
  /** Milliseconds of the same load before anything is counted. */
  readonly ramp: number;
  /** Milliseconds. */
  readonly duration: number;
  readonly first: number;
}

const QUIET = 30; // milliseconds that processes have to finish what they were asked before

/**
 * Measures one candidate once. It has rested while others were measured: the ramp is the time in which the processors'
 * caches fill again, and what the rest itself made it do, such as to give memory back, is over.
 * @throws when it answers with an error
 */
export async function measure({
  hub,
  loader,
  running,
  scenario,
  ramp,
  duration,
  first,
}: Measuring): Promise<Measurement> {
  const { workload, connections } = scenario;
  const { headers } = running;
  const order = { url: running.urlOf(workload), headers, workload, connections, first };
  if (ramp > 0) await loader.run({ ...order, duration: ramp });
  await delay(QUIET);
  const accounts = () => ({ gateway: cpuOf(running.pid), ...cpuBehindGateway(hub.processes) });
  forgetPeakMemoryOf(running.pid);
  const measured = await measureCpu(accounts, () => loader.run({ ...order, duration }));
  return { ...measured, peakMemory: peakMemoryOf(running.pid) };
}
