import {
  createHmac,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  hkdfSync,
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
  /** The signature in base64 of a call's text; undefined for what a ministry holds to verify alone. */
  readonly sign: ((text: string, ministry: string) => string) | undefined;
  /** Whether `signature`, in base64, is the key's for such a text. No other way of writing the same bytes is accepted. */
  verify(text: string, ministry: string, signature: string): boolean;
}

/** Keys by which calls are verified; the first signs. */
export type KeyRing = readonly [SignatureKey, ...SignatureKey[]];

const LEAST_SECRET = 32; // bytes, as many as HMAC-SHA-256 gives

/**
 * Reads keys with commas between them: `id:secret`, at least 32 bytes in base64; `id:derived:key`, what HKDF makes of a
 * secret for one ministry; or `id:ed25519:key`, a private key (PKCS #8) or a public one (SPKI) as DER in base64.
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
  const [kind, ...more] = rest;
  if (more.length === 0) {
    if (kind === undefined) return secretKey(id, longEnough(id, bytes));
    if (kind === 'derived') return derivedKey(id, longEnough(id, bytes));
    if (kind === 'ed25519') return readPair(id, bytes);
  }
  throw new RangeError(
    `The key ${id} is of no known algorithm: write id:secret, id:derived:key or id:ed25519:key.`,
  );
}

function longEnough(id: string, bytes: Buffer): Buffer {
  if (bytes.length >= LEAST_SECRET) return bytes;
  throw new RangeError(`The key ${id} has fewer than ${LEAST_SECRET} bytes.`);
}

/** What calls to one ministry are signed with (HKDF-SHA-256): who has it can sign no call to another. */
const deriveKey = (secret: Buffer, ministry: string): Buffer =>
  Buffer.from(hkdfSync('sha256', secret, '', ministry, LEAST_SECRET));

/** A secret that holds the keys of all ministries. */
function secretKey(id: string, secret: Buffer): SignatureKey {
  const derived = new Map<string, KeyObject>();
  const keyOf = (ministry: string) => {
    let key = derived.get(ministry);
    if (!key) derived.set(ministry, (key = createSecretKey(deriveKey(secret, ministry))));
    return key;
  };
  return hmacKey(id, (text, ministry) => hmac(keyOf(ministry), text), true);
}

/** The key of one ministry, which is that of any ministry that it is held by. */
function derivedKey(id: string, bytes: Buffer): SignatureKey {
  const key = createSecretKey(bytes);
  return hmacKey(id, (text) => hmac(key, text), false);
}

const hmac = (key: KeyObject, text: string): string =>
  createHmac('sha256', key).update(text).digest('base64');

const hmacKey = (
  id: string,
  sign: (text: string, ministry: string) => string,
  signs: boolean,
): SignatureKey => ({
  id,
  algorithm: 'hmac-sha256',
  sign: signs ? sign : undefined,
  verify: (text, ministry, signature) => isSame(signature, sign(text, ministry)),
});

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
    verify(text, _ministry, signature) {
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
