import type { JSONWebKeySet, JWK } from 'jose';
import { z } from 'zod';
import { parseJson, readText } from './read-text.ts';

/** Gives the issuer's keys as they are now. Rejects when they cannot be had, saying why without what they hold. */
export type LoadKeys = () => Promise<JSONWebKeySet>;

const MOST_BYTES = 256 * 1024; // of a key set: a key with its certificates has a few thousand
const MOST_KEYS = 100;

/** Keys from where an issuer publishes them (`https:`), or from a file of the same form. */
export const keysFrom =
  (place: string): LoadKeys =>
  async () =>
    parseKeys(
      await readText(place, {
        what: 'The key set',
        most: MOST_BYTES,
        accept: 'application/jwk-set+json, application/json',
      }),
    );

const value = z.string().regex(/^[\w-]+={0,2}$/); // base64url

const common = { kid: z.string().optional(), alg: z.string().optional(), use: z.string().optional() };

/** Keys of the kinds that tokens are signed with are whole; those of other kinds are passed over (RFC 7517, section 5). */
const key = z.union([
  z.looseObject({ ...common, kty: z.literal('EC'), crv: z.string(), x: value, y: value }),
  z.looseObject({ ...common, kty: z.literal('OKP'), crv: z.string(), x: value }),
  z.looseObject({ ...common, kty: z.literal('RSA'), n: value, e: value }),
  z.looseObject({ ...common, kty: z.string().regex(/^(?!(EC|OKP|RSA)$)./) }),
]);

const keySet = z.object({ keys: z.array(key).min(1).max(MOST_KEYS) });

function parseKeys(text: string): JSONWebKeySet {
  const { success, data, error } = keySet.safeParse(parseJson(text));
  if (!success) {
    const place = error.issues[0]?.path.join('.');
    throw new Error(
      `The keys are no JSON Web Key Set (RFC 7517) of 1 to ${MOST_KEYS} keys${place ? `: see ${place}` : ''}.`,
    );
  }
  const keys = data.keys as JWK[];
  if (keys.some(holdsSecret)) {
    throw new Error('The key set holds a private or a shared key: it must hold public keys alone.');
  }
  return { keys };
}

const holdsSecret = ({ d, k }: JWK): boolean => d !== undefined || k !== undefined;
