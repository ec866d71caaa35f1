import { type Authority, createAuthority } from '@hearth/schema/protocol/authority.ts';
import type { Purpose } from '@hearth/schema/protocol/purposes.ts';
import { scopeNames } from '@hearth/schema/protocol/scopes.ts';
import type { Access } from './authenticate.ts';
import { Authorities } from './authorities.ts';
import { readCase, readPurpose } from './purpose-and-case.ts';

const createOpenAuthority = (purpose: Purpose): Authority =>
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

const authorities = new Authorities(createOpenAuthority);

/** Everybody who reaches an open gateway: the whole country, and every scope but citizen IDs in full. */
export const openAuthority: Authority = authorities.get('MONITORING', null);

/** Lets everybody in. They may name a purpose and a case; who names no purpose asks for MONITORING. */
export const openAccess: Access = {
  mode: 'open',
  authenticate: (headers) => authorities.get(readPurpose(headers) ?? 'MONITORING', readCase(headers)),
};
