import { type Authority, createAuthority } from './authority.ts';
import type { Purpose } from './purposes.ts';
import { scopeNames } from './scopes.ts';

/**
 * What everybody may who reaches a service that is open, on this machine alone: reading the whole country, all but citizen IDs
 * in full. Whoever is not known writes nothing.
 */
export const createOpenAuthority = (purpose: Purpose, matter: string | null = null): Authority =>
  createAuthority({
    subject: 'anybody',
    client: 'open-access',
    ministry: null,
    person: null,
    case: matter,
    purpose,
    regions: [''],
    scopes: scopeNames.filter((scope) => scope !== 'identity:read' && !scope.endsWith(':write')),
    expiresAt: Infinity,
  });

/** The one for whoever names no purpose. */
export const openAuthority: Authority = createOpenAuthority('MONITORING');
