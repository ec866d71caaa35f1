import { fork } from 'node:child_process';
import { once } from 'node:events';
import { repositoryFile } from '@hearth/schema/generated-files.ts';
import type { Headers } from '../known-callers.ts';
import type { Load } from '../load.ts';
import type { WorkloadName } from './workloads.ts';

/** What clients shall do for a while. */
export interface Order {
  readonly url: string;
  readonly workload: WorkloadName;
  readonly connections: number;
  /** Milliseconds. */
  readonly duration: number;
  /** See {@link Running.headers}. */
  readonly headers?: readonly Headers[] | undefined;
  /** Which request of the workload comes first. */
  readonly first: number;
}

/** What they saw, or why it could not be measured. */
export type Report = { readonly load: Load } | { readonly failure: string };

/** Clients in a process of their own, so that no candidate is charged with their work. */
export interface Loader {
  run(order: Order): Promise<Load>;
  stop(): Promise<void>;
}

/** Starts the clients' process. */
export function startLoader(): Loader {
  const child = fork(repositoryFile('test/bench/comparison/loader-process.ts'), {
    execArgv: ['--import', '@hearth/kit/typescript/register.js'],
  });
  let settle: (report: Report) => void = () => {};
  child.on('message', (report: Report) => settle(report));
  child.once('exit', () => settle({ failure: 'The clients’ process ended.' }));
  return {
    async run(order) {
      const report = await new Promise<Report>((resolve) => {
        settle = resolve;
        child.send(order);
      });
      if ('failure' in report) throw new Error(report.failure);
      return report.load;
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.disconnect();
      await once(child, 'exit');
    },
  };
}
