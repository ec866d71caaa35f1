import { type AuthorityClass, hasScope } from '../protocol/authority.ts';
import { kindNames, type KindName, requirementOfKinds } from './kinds.ts';
import type { Requirement } from './requirement.ts';

/** Whether who asks has what is asked for. A policy that nobody knows is not met. */
export const meets = (
  authority: AuthorityClass,
  { authenticated, scopes, policies, purposes }: Requirement,
): boolean =>
  (!authenticated || authority.authenticated) &&
  (scopes.length === 0 || scopes.some((group) => group.every((scope) => hasScope(authority, scope)))) &&
  (policies.length === 0 || policies.some((group) => group.every((name) => hasPolicy(authority, name)))) &&
  (purposes === null || purposes.includes(authority.purpose ?? ''));

const hasPolicy = ({ policies }: AuthorityClass, name: string): boolean =>
  (policies as readonly string[]).includes(name);

const requirements = new Map<KindName, Requirement>(
  kindNames.map((name) => [name, requirementOfKinds([name])]),
);

/**
 * Whether data of a kind may be told: by scope, purpose and policy. For resolvers that decide by themselves, where the contract's
 * directives cannot, since something else is told to whoever may not.
 */
export const mayRead = (authority: AuthorityClass, kind: KindName): boolean =>
  meets(authority, requirements.get(kind)!);
