import type { ErrorCode } from '@hearth/schema/protocol/errors.ts';
import { errors } from 'jose';
import { HttpRefusal } from '../http/refusal.ts';
import { ClaimError } from './claims.ts';
import { KeysUnavailable } from './key-set.ts';
import { TokenTypeError } from './verify-token.ts';

/** The refusal of a request without a token (RFC 6750). */
export const unauthenticated = (): HttpRefusal =>
  new HttpRefusal(
    401,
    'UNAUTHENTICATED',
    'A token is needed: send `authorization: Bearer` and an access token.',
    {
      headers: { 'www-authenticate': 'Bearer' },
    },
  );

/** The refusal of a token. The reason, in ASCII and without quotes, never says what the token holds. */
export const invalidToken = (reason: string): HttpRefusal => notAccepted('INVALID_TOKEN', reason);

const notAccepted = (code: ErrorCode, reason: string): HttpRefusal =>
  new HttpRefusal(401, code, reason, {
    headers: { 'www-authenticate': `Bearer error="invalid_token", error_description="${reason}"` },
  });

/** The refusal of a token that nobody vouches for: it has no signature of the issuer's, or none was looked for. */
export class UnvouchedToken extends HttpRefusal {
  constructor(reason: string) {
    const { statusCode, code, headers } = invalidToken(reason);
    super(statusCode, code, reason, { headers });
  }
}

/** What somebody who sent a token is told about why it was not accepted. */
export function refusalOfToken(error: unknown): HttpRefusal {
  if (error instanceof errors.JWTExpired) return notAccepted('TOKEN_EXPIRED', 'The token has expired.');
  if (isVouched(error)) return invalidToken(reasonOf(error));
  if (!(error instanceof KeysUnavailable)) return new UnvouchedToken(reasonOf(error));
  const message = 'The keys of the issuer cannot be had at the moment.';
  return new HttpRefusal(503, 'ISSUER_DOWN', message, { headers: { 'retry-after': '1' } });
}

/** Whether a fault was found after the signature was found to be the issuer's. */
const isVouched = (error: unknown): boolean =>
  error instanceof ClaimError ||
  error instanceof TokenTypeError ||
  error instanceof errors.JWTClaimValidationFailed;

function reasonOf(error: unknown): string {
  if (error instanceof ClaimError || error instanceof TokenTypeError) return error.message;
  if (error instanceof errors.JWTClaimValidationFailed) return reasonOfClaim(error);
  if (error instanceof errors.JOSEAlgNotAllowed)
    return 'The token must be signed with ES256, RS256 or EdDSA.';
  if (error instanceof errors.JWKSNoMatchingKey)
    return "The token is signed with a key that is not the issuer's.";
  if (error instanceof errors.JWKSMultipleMatchingKeys) return 'The token must name its key: kid.';
  if (error instanceof errors.JWSSignatureVerificationFailed)
    return 'The signature of the token is not right.';
  return 'The token is no signed JWT.';
}

const expected: Readonly<Record<string, string>> = {
  iss: 'The token is not from the issuer of this gateway.',
  aud: 'The token is not for this gateway: see its claim aud.',
  nbf: 'The token is not valid yet: see its claim nbf.',
};

const reasonOfClaim = ({ claim, reason }: errors.JWTClaimValidationFailed): string =>
  (reason === 'missing' ? undefined : expected[claim]) ??
  `The claim ${claim} of the token is missing or cannot be used.`;
