import { type AuthorityClass, hasScope } from '@hearth/schema/protocol/authority.ts';

/** What one directive demands of who asks. */
export type Clause = { readonly kind: 'authenticated' } | Choice;

/** All names of one alternative must hold; no alternative at all is never met. */
export interface Choice {
  readonly kind: 'scopes' | 'policies' | 'purposes';
  readonly anyOf: readonly (readonly string[])[];
}

const holds: Readonly<Record<Choice['kind'], (authority: AuthorityClass, name: string) => boolean>> = {
  scopes: hasScope,
  policies: ({ policies }, name) => (policies as readonly string[]).includes(name),
  purposes: ({ purpose }, name) => purpose === name,
};

/** Whether a class of callers meets a clause. A policy that nobody knows is not met. */
export function isMet(clause: Clause, authority: AuthorityClass): boolean {
  if (clause.kind === 'authenticated') return authority.authenticated;
  return clause.anyOf.some((all) => all.every((name) => holds[clause.kind](authority, name)));
}
