import { type Authority, hasScope } from '../protocol/authority.ts';
import type { Requirement } from './requirement.ts';

/** Whether an authority has what is asked for. A policy that nobody knows is not met. */
export const meets = (
  authority: Authority,
  { authenticated, scopes, policies, purposes }: Requirement,
): boolean =>
  (!authenticated || authority.subject !== '') &&
  (scopes.length === 0 || scopes.some((group) => group.every((scope) => hasScope(authority, scope)))) &&
  (policies.length === 0 ||
    (authority.case !== null && policies.some((group) => group.every((policy) => policy === 'case')))) &&
  (purposes === null || purposes.includes(authority.purpose ?? ''));
