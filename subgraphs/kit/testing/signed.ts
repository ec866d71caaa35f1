import { randomBytes } from 'node:crypto';
import { type Authority, writeAuthority } from '@hearth/schema/protocol/authority.ts';
import { contentDigest } from '@hearth/schema/protocol/signature/base.ts';
import { type KeyRing, readKeyRing } from '@hearth/schema/protocol/signature/keys.ts';
import { createSign } from '@hearth/schema/protocol/signature/sign.ts';
import { wholeCountry } from './authorities.ts';

/** The keys by which a test's ministries verify calls. */
export const KEYS: KeyRing = readKeyRing(`test:${randomBytes(32).toString('base64')}`);

/** A call as a gateway would sign it. */
interface SignedRequest {
  readonly ministry: string;
  /** The path with its query. */
  readonly target: string;
  /** Default POST. */
  readonly method?: string;
  readonly body?: string;
  /** Default JSON; none without a body. */
  readonly contentType?: string;
  readonly authority?: Authority;
  /** What it is signed for. Default: a read. */
  readonly kind?: 'query' | 'mutation';
  readonly keys?: KeyRing;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** The headers of a signed call. */
export function signedHeaders({
  ministry,
  target,
  method = 'POST',
  body,
  contentType = 'application/json',
  authority = wholeCountry,
  kind = 'query',
  keys = KEYS,
  now = Date.now,
}: SignedRequest): Record<string, string> {
  const type = body === undefined ? undefined : contentType;
  const call = {
    method,
    target,
    contentType: type,
    contentDigest: contentDigest(body ?? ''),
    authority: writeAuthority(authority, kind),
    trace: randomBytes(16).toString('hex'),
  };
  return {
    ...(type !== undefined && { 'content-type': type }),
    'content-digest': call.contentDigest,
    'hearth-authority': call.authority,
    'hearth-trace': call.trace,
    ...createSign(keys, now)(call, ministry),
  };
}
