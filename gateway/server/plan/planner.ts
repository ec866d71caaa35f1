import { QueryPlanner, type PlanNode } from '@graphql-hive/router-query-planner';

/** Plans operations over one supergraph. */
export interface Planner {
  /** Plans one operation; undefined when there is nothing to fetch. `rollout` is one that `drawRollout` gave. */
  plan(query: string, rollout: number): PlanNode | undefined;
  /** Draws on which side of every `percent(...)` of `@override` a request falls, as the number of a plan variant. */
  drawRollout(): number;
}

/** Opens the planner. Throws when it cannot read the supergraph. */
export function createPlanner(supergraph: string, overrideLabels: ReadonlySet<string>): Planner {
  const planner = new QueryPlanner(supergraph);
  const labels = new Set(planner.overrideLabels.filter((label) => overrideLabels.has(label)));
  const bounds = [...new Set(planner.overridePercentages)].toSorted((left, right) => left - right);
  return {
    plan: (query, rollout) => planner.plan(query, null, labels, percentageOf(bounds, rollout)).node,
    drawRollout: () => {
      if (bounds.length === 0) return 0;
      const drawn = Math.random() * 100;
      return bounds.filter((bound) => drawn >= bound).length;
    },
  };
}

/** A percentage between the bounds on both sides of a variant. */
function percentageOf(bounds: readonly number[], rollout: number): number {
  const below = bounds[rollout - 1] ?? 0;
  const above = bounds[rollout] ?? 100;
  return (below + above) / 2;
}
