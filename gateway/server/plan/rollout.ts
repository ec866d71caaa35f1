/** The percentages that `@override` of a supergraph names, ascending: between them lie the variants of plans. */
export type RolloutBounds = readonly number[];

/** Draws the number of a variant. */
export function drawRollout(bounds: RolloutBounds): number {
  if (bounds.length === 0) return 0;
  const drawn = Math.random() * 100;
  return bounds.filter((bound) => drawn >= bound).length;
}

/** A percentage between the bounds on both sides of a variant. */
export function percentageOf(bounds: RolloutBounds, rollout: number): number {
  const below = bounds[rollout - 1] ?? 0;
  const above = bounds[rollout] ?? 100;
  return (below + above) / 2;
}
