import { createAuthority, regionPrefix } from '@hearth/schema/protocol/authority.ts';
import { isPurpose, type Purpose, purposeNames } from '@hearth/schema/protocol/purposes.ts';
import { isReserved } from '@hearth/schema/protocol/scopes.ts';
import type { JWTPayload } from 'jose';
import { Authorities } from './authorities.ts';

/** A caller for whom a token vouches. */
export interface Caller {
  readonly subject: string;
  readonly client: string;
  /** The number of the token, its `jti`; undefined when it has none. */
  readonly token: string | undefined;
  /** For what they may ask. */
  readonly purposes: ReadonlySet<Purpose>;
  readonly authorities: Authorities;
  /** When the token ends, in seconds since 1970. */
  readonly expiresAt: number;
}

/** A claim of a token cannot be used. The message names the claim and what is right, never what the token holds. */
export class ClaimError extends Error {
  constructor(claim: string, expected: string) {
    super(`The claim ${claim} of the token must be ${expected}.`);
  }
}

/**
 * Seconds after its token that an authority is in force: whoever was let in when the clocks' tolerance was nearly over is
 * still answered, and so is everybody whose reads travel with theirs.
 */
const ANSWERED_UNTIL = 60;

/**
 * Who a token says is asking, and what they may: `sub`, `client_id` (or `azp`), `scope`, `regions`, `purposes`, and where they
 * have one `ministry` or `person`. A list that is missing grants nothing. `longestLife` are the seconds that may pass from `iat`
 * to `exp`.
 * @throws ClaimError naming the claim that cannot be used
 */
export function readClaims(claims: JWTPayload, longestLife: number): Caller {
  const subject = readText(claims, 'sub');
  const client = claims['client_id'] === undefined ? readText(claims, 'azp') : readText(claims, 'client_id');
  const expiresAt = claims.exp as number; // jose has checked it
  checkLife(claims.iat, expiresAt, longestLife);
  const grant = {
    subject,
    client,
    ministry: claims['ministry'] === undefined ? null : readText(claims, 'ministry'),
    person: claims['person'] === undefined ? null : readText(claims, 'person'),
    regions: readRegions(claims),
    scopes: readScopes(claims),
    expiresAt: expiresAt + ANSWERED_UNTIL,
  };
  return {
    subject,
    client,
    token: claims.jti,
    purposes: readPurposes(claims),
    authorities: new Authorities((purpose, matter) => createAuthority({ ...grant, purpose, case: matter })),
    expiresAt,
  };
}

/** Seconds that clocks may differ. */
export const CLOCK_TOLERANCE = 30;

/** A token that says too late when it was made could live for longer than it may. */
function checkLife(issuedAt: unknown, expiresAt: number, longestLife: number): void {
  const latest = Date.now() / 1_000 + CLOCK_TOLERANCE;
  if (typeof issuedAt !== 'number' || issuedAt < 0 || issuedAt > latest) {
    throw new ClaimError('iat', 'there: when the token was issued, and not in the future');
  }
  if (expiresAt - issuedAt > longestLife) {
    throw new ClaimError('exp', `at most ${longestLife} seconds after iat`);
  }
}

const LONGEST_TEXT = 255; // characters, as OpenID Connect bounds `sub`; each entry of the access record has them

function readText(claims: JWTPayload, name: string): string {
  const value = claims[name];
  if (typeof value === 'string' && value !== '' && value.length <= LONGEST_TEXT) return value;
  throw new ClaimError(name, `a text of 1 to ${LONGEST_TEXT} characters`);
}

/**
 * Scopes with blanks between them (RFC 9068). Those that the contract does not know may be another supergraph's; those of our services
 * are left out.
 */
function readScopes({ scope = '' }: JWTPayload): string[] {
  if (typeof scope !== 'string') throw new ClaimError('scope', 'a text, with blanks between the scopes');
  return scope.split(' ').filter((name) => name !== '' && !isReserved(name));
}

function readRegions({ regions = [] }: JWTPayload): string[] {
  try {
    return readTexts(regions).map(regionPrefix);
  } catch {
    throw new ClaimError('regions', 'a list of division codes: 2, 4, 6, 9 or 12 digits each, or * for all');
  }
}

function readPurposes({ purposes = [] }: JWTPayload): Set<Purpose> {
  if (Array.isArray(purposes) && purposes.every(isPurpose)) return new Set(purposes);
  throw new ClaimError('purposes', `a list of purposes, each one of ${purposeNames.join(', ')}`);
}

function readTexts(value: unknown): string[] {
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value;
  throw new TypeError('no list of texts');
}
