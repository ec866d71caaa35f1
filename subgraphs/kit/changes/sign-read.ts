import { randomBytes } from 'node:crypto';
import { createAuthority, nobody, writeAuthority } from '@hearth/schema/protocol/authority.ts';
import type { LogScope } from '@hearth/schema/protocol/scopes.ts';
import { AUTHORITY_HEADER, contentDigest, TRACE_HEADER } from '@hearth/schema/protocol/signature/base.ts';
import type { KeyRing } from '@hearth/schema/protocol/signature/keys.ts';
import { createSign } from '@hearth/schema/protocol/signature/sign.ts';

interface SignReadOptions {
  /** Whose log is read. */
  readonly ministry: string;
  /** The first signs. */
  readonly keys: KeyRing;
  readonly scope: LogScope;
}

const NO_BODY = contentDigest('');

/** The headers by which a service of ours signs that it reads a log, on nobody's behalf. @throws RangeError when the first key only verifies */
export function createSignRead({ ministry, keys, scope }: SignReadOptions) {
  const sign = createSign(keys);
  const authority = writeAuthority(createAuthority({ ...nobody, regions: [''], scopes: [scope] }), 'query');
  return (target: string): Record<string, string> => {
    const trace = randomBytes(16).toString('hex');
    const call = { method: 'GET', target, contentType: undefined, contentDigest: NO_BODY, authority, trace };
    return {
      'content-digest': NO_BODY,
      [AUTHORITY_HEADER]: authority,
      [TRACE_HEADER]: trace,
      ...sign(call, ministry),
    };
  };
}
