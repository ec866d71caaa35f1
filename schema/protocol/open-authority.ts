import { type Authority, createAuthority } from './authority.ts';
import type { Purpose } from './purposes.ts';
import { scopeNames } from './scopes.ts';

/**
 * What everybody may who reaches a service that is open, on this machine alone: the whole country, and every scope but
 * citizen IDs in full.
 */
export const createOpenAuthority = (purpose: Purpose): Authority =>
  createAuthority({
    subject: 'anybody',
    client: 'open-access',
    ministry: null,
    person: null,
    case: null,
    purpose,
    regions: [''],
    scopes: scopeNames.filter((scope) => scope !== 'identity:read'),
    expiresAt: Infinity,
  });

/** The one for whoever names no purpose. */
export const openAuthority: Authority = createOpenAuthority('MONITORING');
