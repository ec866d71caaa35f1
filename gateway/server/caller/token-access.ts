import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Authority } from '@hearth/schema/protocol/authority.ts';
import { HttpRefusal } from '../http/refusal.ts';
import type { Access, Standing } from './authenticate.ts';
import { type Caller, CLOCK_TOLERANCE } from './claims.ts';
import type { KeySet } from './key-set.ts';
import { purposeMissing, purposeNotGranted, readCase, readPurpose } from './purpose-and-case.ts';
import { createRateLimiter, defaultRates, type Rates } from './rate-limit.ts';
import { type FindCaller, rememberTokens } from './remember-tokens.ts';
import { noRevocations, type Revocations } from './revocations.ts';
import { invalidToken, unauthenticated } from './token-faults.ts';
import { createVerifyToken, type Issuer } from './verify-token.ts';

interface TokenAccessOptions extends Issuer {
  readonly keys: KeySet;
  readonly rates?: Rates;
  /** Default: nobody is withdrawn. */
  readonly revocations?: Revocations;
  /** Default `issuer`. */
  readonly mode?: 'demo' | 'issuer';
}

/** Lets in whom an issuer vouches for, for a purpose that their token grants. */
export function createTokenAccess({
  keys,
  rates = defaultRates,
  revocations = noRevocations,
  mode = 'issuer',
  ...issuer
}: TokenAccessOptions): Access {
  const findKnown = rememberTokens(createVerifyToken(issuer, keys), keys);
  const refuseRevoked = (caller: Caller): Caller => {
    if (revocations.has(caller)) throw invalidToken('The token was withdrawn.');
    return caller;
  };
  const findCaller: FindCaller = (token) => {
    const caller = findKnown(token);
    return caller instanceof Promise ? caller.then(refuseRevoked) : refuseRevoked(caller);
  };
  const limitRate = createRateLimiter(rates);
  const identify = (caller: Caller, headers: IncomingHttpHeaders): Authority => {
    limitRate(caller);
    return authorityOf(caller, headers);
  };
  const standingOf = (caller: Caller, headers: IncomingHttpHeaders): Standing => {
    const token = readBearer(headers);
    const endsAt = (caller.expiresAt + CLOCK_TOLERANCE) * 1_000;
    return {
      authority: identify(caller, headers),
      endsAt,
      count: () => limitRate(caller),
      holds: () => Date.now() < endsAt && isAccepted(() => findCaller(token)),
    };
  };
  return {
    mode,
    authenticate(headers) {
      const caller = findCaller(readBearer(headers));
      return caller instanceof Promise
        ? caller.then((found) => identify(found, headers))
        : identify(caller, headers);
    },
    admit(headers) {
      const caller = findCaller(readBearer(headers));
      return caller instanceof Promise
        ? caller.then((found) => standingOf(found, headers))
        : standingOf(caller, headers);
    },
  };
}

const ASKED_AGAIN = 20; // times, while the answer cannot be had
const PAUSE = 250; // milliseconds before each

/** Answers at once for a known token. A token whose key cannot be had for five seconds is not accepted. */
function isAccepted(find: FindOne): boolean | Promise<boolean> {
  try {
    const found = find();
    if (!(found instanceof Promise)) return true;
    found.catch(() => {}); // it is asked for again, and the check is shared
  } catch (error) {
    if (!isInDoubt(error)) return false;
  }
  return isAcceptedLater(find);
}

async function isAcceptedLater(find: FindOne): Promise<boolean> {
  for (let left = ASKED_AGAIN; ; left -= 1) {
    try {
      await find();
      return true;
    } catch (error) {
      if (left === 0 || !isInDoubt(error)) return false;
    }
    await delay(PAUSE);
  }
}

type FindOne = () => Caller | Promise<Caller>;
const isInDoubt = (error: unknown): boolean => error instanceof HttpRefusal && error.statusCode === 503;

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
