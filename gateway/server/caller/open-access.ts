import type { IncomingHttpHeaders } from 'node:http';
import type { Authority } from '@hearth/schema/protocol/authority.ts';
import { createOpenAuthority } from '@hearth/schema/protocol/open-authority.ts';
import type { Access } from './authenticate.ts';
import { Authorities } from './authorities.ts';
import { unlimited } from './rate-limit.ts';
import { readCase, readPurpose } from './purpose-and-case.ts';

const authorities = new Authorities(createOpenAuthority);

const authenticate = (headers: IncomingHttpHeaders): Authority =>
  authorities.get(readPurpose(headers) ?? 'MONITORING', readCase(headers));

/** Lets everybody in. They may name a purpose and a case; who names no purpose asks for MONITORING. */
export const openAccess: Access = {
  mode: 'open',
  authenticate,
  budget: unlimited,
  admit: (headers) => ({
    authority: authenticate(headers),
    endsAt: Infinity,
    count: () => {},
    holds: () => true,
  }),
};
