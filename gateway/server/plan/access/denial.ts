import type { DenialReason } from '../../errors.ts';
import type { Choice, Clause } from './clause.ts';

/** A field that a caller may not see. */
export interface Denial {
  /** Names the field and what is missing for it. */
  readonly message: string;
  readonly reason: DenialReason;
  /** The subgraphs that resolve the field. */
  readonly ministries: readonly string[];
}

/** Says which clauses are not met for a field, given as `Person.name`. */
export function describeDenial(field: string, unmet: readonly Clause[]): Pick<Denial, 'message' | 'reason'> {
  const authenticated = unmet.some(({ kind }) => kind === 'authenticated');
  const scopes = combine(unmet, 'scopes');
  const policies = combine(unmet, 'policies');
  const purposes = combine(unmet, 'purposes')?.filter((all) => all.length === 1);
  const missing = [
    ...(authenticated ? ['a caller who is known'] : []),
    ...(scopes ? [nameChoice('scope', scopes)] : []),
    ...(purposes ? [nameChoice('purpose', purposes)] : []),
    ...(policies ? [nameChoice('policy', policies)] : []),
  ];
  return {
    message: `${field} needs ${missing.join(' and ')}.`,
    reason: {
      ...(authenticated && { authenticated }),
      ...(scopes && { scopes }),
      ...(policies && { policies }),
      ...(purposes && { purposes: purposes.flat() }),
    },
  };
}

/** The alternatives that meet all choices of a kind, without those that ask for more than another; undefined: there is no choice. */
function combine(clauses: readonly Clause[], kind: Choice['kind']): Choice['anyOf'] | undefined {
  const choices = clauses.filter((clause): clause is Choice => clause.kind === kind);
  if (choices.length === 0) return undefined;
  return choices
    .map(({ anyOf }) => anyOf)
    .reduce((some, others) => {
      const both = some.flatMap((one) => others.map((other) => [...new Set([...one, ...other])]));
      return both.filter((all, index) => !both.some((other, place) => isLess(other, all, place < index)));
    });
}

/** Whether an alternative asks for part of another; for the same only if it comes first. */
const isLess = (one: readonly string[], other: readonly string[], isBefore: boolean): boolean =>
  (one.length < other.length || (one.length === other.length && isBefore)) &&
  one.every((name) => other.includes(name));

/** `the scope a or b`; `the scope a, or the scopes b and c`. */
function nameChoice(word: string, anyOf: Choice['anyOf']): string {
  if (anyOf.length === 0) return `a ${word} that nobody has`;
  if (anyOf.every((all) => all.length === 1)) return `the ${word} ${anyOf.flat().join(' or ')}`;
  const words = word.replace(/y?$/, (end) => (end === 'y' ? 'ies' : 's'));
  return anyOf.map((all) => `the ${all.length === 1 ? word : words} ${all.join(' and ')}`).join(', or ');
}
