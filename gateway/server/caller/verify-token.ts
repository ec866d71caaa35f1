import { jwtVerify } from 'jose';
import { type Caller, readClaims } from './claims.ts';
import type { KeySet } from './key-set.ts';

/** Seconds that clocks may differ. */
export const CLOCK_TOLERANCE = 30;

/** Whose tokens are accepted. */
export interface Issuer {
  /** What `iss` must be. */
  readonly issuer: string;
  /** What `aud` must be or hold. */
  readonly audience: string;
}

/** Checks a token and says for whom it vouches. Rejects with an error of `jose`, `ClaimError` or `KeysUnavailable`. */
export type VerifyToken = (token: string) => Promise<Caller>;

/** Checks access tokens as RFC 9068 has them, signed with a key of the issuer; never with a secret that is shared. */
export function createVerifyToken({ issuer, audience }: Issuer, keys: KeySet): VerifyToken {
  const options = {
    issuer,
    audience,
    algorithms: ['ES256', 'RS256', 'EdDSA'],
    typ: 'at+jwt',
    clockTolerance: CLOCK_TOLERANCE,
    requiredClaims: ['sub', 'exp'],
  };
  return async (token) => readClaims((await jwtVerify(token, keys.find, options)).payload);
}
