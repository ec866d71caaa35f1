import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import type { Authority } from '@hearth/schema/protocol/authority.ts';
import { HttpRefusal } from '../http/refusal.ts';
import type { Access, Standing } from './authenticate.ts';
import { countBadTokens } from './bad-tokens.ts';
import { type Caller, CLOCK_TOLERANCE } from './claims.ts';
import type { KeySet } from './key-set.ts';
import { purposeMissing, purposeNotGranted, readCase, readPurpose } from './purpose-and-case.ts';
import { createBudget, defaultRates, type Rates, REQUEST_COST } from './rate-limit.ts';
import { type FindCaller, rememberTokens } from './remember-tokens.ts';
import { noRevocations, type Revocations } from './revocations.ts';
import { invalidToken, unauthenticated, UnvouchedToken } from './token-faults.ts';
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
  const budget = createBudget(rates);
  const refuse = countBadTokens(rates.badTokens);
  /** Finds the bearer of a token. What refuses it is told as the address has it coming. */
  const bearerOf = (headers: IncomingHttpHeaders, address: string | undefined): Caller | Promise<Caller> => {
    try {
      const found = findCaller(readBearer(headers));
      if (!(found instanceof Promise)) return found;
      return found.catch((error: unknown) => Promise.reject(refuse(error, address)));
    } catch (error) {
      throw refuse(error, address);
    }
  };
  const identify = (caller: Caller, headers: IncomingHttpHeaders): Authority => {
    budget.spend(caller, REQUEST_COST);
    return authorityOf(caller, headers);
  };
  const standingOf = (caller: Caller, headers: IncomingHttpHeaders): Standing => {
    const token = readBearer(headers);
    const endsAt = (caller.expiresAt + CLOCK_TOLERANCE) * 1_000;
    return {
      authority: identify(caller, headers),
      endsAt,
      count: () => budget.spend(caller, REQUEST_COST),
      holds: () => Date.now() < endsAt && isAccepted(() => findCaller(token)),
    };
  };
  return {
    mode,
    budget,
    authenticate(headers, address) {
      const caller = bearerOf(headers, address);
      return caller instanceof Promise
        ? caller.then((found) => identify(found, headers))
        : identify(caller, headers);
    },
    admit(headers, address) {
      const caller = bearerOf(headers, address);
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
    throw new UnvouchedToken(`The token is longer than the limit of ${LONGEST_TOKEN} characters.`);
  }
  return authorization.slice('bearer '.length).trim();
}

function authorityOf({ authorities, purposes }: Caller, headers: IncomingHttpHeaders): Authority {
  const purpose = readPurpose(headers);
  if (purpose === undefined) throw purposeMissing();
  if (!purposes.has(purpose)) throw purposeNotGranted(purpose);
  return authorities.get(purpose, readCase(headers));
}
