import { createHash, createPublicKey, type KeyObject, sign, verify } from 'node:crypto';

/** The record up to a number of entries, as one signature vouches for it. */
export interface TreeHead {
  /** How many entries there are. */
  readonly size: number;
  /** The root of the tree over their texts. */
  readonly root: Buffer;
  /** The link of the last entry. */
  readonly link: Buffer;
  /** When it was signed: ISO 8601 in UTC, with milliseconds. */
  readonly time: string;
}

/** Names the record and its key in what is signed. */
const ORIGIN = 'hearth/access-record';

const ED25519 = 1; // the signature type of C2SP signed-note

/**
 * Signs a head with Ed25519 and writes it as a checkpoint (C2SP tlog-checkpoint, a signed note), which common tools read. Its
 * two lines of extensions are the link and the time.
 */
export function signHead({ size, root, link, time }: TreeHead, key: KeyObject): string {
  const body = `${ORIGIN}\n${size}\n${root.toString('base64')}\nlink ${link.toString('base64')}\ntime ${time}\n`;
  const signature = Buffer.concat([keyIdOf(key), sign(null, Buffer.from(body), key)]);
  return `${body}\n— ${ORIGIN} ${signature.toString('base64')}\n`;
}

const FORM = new RegExp(
  `^(${ORIGIN}\\n(\\d+)\\n([\\w+/=]+)\\nlink ([\\w+/=]+)\\ntime ([\\d\\-T:.]+Z)\\n)\\n— ${ORIGIN} ([\\w+/=]+)\\n$`,
);

/** Reads a checkpoint that one of the keys has signed; undefined for any other text. */
export function readHead(text: string, keys: readonly KeyObject[]): TreeHead | undefined {
  const [, body, size, root, link, time, encoded] = FORM.exec(text) ?? [];
  if (!body || !root || !link || !time || !encoded) return undefined;
  const signature = Buffer.from(encoded, 'base64');
  const key = keys.find((candidate) => keyIdOf(candidate).equals(signature.subarray(0, 4)));
  if (!key || !verify(null, Buffer.from(body), key, signature.subarray(4))) return undefined;
  return { size: Number(size), root: Buffer.from(root, 'base64'), link: Buffer.from(link, 'base64'), time };
}

const keyIds = new WeakMap<KeyObject, Buffer>();

function keyIdOf(key: KeyObject): Buffer {
  const known = keyIds.get(key) ?? createKeyId(key);
  keyIds.set(key, known);
  return known;
}

/** The key's id in a signed note: the first four bytes of SHA-256 over name, type and public key. */
function createKeyId(key: KeyObject): Buffer {
  const publicKey = key.type === 'private' ? createPublicKey(key) : key;
  const raw = publicKey.export({ format: 'der', type: 'spki' }).subarray(-32);
  const named = Buffer.concat([Buffer.from(`${ORIGIN}\n`), Buffer.from([ED25519]), raw]);
  return createHash('sha256').update(named).digest().subarray(0, 4);
}
