import { createCipheriv, createDecipheriv, createHash, createHmac, randomBytes } from 'node:crypto';

/** A secret key and a public name for it. */
export interface SealingKey {
  /** Stands before everything sealed with the key, so that keys can be changed; tells nothing about the key. */
  readonly id: string;
  /** 32 bytes. */
  readonly bytes: Buffer;
}

/** A sealed text that none of the keys opens: another key's, damaged or changed. */
export class SealError extends Error {
  override readonly name = 'SealError';
}

/** Bytes, as NIST SP 800-38D recommends for GCM. */
const NONCE_LENGTH = 12;
const TAG_LENGTH = 16;

/** Names a key by a hash of its bytes. */
export function sealingKey(bytes: Buffer): SealingKey {
  return { id: createHash('sha256').update('key id').update(bytes).digest('hex').slice(0, 8), bytes };
}

/**
 * Encrypts a text, or its UTF-8, with AES-256-GCM under a random nonce: the same text seals differently each time.
 * @returns the key's id, a dot, and nonce, cipher text and tag in base64url
 */
export function seal(text: string | Buffer, key: SealingKey): string {
  const nonce = nextNonce();
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce);
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  const parts = [nonce, cipher.update(bytes), cipher.final(), cipher.getAuthTag()];
  return `${key.id}.${Buffer.concat(parts).toString('base64url')}`;
}

const NONCES_AT_ONCE = 512; // asking the system for each of them costs as much as the encryption
let nonces = Buffer.alloc(0);

function nextNonce(): Buffer {
  if (nonces.length === 0) nonces = randomBytes(NONCES_AT_ONCE * NONCE_LENGTH);
  const nonce = nonces.subarray(0, NONCE_LENGTH);
  nonces = nonces.subarray(NONCE_LENGTH);
  return nonce;
}

/**
 * Decrypts what `seal` made, with the key whose id stands before it.
 * @throws SealError when it was sealed with none of the keys or is not as it was
 */
export function open(sealed: string, ...keys: readonly SealingKey[]): string {
  const [id, encoded, ...rest] = sealed.split('.');
  if (encoded === undefined || rest.length > 0) throw new SealError('This is not a sealed text');
  const key = keys.find((candidate) => candidate.id === id);
  if (!key)
    throw new SealError(`Sealed with key ${id}, this is key ${keys.map((each) => each.id).join(' or ')}`);
  const bytes = Buffer.from(encoded, 'base64url');
  if (bytes.length < NONCE_LENGTH + TAG_LENGTH) throw new SealError('The sealed text is cut short');
  try {
    const decipher = createDecipheriv('aes-256-gcm', key.bytes, bytes.subarray(0, NONCE_LENGTH), {
      authTagLength: TAG_LENGTH,
    });
    decipher.setAuthTag(bytes.subarray(-TAG_LENGTH));
    const text = decipher.update(bytes.subarray(NONCE_LENGTH, -TAG_LENGTH));
    return Buffer.concat([text, decipher.final()]).toString('utf8');
  } catch (cause) {
    throw new SealError('The sealed text was changed', { cause });
  }
}

/** HMAC-SHA-256 in base64url: equal texts are found by it, and nobody without the key can try texts out. */
export function keyedHash(text: string, key: SealingKey): string {
  return createHmac('sha256', key.bytes).update(text, 'utf8').digest('base64url');
}
