import type { PlanNode } from '@graphql-hive/router-query-planner';

/** Plans operations over one supergraph. */
export interface Planner {
  /** Resolves when the supergraph is read; rejects when it cannot be. Nothing else may be asked before. */
  readonly opened: Promise<void>;
  /**
   * Plans one operation; undefined when there is nothing to fetch. `rollout` is one that `drawRollout` gave. Rejects with
   * a `Refusal` when this operation ended the planner, or there is no room for it; else with what the planner says.
   */
  plan(query: string, rollout: number, asker?: Asker): Promise<PlanNode | undefined>;
  /** Draws on which side of every `percent(...)` of `@override` a request falls, as the number of a plan variant. */
  drawRollout(): number;
  /** Resolves when nothing of it is left; what was not planned is rejected. */
  stop(): Promise<void>;
}

/** On whose behalf a plan is made. */
export interface Asker {
  /** Whose turn it takes: what waits is planned in turns. */
  readonly subject: string;
  /** Told of the milliseconds that the planner had it, also when there is no plan. */
  onPlanned(milliseconds: number): void;
}

/** Opens a planner with the labels of `@override(label:)` that are switched on. Throws, or `opened` rejects, when it cannot. */
export type OpenPlanner = (supergraph: string, overrideLabels: ReadonlySet<string>) => Planner;
