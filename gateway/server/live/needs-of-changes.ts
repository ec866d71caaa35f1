import { requirementOfKinds } from '@hearth/schema/protection/kinds.ts';
import type { Requirement } from '@hearth/schema/protection/requirement.ts';
import { ministries } from '@hearth/schema/subgraphs.ts';
import type { Clause } from '../plan/access/clause.ts';

const needs: ReadonlyMap<string, readonly Clause[]> = new Map(
  ministries.map(({ name, changesTell }) => [name, clausesOf(requirementOfKinds(changesTell))]),
);

/** What a caller needs to hear of a subgraph's changes, beside what the subscription itself asks for. */
export const needsOfChanges = (subgraph: string): readonly Clause[] => needs.get(subgraph) ?? [];

function clausesOf({ scopes, policies, purposes }: Requirement): Clause[] {
  const clauses: Clause[] = [];
  if (scopes.length > 0) clauses.push({ kind: 'scopes', anyOf: scopes });
  if (policies.length > 0) clauses.push({ kind: 'policies', anyOf: policies });
  if (purposes !== null) clauses.push({ kind: 'purposes', anyOf: purposes.map((purpose) => [purpose]) });
  return clauses;
}
