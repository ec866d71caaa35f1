import { createOpenAuthority } from '@hearth/schema/protocol/open-authority.ts';
import type { Access } from './authenticate.ts';
import { Authorities } from './authorities.ts';
import { readCase, readPurpose } from './purpose-and-case.ts';

const authorities = new Authorities(createOpenAuthority);

/** Lets everybody in. They may name a purpose and a case; who names no purpose asks for MONITORING. */
export const openAccess: Access = {
  mode: 'open',
  authenticate: (headers) => authorities.get(readPurpose(headers) ?? 'MONITORING', readCase(headers)),
};
