import { createHmac } from 'node:crypto';

/** What stands before the first entry. */
export const START_OF_CHAIN = Buffer.alloc(32);

/**
 * The link of an entry: HMAC-SHA-256 over the link before it and the hash of the entry as a leaf of the tree. Only who has the key can make one, so the
 * first link that does not hold tells which entry is at fault, also when all links after it were made to fit.
 */
export const linkOf = (key: Buffer, previous: Buffer, leaf: Buffer): Buffer =>
  createHmac('sha256', key).update(previous).update(leaf).digest();
