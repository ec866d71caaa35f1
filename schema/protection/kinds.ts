import type { Purpose } from '../protocol/purposes.ts';
import type { Scope } from '../protocol/scopes.ts';
import { both, nothing, type Requirement } from './requirement.ts';

/** What protects one kind of data. */
type Kind = { scope: Scope; purposes: readonly Purpose[]; policies: readonly string[] };

const closeToPeople: readonly Purpose[] = ['MONITORING', 'ASSISTANCE', 'CORRECTION'];
const checkedBySamples: readonly Purpose[] = ['MONITORING', 'ASSISTANCE', 'EVALUATION', 'CORRECTION'];

/**
 * The kinds of data that are protected, by the word that stands in descriptions: `Sensitive: health.` The words of
 * households are not said: whatever is about one is of that kind.
 */
export const kinds = {
  household: { scope: 'household:read', purposes: checkedBySamples, policies: [] },
  name: { scope: 'name:read', purposes: closeToPeople, policies: [] },
  identity: { scope: 'identity:read', purposes: ['ASSISTANCE', 'CORRECTION'], policies: ['case'] },
  contact: { scope: 'contact:read', purposes: closeToPeople, policies: [] },
  health: { scope: 'health:read', purposes: closeToPeople, policies: [] },
  financial: { scope: 'money:read', purposes: checkedBySamples, policies: [] },
  children: { scope: 'children:read', purposes: closeToPeople, policies: [] },
} as const satisfies Record<string, Kind>;

/** The word of one kind. */
export type KindName = keyof typeof kinds;

/** All kinds. */
export const kindNames = Object.keys(kinds) as readonly KindName[];

/** Whether a word names a kind. */
export const isKindName = (word: string): word is KindName => Object.hasOwn(kinds, word);

/** The kinds that a requirement's scopes stand for. */
export const kindsOf = ({ scopes }: Requirement): KindName[] =>
  kindNames.filter((name) => scopes.some((group) => group.includes(kinds[name].scope)));

/** What has to be met for data of all these kinds at once. */
export const requirementOfKinds = (names: readonly KindName[]): Requirement =>
  names.map(requirementOfKind).reduce(both, nothing);

function requirementOfKind(name: KindName): Requirement {
  const { scope, purposes, policies }: Kind = kinds[name];
  return {
    authenticated: false,
    scopes: [[scope]],
    policies: policies.length > 0 ? [policies] : [],
    purposes,
  };
}

/** The words after `Sensitive:` in a description, known or not; it may be wrapped anywhere. */
export const sensitiveWords = (description = ''): string[] =>
  [...description.replaceAll(/\s+/g, ' ').matchAll(/\bsensitive: ([\w, ]+)/gi)].flatMap(([, words = '']) =>
    words.split(/, */),
  );
