import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  type KeyObject,
  sign,
  timingSafeEqual,
  verify,
} from 'node:crypto';

/** The algorithms of a key, as RFC 9421 names them. */
export type SignatureAlgorithm = 'hmac-sha256' | 'ed25519';

/** One key that calls are signed with. It is of one algorithm, whatever a call says. */
export interface SignatureKey {
  readonly id: string;
  readonly algorithm: SignatureAlgorithm;
  /** The signature of a text in base64; undefined for the public half of a pair, which only verifies. */
  readonly sign: ((text: string) => string) | undefined;
  /** Whether `signature`, in base64, is the key's for a text. No other way of writing the same bytes is accepted. */
  verify(text: string, signature: string): boolean;
}

/** Keys by which calls are verified; the first signs. */
export type KeyRing = readonly [SignatureKey, ...SignatureKey[]];

const LEAST_SECRET = 32; // bytes, as many as HMAC-SHA-256 gives

/**
 * Reads keys with commas between them: `id:secret`, at least 32 bytes in base64, or `id:ed25519:key`, a private key
 * (PKCS #8) or a public one (SPKI) as DER in base64.
 * @throws RangeError that tells nothing of a secret
 */
export function readKeyRing(text: string): KeyRing {
  const keys = text.split(',').map((entry) => readKey(entry.trim()));
  const ids = new Set(keys.map(({ id }) => id));
  if (ids.size < keys.length) throw new RangeError('Two keys have one id.');
  return keys as [SignatureKey, ...SignatureKey[]];
}

function readKey(text: string): SignatureKey {
  const [id = '', ...rest] = text.split(':');
  const encoded = rest.pop() ?? '';
  if (!/^[\w.-]{1,64}$/.test(id))
    throw new RangeError('A key has no id of 1 to 64 letters, digits, _ . or -.');
  const bytes = Buffer.from(encoded, 'base64');
  if (bytes.toString('base64') !== encoded) throw new RangeError(`The key ${id} is not in base64.`);
  if (rest.length === 0) return secretKey(id, bytes);
  if (rest.length === 1 && rest[0] === 'ed25519') return readPair(id, bytes);
  throw new RangeError(`The key ${id} is of no known algorithm: write id:secret or id:ed25519:key.`);
}

function secretKey(id: string, bytes: Buffer): SignatureKey {
  if (bytes.length < LEAST_SECRET)
    throw new RangeError(`The key ${id} has fewer than ${LEAST_SECRET} bytes.`);
  return hmacKey(id, createSecretKey(bytes));
}

function hmacKey(id: string, key: KeyObject): SignatureKey {
  const signText = (text: string) => createHmac('sha256', key).update(text).digest('base64');
  return {
    id,
    algorithm: 'hmac-sha256',
    sign: signText,
    verify: (text, signature) => isSame(signature, signText(text)),
  };
}

function readPair(id: string, der: Buffer): SignatureKey {
  const options = { key: der, format: 'der' } as const;
  const [privateKey, publicKey] = [
    attempt(() => createPrivateKey({ ...options, type: 'pkcs8' })),
    attempt(() => createPublicKey({ ...options, type: 'spki' })),
  ];
  const key = privateKey ?? publicKey;
  if (key?.asymmetricKeyType !== 'ed25519') throw new RangeError(`The key ${id} is no key of Ed25519.`);
  return ed25519Key(id, privateKey, privateKey ? createPublicKey(privateKey) : key);
}

function ed25519Key(id: string, privateKey: KeyObject | undefined, publicKey: KeyObject): SignatureKey {
  return {
    id,
    algorithm: 'ed25519',
    sign: privateKey && ((text) => sign(null, Buffer.from(text), privateKey).toString('base64')),
    verify(text, signature) {
      const bytes = Buffer.from(signature, 'base64');
      return bytes.toString('base64') === signature && verify(null, Buffer.from(text), publicKey, bytes);
    },
  };
}

function attempt(read: () => KeyObject): KeyObject | undefined {
  try {
    return read();
  } catch {
    return undefined; // it is the other half, or none
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
