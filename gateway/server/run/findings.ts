import type { SubgraphFailure } from './call.ts';
import type { Problems } from './problems.ts';

/** What the gateway found wrong with answers whose ministries said nothing of it, for the log: each kind once. */
export function findingsOf(problems: Problems, traceId: string): SubgraphFailure[] {
  const counts = new Map<string, { failure: SubgraphFailure; count: number }>();
  for (const { isFinding, ministry, code, message } of problems.all) {
    if (!isFinding || ministry === undefined) continue;
    const kind = `${ministry} ${code} ${message}`;
    const known = counts.get(kind);
    if (known) known.count += 1;
    else counts.set(kind, { failure: { traceId, subgraph: ministry, code, message }, count: 1 });
  }
  return [...counts.values()].map(({ failure, count }) =>
    count === 1 ? failure : { ...failure, message: `${failure.message} (${count} times)` },
  );
}
