import { type Authority, hasScope } from '@hearth/schema/protocol/authority.ts';

/** What one directive demands of who asks. */
export type Clause = { readonly kind: 'authenticated' } | Choice;

/** All names of one alternative must hold; no alternative at all is never met. */
export interface Choice {
  readonly kind: 'scopes' | 'policies' | 'purposes';
  readonly anyOf: readonly (readonly string[])[];
}

/** The policies that `@policy` may name. */
const policies = new Map<string, (authority: Authority) => boolean>([
  ['case', ({ case: matter }) => matter !== null],
]);

const holds: Readonly<Record<Choice['kind'], (authority: Authority, name: string) => boolean>> = {
  scopes: hasScope,
  policies: (authority, name) => policies.get(name)?.(authority) === true,
  purposes: ({ purpose }, name) => purpose === name,
};

const isSomebody = ({ subject }: Authority): boolean => subject !== '';

/** Whether an authority meets a clause. A policy that nobody knows is not met. */
export function isMet(clause: Clause, authority: Authority): boolean {
  if (clause.kind === 'authenticated') return isSomebody(authority);
  return clause.anyOf.some((all) => all.every((name) => holds[clause.kind](authority, name)));
}

/** Equal for authorities that meet the same clauses. */
export function standingOf(authority: Authority): string {
  let standing = isSomebody(authority) ? '1' : '0';
  for (const isHeld of policies.values()) standing += isHeld(authority) ? '1' : '0';
  return standing + authority.class;
}
