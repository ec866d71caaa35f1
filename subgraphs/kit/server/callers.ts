import { type Authority, readAuthority } from '@hearth/schema/protocol/authority.ts';
import type { ErrorCode } from '@hearth/schema/protocol/errors.ts';
import { openAuthority } from '@hearth/schema/protocol/open-authority.ts';
import { FUTURE, LIFETIME } from '@hearth/schema/protocol/signature/base.ts';
import type { KeyRing } from '@hearth/schema/protocol/signature/keys.ts';
import { createVerify, type Received, SignatureError } from '@hearth/schema/protocol/signature/verify.ts';
import { isLoopback } from '../loopback.ts';
import { RecentlyUsed } from '../recently-used.ts';
import { Nonces } from './nonces.ts';

/** Who may call a ministry. */
export interface CallersOptions {
  /** The ministry's name: for whom calls must be signed. */
  readonly ministry: string;
  readonly keys: KeyRing;
  /** Whether unsigned calls are answered too, with what everybody may who reaches an open service. Default false. */
  readonly isOpen?: boolean;
}

/** A call that may be answered, once its body has the digest that was signed. */
export interface AdmittedCall {
  readonly authority: Authority;
  /** The value that `content-digest` of the body must have; undefined for an unsigned call. */
  readonly contentDigest: string | undefined;
}

/** Why a call is not answered. The message is for the log. */
export class CallRefused extends Error {
  override readonly name = 'CallRefused';
  readonly statusCode: 401 | 503;
  readonly code: ErrorCode;

  constructor(reason: string, statusCode: 401 | 503 = 401) {
    super(reason);
    this.statusCode = statusCode;
    this.code = statusCode === 401 ? 'UNSIGNED_CALL' : 'OVERLOADED';
  }
}

/** Finds out on whose behalf a call is made. @throws CallRefused */
export type Admit = (received: Received) => AdmittedCall;

const VALIDITY = (LIFETIME + FUTURE + 1) * 1_000; // milliseconds for which a call may come again, at the most
const AUTHORITIES = 1_000; // kept: most calls are reads of few classes

/** Admits calls that are signed, fresh and for this ministry. */
export function createAdmit({ ministry, keys, isOpen = false }: CallersOptions): Admit {
  const verify = createVerify({ ministry, keys });
  const nonces = new Nonces({ lifetime: VALIDITY });
  const isBefore = createIsBefore();
  const authorities = new RecentlyUsed<string, Authority>(AUTHORITIES);
  const authorityOf = (text: string): Authority => {
    let authority = authorities.get(text);
    if (!authority) authorities.set(text, (authority = readAuthority(text)));
    return authority;
  };
  return (received) => {
    if (isOpen && isUnsigned(received)) return { authority: openAuthority, contentDigest: undefined };
    try {
      const { nonce, created, authority, contentDigest } = verify(received);
      if (isBefore(created)) throw new CallRefused('It was signed before the ministry started.');
      const state = nonces.take(nonce);
      if (state === 'USED') throw new CallRefused('It came before.');
      if (state === 'FULL') throw new CallRefused('There is no room to remember its nonce.', 503);
      return { authority: authorityOf(authority), contentDigest };
    } catch (error) {
      if (error instanceof SignatureError || error instanceof RangeError)
        throw new CallRefused(error.message);
      throw error;
    }
  };
}

/**
 * Says of a second whether it lies before this process began to remember nonces: a call of then may have come to the process
 * before it. Only as long as such a call is good otherwise, so that a clock that is set back costs no more than that.
 */
function createIsBefore(): (created: number) => boolean {
  const begun = Math.floor(Date.now() / 1_000);
  const until = performance.now() + VALIDITY;
  return (created) => created < begun && performance.now() < until;
}

/**
 * Whether a call has none of the headers that signed ones have, and is made to this machine by its own name: a page of
 * which another name is made to resolve to it (DNS rebinding) gets nothing.
 */
function isUnsigned({ headers }: Received): boolean {
  if (!isLoopback(String(headers['host']).replace(/:\d+$/, ''))) return false;
  for (const name in headers) {
    if (name.startsWith('hearth-') || name.startsWith('signature')) return false;
  }
  return true;
}
