import type { IncomingHttpHeaders } from 'node:http';
import type { Authority } from '@hearth/schema/protocol/authority.ts';
import type { Access } from './authenticate.ts';
import type { Caller } from './claims.ts';
import type { KeySet } from './key-set.ts';
import { purposeMissing, purposeNotGranted, readCase, readPurpose } from './purpose-and-case.ts';
import { createRateLimiter, defaultRates, type Rates } from './rate-limit.ts';
import { rememberTokens } from './remember-tokens.ts';
import { invalidToken, unauthenticated } from './token-faults.ts';
import { createVerifyToken, type Issuer } from './verify-token.ts';

interface TokenAccessOptions extends Issuer {
  readonly keys: KeySet;
  readonly rates?: Rates;
  /** Default `issuer`. */
  readonly mode?: 'demo' | 'issuer';
}

/** Lets in whom an issuer vouches for, for a purpose that their token grants. */
export function createTokenAccess({
  keys,
  rates = defaultRates,
  mode = 'issuer',
  ...issuer
}: TokenAccessOptions): Access {
  const findCaller = rememberTokens(createVerifyToken(issuer, keys), keys);
  const limitRate = createRateLimiter(rates);
  const admit = (caller: Caller, headers: IncomingHttpHeaders): Authority => {
    limitRate(caller);
    return authorityOf(caller, headers);
  };
  return {
    mode,
    authenticate(headers) {
      const caller = findCaller(readBearer(headers));
      return caller instanceof Promise
        ? caller.then((found) => admit(found, headers))
        : admit(caller, headers);
    },
  };
}

const LONGEST_TOKEN = 8_192; // characters

/** The token of a request. Throws an `HttpRefusal` when there is none, or it is too long to be looked at. */
function readBearer({ authorization }: IncomingHttpHeaders): string {
  if (authorization === undefined || !/^bearer /i.test(authorization)) throw unauthenticated();
  if (authorization.length > LONGEST_TOKEN) {
    throw invalidToken(`The token is longer than the limit of ${LONGEST_TOKEN} characters.`);
  }
  return authorization.slice('bearer '.length).trim();
}

function authorityOf({ authorities, purposes }: Caller, headers: IncomingHttpHeaders): Authority {
  const purpose = readPurpose(headers);
  if (purpose === undefined) throw purposeMissing();
  if (!purposes.has(purpose)) throw purposeNotGranted(purpose);
  return authorities.get(purpose, readCase(headers));
}
