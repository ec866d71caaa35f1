import type { Alternatives, Requirement } from './requirement.ts';

/**
 * A requirement as clients read it: `Needs health:read for MONITORING, ASSISTANCE or CORRECTION.` Null when it is enough
 * to be known, as everybody is who gets an answer at all.
 */
export function tellRequirement({ scopes, policies, purposes }: Requirement): string | null {
  if (scopes.length === 0 && purposes === null && policies.length === 0) return null;
  const parts = [
    alternatives(scopes),
    purposes === null ? '' : `for ${anyOf.format(purposes)}`,
    policies.length === 0 ? '' : `with a ${alternatives(policies)}`,
  ];
  return `Needs ${parts.filter(Boolean).join(' ')}.`;
}

const anyOf = new Intl.ListFormat('en-GB', { type: 'disjunction' });
const allOf = new Intl.ListFormat('en-GB', { type: 'conjunction' });

const alternatives = (given: Alternatives): string => anyOf.format(given.map((group) => allOf.format(group)));
