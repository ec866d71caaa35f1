import { networkOf } from '../http/client-address.ts';
import { HttpRefusal } from '../http/refusal.ts';
import { TokenBuckets } from './rate-limit.ts';
import { UnvouchedToken } from './token-faults.ts';

const BURST = 1 / 2; // of a minute's worth

/** Says what somebody is told whose token was refused. */
export type RefuseToken = (error: unknown, address: string | undefined) => unknown;

/**
 * Counts, for each address, tokens that nobody vouches for: forged ones, and what is no token. Those beyond the rate are told to come later.
 * Tokens of the issuer that have ended, or that say something wrong, are none of them: their bearer has to know what is wrong. And who
 * is vouched for never comes here, from whatever address.
 */
export function countBadTokens(perMinute: number): RefuseToken {
  const buckets = new TokenBuckets({ perMinute, burst: perMinute * BURST });
  return (error, address) => {
    if (!(error instanceof UnvouchedToken) || address === undefined) return error;
    const now = performance.now();
    const network = networkOf(address);
    const wait = buckets.wait(network, now);
    if (wait > 0) return tooMany(perMinute, wait);
    buckets.spend(network, 1, now);
    return error;
  };
}

const tooMany = (perMinute: number, wait: number): HttpRefusal =>
  new HttpRefusal(
    429,
    'RATE_LIMITED',
    `More than ${perMinute} tokens a minute that nobody vouches for came from this address; this is one of them.`,
    { headers: { 'retry-after': String(Math.ceil(wait / 1_000)) } },
  );
