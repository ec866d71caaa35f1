import { readFile } from 'node:fs/promises';
import type { JSONWebKeySet, JWK } from 'jose';

/** Gives the issuer's keys as they are now. Rejects when they cannot be had, saying why without what they hold. */
export type LoadKeys = () => Promise<JSONWebKeySet>;

const PATIENCE = 3_000; // milliseconds for an issuer to send its keys

/** Keys from where an issuer publishes them (`https:`), or from a file of the same form. */
export const keysFrom = (place: string): LoadKeys =>
  /^https?:/.test(place) ? () => fetchKeys(place) : () => readKeys(place);

async function fetchKeys(url: string): Promise<JSONWebKeySet> {
  const response = await fetch(url, {
    headers: { accept: 'application/jwk-set+json, application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(PATIENCE),
  });
  if (!response.ok) throw new Error(`The issuer answered with HTTP status ${response.status}.`);
  return parseKeys(await response.text());
}

const readKeys = async (path: string): Promise<JSONWebKeySet> => parseKeys(await readFile(path, 'utf8'));

function parseKeys(text: string): JSONWebKeySet {
  const { keys } = (parse(text) ?? {}) as Partial<JSONWebKeySet>;
  if (!Array.isArray(keys) || keys.length === 0) {
    throw new Error('The keys are no JSON Web Key Set (RFC 7517), or there is none in it.');
  }
  if (keys.some(holdsSecret)) {
    throw new Error('The key set holds a private or a shared key: it must hold public keys alone.');
  }
  return { keys };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined; // told by the caller; the parser's own words would show what the text holds
  }
}

const holdsSecret = (key: JWK): boolean => key.d !== undefined || key.k !== undefined;
