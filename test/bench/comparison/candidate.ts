import type { Headers } from '../known-callers.ts';
import type { Workspace } from '../workspace.ts';
import type { HubUnderTest } from './hub-under-test.ts';
import type { WorkloadName } from './workloads.ts';

/** What a candidate finds when it starts. */
export interface Surroundings {
  readonly hub: HubUnderTest;
  readonly workspace: Workspace;
  /** Callers whom Hearth's gateway knows: what each of them sends. */
  readonly callers: readonly Headers[];
}

/** A candidate that answers. */
export interface Running {
  readonly pid: number;
  urlOf(workload: WorkloadName): string;
  /** What clients send beside their questions, each client its own. Default: nothing. */
  readonly headers?: readonly Headers[];
}

/** Something that clients could ask instead of Hearth's gateway. */
export interface Candidate {
  /** As `--candidates` names it. */
  readonly name: string;
  /** As tables and charts name it. */
  readonly title: string;
  /** Whether its answers are compared with the others'; a prepared string is none to compare. */
  readonly isChecked: boolean;
  /** Why it cannot run here; null when it can. */
  obstacle(hub: HubUnderTest): string | null;
  start(surroundings: Surroundings): Promise<Running>;
}
