import { RecentlyUsed } from '@hearth/kit/recently-used.ts';
import { HttpRefusal } from '../http/refusal.ts';

/** Requests a minute. */
export interface Rates {
  readonly perSubject: number;
  readonly perClient: number;
}

export const defaultRates: Rates = { perSubject: 1_200, perClient: 60_000 };

const MINUTE = 60_000; // milliseconds
const MOST_KEYS = 10_000; // whoever has asked least recently is forgotten first

/**
 * Counts requests of each key against a rate: a minute's worth may come at once, and more as time passes (the generic cell
 * rate algorithm, with one number for each key).
 */
export class RateLimit {
  readonly #interval: number;
  readonly #spent = new RecentlyUsed<string, { until: number }>(MOST_KEYS);

  constructor(perMinute: number) {
    this.#interval = MINUTE / perMinute;
  }

  /** Counts a request at a time in milliseconds. The milliseconds to wait when it is one too many, and is not counted; else 0. */
  take(key: string, now: number): number {
    const spent = this.#get(key);
    const until = Math.max(spent.until, now) + this.#interval;
    if (until > now + MINUTE) return until - now - MINUTE;
    spent.until = until;
    return 0;
  }

  #get(key: string): { until: number } {
    const known = this.#spent.get(key);
    if (known) return known;
    const fresh = { until: -Infinity };
    this.#spent.set(key, fresh);
    return fresh;
  }
}

/** Refuses whoever asks more often than the rates allow. Throws an `HttpRefusal` (429) that says when to ask again. */
export function createRateLimiter({ perSubject, perClient }: Rates) {
  const subjects = new RateLimit(perSubject);
  const clients = new RateLimit(perClient);
  return ({ subject, client }: { readonly subject: string; readonly client: string }): void => {
    const now = performance.now();
    const ofSubject = subjects.take(subject, now);
    if (ofSubject > 0) throw limited(`Callers may send ${perSubject} requests a minute.`, ofSubject);
    const ofClient = clients.take(client, now);
    if (ofClient > 0) throw limited(`An application may send ${perClient} requests a minute.`, ofClient);
  };
}

const limited = (message: string, wait: number): HttpRefusal =>
  new HttpRefusal(429, 'RATE_LIMITED', message, {
    headers: { 'retry-after': String(Math.ceil(wait / 1_000)) },
  });
