import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject, randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { createCursorSeal, type CursorSeal } from '@hearth/kit/cursor-seal.ts';
import { ensurePrivateJson, hasTexts } from '@hearth/kit/private-file.ts';
import { type SealingKey, sealingKey } from '@hearth/kit/sealing.ts';
import { type OnDamage, orSetAside } from './damage.ts';

/** The keys of a record. */
export interface RecordKeys {
  /** Signs tree heads: Ed25519. */
  readonly signing: KeyObject;
  /** What strangers check the signatures with. */
  readonly public: KeyObject;
  /** Links entries. */
  readonly chain: Buffer;
  /** Hashes the numbers of households and persons; it must never change, or nobody is found any more. */
  readonly subjects: SealingKey;
  /** Seals what waits in the journal. */
  readonly journal: SealingKey;
  /** Seals where a page of the record begins. */
  readonly cursors: CursorSeal;
}

/** 32 random bytes each, in base64. */
interface StoredKeys {
  readonly signing: string;
  readonly secret: string;
}

/** The keys that settings give, as 32 bytes; else null. */
export interface GivenKeys {
  readonly signing: Buffer | undefined;
  readonly secret: Buffer | undefined;
}

/**
 * The given keys; those that are not given are made at random on first use and kept in a file that only this account may read. One
 * that is damaged is set aside and told to `onDamage`, and others are made: a record that has entries is not added to with those.
 * @throws DamagedFileError when it is damaged and no `onDamage` is given
 */
export async function openRecordKeys(
  folder: string,
  given: GivenKeys,
  onDamage?: OnDamage,
): Promise<RecordKeys> {
  if (given.signing && given.secret) return recordKeys(given.signing, given.secret);
  const ensure = () => ensureStored(join(folder, 'keys.json'));
  const stored = (await orSetAside(ensure, onDamage)) ?? (await ensure());
  return recordKeys(
    given.signing ?? Buffer.from(stored.signing, 'base64'),
    given.secret ?? Buffer.from(stored.secret, 'base64'),
  );
}

/** Derives all keys from 32 bytes for signatures and 32 for everything that is secret between the gateways of one record. */
export function recordKeys(seed: Buffer, secret: Buffer): RecordKeys {
  const derive = (purpose: string) => Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
  const signing = createPrivateKey({
    key: Buffer.concat([ED25519_PRIVATE_KEY, seed]),
    format: 'der',
    type: 'pkcs8',
  });
  return {
    signing,
    public: createPublicKey(signing),
    chain: derive('chain'),
    subjects: sealingKey(derive('subjects')),
    journal: sealingKey(derive('journal')),
    cursors: createCursorSeal([secret], 'the access record'),
  };
}

/** What stands before the 32 bytes of an Ed25519 key in PKCS #8 (RFC 8410). */
const ED25519_PRIVATE_KEY = Buffer.from('302e020100300506032b657004220420', 'hex');

const ensureStored = (path: string): Promise<StoredKeys> =>
  ensurePrivateJson(path, () => ({ signing: newKey(), secret: newKey() }), {
    isWhole: (value) => hasTexts('signing', 'secret')(value) && areKeys(value as StoredKeys),
    remedy: 'put back a copy of it: with other keys the record cannot be gone on with.',
  });

const KEY = 32; // bytes

const newKey = () => randomBytes(KEY).toString('base64');

const areKeys = ({ signing, secret }: StoredKeys) =>
  [signing, secret].every((key) => Buffer.from(key, 'base64').length === KEY);
