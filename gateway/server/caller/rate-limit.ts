import type { Authority } from '@hearth/schema/protocol/authority.ts';
import { RecentlyUsed } from '@hearth/kit/recently-used.ts';
import { HttpRefusal } from '../http/refusal.ts';

/** What callers may spend: points, of which an object of an answer costs about one. */
export interface Rates {
  /** Points a minute of one caller. */
  readonly perSubject: number;
  /** Points a minute of all callers of one application. */
  readonly perClient: number;
  /** Seconds of these rates that may be spent at once. */
  readonly burst: number;
  /** Tokens a minute, from one address, that nobody vouches for. */
  readonly badTokens: number;
}

export const defaultRates: Rates = {
  perSubject: 1_000_000,
  perClient: 50_000_000,
  burst: 5,
  badTokens: 600,
};

/** What each request costs beside what it asks for. */
export const REQUEST_COST = 100;

const MINUTE = 60_000; // milliseconds
const MOST_KEYS = 10_000; // who has spent least recently is forgotten first

interface Size {
  readonly perMinute: number;
  /** What may be spent at once. */
  readonly burst: number;
}

/**
 * A token bucket for each key, with one number for each (the generic cell rate algorithm). Who has a point left may
 * spend any number of them, and owes what the bucket did not hold: so a burst is small, and what costs more than it
 * is still done.
 */
export class TokenBuckets {
  readonly #interval: number;
  readonly #room: number;
  /** When each bucket is full again, on the clock that the caller goes by. */
  readonly #full = new RecentlyUsed<string, { at: number }>(MOST_KEYS);

  constructor({ perMinute, burst }: Size) {
    this.#interval = MINUTE / perMinute;
    this.#room = (Math.max(1, burst) - 1) * this.#interval;
  }

  /** The milliseconds until a key has a point to spend; 0 when it has one. */
  wait(key: string, now: number): number {
    const full = this.#full.get(key);
    return full === undefined ? 0 : Math.max(0, full.at - now - this.#room);
  }

  spend(key: string, points: number, now: number): void {
    const full = this.#full.get(key);
    const at = Math.max(full?.at ?? now, now) + points * this.#interval;
    if (full) full.at = at;
    else this.#full.set(key, { at });
  }
}

/** Who spends. */
export type Spender = Pick<Authority, 'subject' | 'client'>;

/** Counts what callers spend, each against the bucket of their own and that of their application. */
export interface Budget {
  /** Counts points. Throws an `HttpRefusal` (429) when one of the buckets is empty; then neither is touched. */
  spend(spender: Spender, points: number): void;
  /** Throws an `HttpRefusal` (429) when one of the buckets is empty. */
  check(spender: Spender): void;
  /** Counts points of a request that was let in: what the buckets do not hold is owed, and waited for by the next. */
  owe(spender: Spender, points: number): void;
}

const nothing = () => {};

/** Everybody spends as they like. */
export const unlimited: Budget = { spend: nothing, check: nothing, owe: nothing };

export function createBudget({ perSubject, perClient, burst }: Rates): Budget {
  const open = (perMinute: number) => new TokenBuckets({ perMinute, burst: (perMinute * burst) / 60 });
  const subjects = open(perSubject);
  const clients = open(perClient);
  const checkAt = (now: number, { subject, client }: Spender, points: number) => {
    const ofSubject = subjects.wait(subject, now);
    if (ofSubject > 0) throw limited('subject', { points, perMinute: perSubject, wait: ofSubject });
    const ofClient = clients.wait(client, now);
    if (ofClient > 0) throw limited('client', { points, perMinute: perClient, wait: ofClient });
  };
  const spendAt = (now: number, { subject, client }: Spender, points: number) => {
    subjects.spend(subject, points, now);
    clients.spend(client, points, now);
  };
  return {
    spend(spender, points) {
      const now = performance.now();
      checkAt(now, spender, points);
      spendAt(now, spender, points);
    },
    check: (spender) => checkAt(performance.now(), spender, 0),
    owe: (spender, points) => spendAt(performance.now(), spender, points),
  };
}

interface Limited {
  readonly points: number;
  readonly perMinute: number;
  /** Milliseconds. */
  readonly wait: number;
}

const names = { subject: 'The caller', client: 'The application' };

/** What is owed stands in for the cost: it is what those before have cost that has to be waited for. */
function limited(bucket: 'subject' | 'client', { points, perMinute, wait }: Limited): HttpRefusal {
  const retryAfter = Math.max(1, Math.ceil(wait / 1_000));
  const owed = Math.ceil((wait * perMinute) / MINUTE);
  const message =
    `${names[bucket]} may spend ${perMinute} points a minute and owes ${owed}; this request costs at least ` +
    `${points}. Ask again after ${retryAfter} s.`;
  return new HttpRefusal(429, 'RATE_LIMITED', message, {
    headers: { 'retry-after': String(retryAfter) },
    details: { bucket, cost: points, owed, retryAfter },
  });
}
