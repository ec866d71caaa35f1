import { createHash } from 'node:crypto';

/** A short text that no two texts have in common. */
export const digestOf = (text: string): string =>
  createHash('sha256').update(text).digest('base64url').slice(0, 22); // 132 bits
