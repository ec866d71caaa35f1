import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
} from 'node:crypto';

/** Seals places in lists, so that clients can neither read nor make them. */
export interface CursorSeal {
  /**
   * Returns the cursor of `place` in a list. The same place, asked for in the same way (`asked`: parent and filters),
   * has the same cursor. Asked for in another way it has another, so that cursors do not link two answers to one row.
   */
  seal(place: string, list: string, asked: string): string;
  /** Returns the place; undefined when none of the keys has sealed exactly this text for this list. */
  open(cursor: string, list: string): string | undefined;
}

const NONCE_LENGTH = 12; // bytes, as NIST SP 800-38D recommends for GCM
const TAG_LENGTH = 16; // bytes
const BLOCK = 16; // characters; a cursor's length must not tell how many digits an amount has
const LONGEST = 2_000; // characters of a cursor

/**
 * Seals with AES-256-GCM under keys that HKDF derives from the secrets for `owner` alone. The first key seals, all open.
 * @throws RangeError when there is no secret
 */
export function createCursorSeal(secrets: readonly Buffer[], owner: string): CursorSeal {
  const keys = secrets.map((secret) => new CursorKey(secret, owner));
  const [first] = keys;
  if (!first) throw new RangeError('There is no key for cursors.');
  return {
    seal: (place, list, asked) => first.seal(place, list, asked),
    open(cursor, list) {
      if (cursor.length > LONGEST) return undefined;
      const bytes = Buffer.from(cursor, 'base64url');
      const isWhole = bytes.length > NONCE_LENGTH + TAG_LENGTH && bytes.toString('base64url') === cursor;
      if (!isWhole) return undefined;
      for (const key of keys) {
        const place = key.open(bytes, list);
        if (place !== undefined) return place;
      }
      return undefined;
    },
  };
}

/** One key of cursors. */
class CursorKey {
  readonly #cipherKey: KeyObject;
  readonly #nonceKey: KeyObject;

  constructor(secret: Buffer, owner: string) {
    const derive = (label: string) =>
      createSecretKey(Buffer.from(hkdfSync('sha256', secret, '', `${label} of ${owner}`, 32)));
    this.#cipherKey = derive('cursors');
    this.#nonceKey = derive('nonces of cursors');
  }

  seal(place: string, list: string, asked: string): string {
    const text = place.padEnd(Math.ceil(place.length / BLOCK) * BLOCK);
    const nonce = createHmac('sha256', this.#nonceKey)
      .update(JSON.stringify([list, asked, text]))
      .digest()
      .subarray(0, NONCE_LENGTH);
    const cipher = createCipheriv('aes-256-gcm', this.#cipherKey, nonce).setAAD(Buffer.from(list));
    const sealed = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
    return Buffer.concat(sealed).toString('base64url');
  }

  open(bytes: Buffer, list: string): string | undefined {
    const nonce = bytes.subarray(0, NONCE_LENGTH);
    const decipher = createDecipheriv('aes-256-gcm', this.#cipherKey, nonce, { authTagLength: TAG_LENGTH });
    decipher.setAAD(Buffer.from(list)).setAuthTag(bytes.subarray(-TAG_LENGTH));
    const text = decipher.update(bytes.subarray(NONCE_LENGTH, -TAG_LENGTH));
    try {
      return Buffer.concat([text, decipher.final()]).toString('utf8').trimEnd();
    } catch {
      return undefined; // another key's, another list's, or changed
    }
  }
}
