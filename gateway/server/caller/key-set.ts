import { setTimeout as delay } from 'node:timers/promises';
import { createLocalJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import type { Outages } from '@hearth/kit/outages.ts';
import type { LoadKeys } from './key-source.ts';

/** The issuer's keys, followed as they change. */
export interface KeySet {
  /** Finds the key of a token. Rejects with `JWKSNoMatchingKey`, or `KeysUnavailable` when nobody can say. */
  readonly find: JWTVerifyGetKey;
  /** What stands for the keys at this time: another object once they have changed. Has them loaded anew when it is time. */
  version(): object;
  /** Loads them. Never rejects: what goes wrong is told to `outages`. */
  load(): Promise<void>;
}

interface KeySetOptions {
  readonly load: LoadKeys;
  /** Told when the keys cannot be loaded, and when they can be again. */
  readonly outages: Outages;
}

/** A token's key is not known, and the keys cannot be had at the moment. */
export class KeysUnavailable extends Error {}

const FRESH = 10 * 60_000; // milliseconds; then the keys are loaded again while the old ones serve
const KEPT = 24 * 60 * 60_000; // milliseconds that keys serve while the issuer cannot be reached
const COOL_DOWN = 1_000; // milliseconds between the beginnings of two loads
const MOST_WAITING = 1_000; // tokens that wait for a load at the same time

/**
 * Follows an issuer's keys. A key that is not known is looked for once, whoever waits for it: an issuer can sign with a
 * new key at once, and a flood of tokens with made-up keys costs it one request a second.
 */
export function createKeySet({ load, outages }: KeySetOptions): KeySet {
  let keys: JWTVerifyGetKey | undefined;
  let text = '';
  let version = {};
  let begunAt = -Infinity; // of the last load
  let loadedAt = -Infinity; // the beginning of the last load that succeeded, and of the last that failed
  let failedAt = -Infinity;
  let loading: Promise<void> | undefined;

  const replace = (loaded: Parameters<typeof createLocalJWKSet>[0]) => {
    const loadedText = JSON.stringify(loaded);
    if (!keys || loadedText !== text) {
      keys = createLocalJWKSet(loaded); // which throws for what it cannot use
      text = loadedText;
      version = {};
    }
    loadedAt = begunAt; // last: what is refused is not fresh, and is asked for again
  };
  const forget = () => {
    keys = undefined;
    version = {};
  };
  const loadNow = async () => {
    await delay(Math.max(0, begunAt + COOL_DOWN - performance.now()));
    begunAt = performance.now();
    try {
      replace(await load());
      outages.onBack();
    } catch (error) {
      outages.onLost(reasonOf(error));
      failedAt = begunAt;
      if (begunAt > loadedAt + KEPT) forget();
    }
  };
  const loadOnce = () => (loading ??= loadNow().finally(() => (loading = undefined)));
  let waiting = 0;
  const waitForLoad = async () => {
    if (waiting >= MOST_WAITING) throw new KeysUnavailable();
    waiting += 1;
    await loadOnce(); // which never rejects
    waiting -= 1;
  };

  const find: JWTVerifyGetKey = async (header, token) => {
    const askedAt = performance.now();
    for (;;) {
      try {
        if (keys) return await keys(header, token);
      } catch (error) {
        if (!(error instanceof errors.JWKSNoMatchingKey) || loadedAt >= askedAt) throw error;
      }
      if (failedAt >= askedAt) throw new KeysUnavailable();
      await waitForLoad();
    }
  };

  return {
    find,
    load: loadOnce,
    version() {
      if (performance.now() > loadedAt + FRESH) void loadOnce();
      return version;
    },
  };
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  return cause instanceof Error && cause.message ? `${message}: ${cause.message}` : message;
}
