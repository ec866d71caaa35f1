import { randomBytes } from 'node:crypto';
import { type Call, componentsOf, coveredComponents, LABEL, LIFETIME, signatureBase } from './base.ts';
import type { KeyRing } from './keys.ts';

/** The headers that sign a call. */
export interface SignatureHeaders {
  readonly 'signature-input': string;
  readonly signature: string;
}

/** Signs a call for one ministry; no two signatures are the same. */
export type Sign = (call: Call, ministry: string) => SignatureHeaders;

/**
 * Signs with the first of the keys. `now` is in milliseconds since 1970.
 * @throws RangeError when that key only verifies
 */
export function createSign([{ id, algorithm, sign }]: KeyRing, now: () => number = Date.now): Sign {
  if (!sign) throw new RangeError(`The key ${id} only verifies: the first key must be able to sign.`);
  const process = randomBytes(12).toString('base64url');
  let count = 0;
  return (call, ministry) => {
    const components = componentsOf(call);
    const created = Math.floor(now() / 1_000);
    count += 1;
    const parameters =
      `${coveredComponents(components)};created=${created};expires=${created + LIFETIME}` +
      `;nonce="${process}${count.toString(36)}";keyid="${id}";alg="${algorithm}";tag="${ministry}"`;
    const signature = sign(signatureBase(components, parameters), ministry);
    return { 'signature-input': `${LABEL}=${parameters}`, signature: `${LABEL}=:${signature}:` };
  };
}
