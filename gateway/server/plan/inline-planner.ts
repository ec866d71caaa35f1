import { QueryPlanner } from '@graphql-hive/router-query-planner';
import type { Planner } from './planner.ts';
import { drawRollout, percentageOf, type RolloutBounds } from './rollout.ts';

/** A planner in this process, which ends with it on the queries that it cannot bear. */
export interface InlinePlanner extends Planner {
  readonly bounds: RolloutBounds;
}

/** Opens it. Throws when it cannot read the supergraph. */
export function createInlinePlanner(supergraph: string, overrideLabels: ReadonlySet<string>): InlinePlanner {
  const planner = new QueryPlanner(supergraph);
  const labels = new Set(planner.overrideLabels.filter((label) => overrideLabels.has(label)));
  const bounds = [...new Set(planner.overridePercentages)].toSorted((left, right) => left - right);
  return {
    bounds,
    opened: Promise.resolve(),
    async plan(query, rollout) {
      const { node } = await planner.planAsync(query, null, labels, percentageOf(bounds, rollout));
      return node;
    },
    drawRollout: () => drawRollout(bounds),
    stop: async () => {},
  };
}
