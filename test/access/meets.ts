import type { Requirement } from '@hearth/schema/protection/requirement.ts';
import { type Authority, hasScope } from '@hearth/schema/protocol/authority.ts';

/** What a requirement of the contract means, said once more: apart from how the gateway reads it. */
export const meets = (authority: Authority, { scopes, policies, purposes }: Requirement): boolean =>
  (scopes.length === 0 || scopes.some((group) => group.every((scope) => hasScope(authority, scope)))) &&
  (policies.length === 0 || authority.case !== null) &&
  (purposes === null || purposes.includes(authority.purpose ?? ''));
