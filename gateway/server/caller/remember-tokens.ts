import { RecentlyUsed } from '@hearth/kit/recently-used.ts';
import { HttpRefusal } from '../http/refusal.ts';
import { type Caller, CLOCK_TOLERANCE } from './claims.ts';
import type { KeySet } from './key-set.ts';
import { refusalOfToken } from './token-faults.ts';
import type { VerifyToken } from './verify-token.ts';

/** Says for whom a token vouches: at once when it is known. Throws or rejects with an `HttpRefusal`. */
export type FindCaller = (token: string) => Caller | Promise<Caller>;

interface Accepted {
  readonly caller: Caller;
  /** The keys with which it was checked. */
  readonly keys: object;
}

interface Refused {
  readonly refusal: HttpRefusal;
  /** The keys with which it was checked: another key may be the one that was missing. */
  readonly keys: object;
  /** In milliseconds since 1970; then it is looked at again. */
  readonly until: number;
}

const REFUSED_FOR = 5_000; // milliseconds
const MOST_CHECKED = 2_000; // tokens at the same time; some of them may wait for keys

/** As many tokens, and characters of them together. */
const bounded = (tokens: number, characters: number) =>
  [tokens, { limit: characters, of: (token: string) => token.length }] as const;

/**
 * Remembers what became of tokens, so that each is checked once, whoever waits for it: accepted ones until they
 * expire, refused ones for a few seconds, and both no longer than the issuer's keys stay the same.
 */
export function rememberTokens(verify: VerifyToken, keys: KeySet): FindCaller {
  const accepted = new RecentlyUsed<string, Accepted>(...bounded(20_000, 20_000_000));
  const refused = new RecentlyUsed<string, Refused>(...bounded(2_000, 2_000_000));
  const underWay = new Map<string, Promise<Caller>>();

  const check = async (token: string): Promise<Caller> => {
    const version = keys.version();
    try {
      const caller = await verify(token);
      accepted.set(token, { caller, keys: version });
      return caller;
    } catch (error) {
      const refusal = refusalOfToken(error);
      if (refusal.statusCode === 401) {
        refused.set(token, { refusal, keys: version, until: Date.now() + REFUSED_FOR });
      }
      throw refusal;
    }
  };
  const checkOnce = (token: string): Promise<Caller> => {
    const begun = underWay.get(token);
    if (begun) return begun;
    if (underWay.size >= MOST_CHECKED) throw overloaded();
    const checking = check(token).finally(() => underWay.delete(token));
    underWay.set(token, checking);
    return checking;
  };

  return (token) => {
    const version = keys.version();
    const known = accepted.get(token);
    if (known?.keys === version && !hasExpired(known.caller)) return known.caller;
    const bad = refused.get(token);
    if (bad?.keys === version && Date.now() < bad.until) throw bad.refusal;
    return checkOnce(token);
  };
}

const hasExpired = ({ expiresAt }: Caller): boolean => Date.now() >= (expiresAt + CLOCK_TOLERANCE) * 1_000;

const overloaded = () =>
  new HttpRefusal(
    503,
    'OVERLOADED',
    `${MOST_CHECKED} tokens are being checked, which is the limit: ask again.`,
    {
      headers: { 'retry-after': '1' },
    },
  );
