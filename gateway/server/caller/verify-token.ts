import { errors, jwtVerify } from 'jose';
import { type Caller, CLOCK_TOLERANCE, readClaims } from './claims.ts';
import type { KeySet } from './key-set.ts';

/** Whose tokens are accepted. */
export interface Issuer {
  /** What `iss` must be. */
  readonly issuer: string;
  /** What `aud` must be or hold. */
  readonly audience: string;
  /** What the header `typ` must be. Default `at+jwt`, as RFC 9068 has it. */
  readonly type?: string | undefined;
  /** Seconds that a token may live, from `iat` to `exp`. Default: a day. */
  readonly longestLife?: number | undefined;
}

/** The defaults of an issuer. */
export const defaultIssuer = { type: 'at+jwt', longestLife: 86_400 };

/** A token is of another type. The message names the type that is right. */
export class TokenTypeError extends Error {
  constructor(type: string) {
    super(`The header typ of the token must be ${type}: an access token is expected.`);
  }
}

/** Checks a token and says for whom it vouches. Rejects with an error of `jose`, `ClaimError` or `KeysUnavailable`. */
export type VerifyToken = (token: string) => Promise<Caller>;

/** Checks access tokens as RFC 9068 has them, signed with a key of the issuer; never with a secret that is shared. */
export function createVerifyToken(
  { issuer, audience, type = defaultIssuer.type, longestLife = defaultIssuer.longestLife }: Issuer,
  keys: KeySet,
): VerifyToken {
  const options = {
    issuer,
    audience,
    algorithms: ['ES256', 'RS256', 'EdDSA'],
    typ: type,
    clockTolerance: CLOCK_TOLERANCE,
    requiredClaims: ['sub', 'exp', 'iat'],
  };
  const nameType = (error: unknown): never => {
    const isType = error instanceof errors.JWTClaimValidationFailed && error.claim === 'typ';
    throw isType ? new TokenTypeError(type) : error;
  };
  return async (token) => {
    const { payload } = await jwtVerify(token, keys.find, options).catch(nameType);
    return readClaims(payload, longestLife);
  };
}
