import { type Authority, createAuthority, nobody } from '@hearth/schema/protocol/authority.ts';
import { scopeNames } from '@hearth/schema/protocol/scopes.ts';

/** Somebody who may see everything of the whole country. */
export const wholeCountry: Authority = createAuthority({
  ...nobody,
  subject: 'test',
  purpose: 'MONITORING',
  regions: [''],
  scopes: scopeNames,
});

/** The same in a matter and for a purpose that opens identities. */
export const inACase: Authority = createAuthority({ ...wholeCountry, purpose: 'ASSISTANCE', case: 'K1' });
