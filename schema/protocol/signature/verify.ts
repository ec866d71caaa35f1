import {
  AUTHORITY_HEADER,
  type Call,
  componentsOf,
  coveredComponents,
  FUTURE,
  LIFETIME,
  signatureBase,
  TRACE_HEADER,
} from './base.ts';
import type { KeyRing, SignatureKey } from './keys.ts';

/** A call is not signed, or not as it must be; the message is for the log. */
export class SignatureError extends Error {
  override readonly name = 'SignatureError';
}

/** A request as HTTP has it: headers by their names in lower case. */
export interface Received {
  readonly method: string;
  /** The path with its query, as it came. */
  readonly target: string;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** A call whose signature is good. Whether the body has its digest is not known yet, nor whether it came before. */
export interface VerifiedCall extends Call {
  readonly nonce: string;
  /** When it was signed, in seconds since 1970. */
  readonly created: number;
}

/** Verifies a call. @throws SignatureError saying what is wrong */
export type Verify = (received: Received) => VerifiedCall;

interface VerifyOptions {
  readonly keys: KeyRing;
  /** For whom calls must be signed. */
  readonly ministry: string;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

/** The one form of the parameters that is accepted: every parameter, once, in this order, and no other. */
const INPUT =
  /^hearth=((\([^()]*\));created=(\d{1,12});expires=(\d{1,12});nonce="([\w-]{16,64})";keyid="([\w.-]{1,64})";alg="([a-z0-9-]{1,20})";tag="([\w-]{1,64})")$/;

const SIGNATURE = /^hearth=:([A-Za-z0-9+/]{1,200}={0,2}):$/;

/** Verifies calls to one ministry as strictly as they are signed: whatever is not exactly of that form is refused. */
export function createVerify({ keys, ministry, now = Date.now }: VerifyOptions): Verify {
  const byId = new Map(keys.map((key) => [key.id, key]));
  return (received) => {
    const parameters = readInput(received);
    const key = keyFor(parameters, byId);
    if (parameters.ministry !== ministry) throw new SignatureError('It is signed for another ministry.');
    const call = readCall(received);
    const components = componentsOf(call);
    if (parameters.covered !== coveredComponents(components)) {
      throw new SignatureError('Its signature covers other components than it must.');
    }
    if (!key.verify(signatureBase(components, parameters.text), ministry, readSignature(received))) {
      throw new SignatureError('Its signature does not fit: it was changed, or the key is another one.');
    }
    checkTimes(parameters, now() / 1_000);
    return { nonce: parameters.nonce, created: parameters.created, ...call };
  };
}

interface Parameters {
  /** All of them, as `@signature-params` has them. */
  readonly text: string;
  readonly covered: string;
  /** In seconds since 1970. */
  readonly created: number;
  readonly expires: number;
  readonly nonce: string;
  readonly keyId: string;
  readonly algorithm: string;
  readonly ministry: string;
}

function readInput({ headers }: Received): Parameters {
  const found = INPUT.exec(headerOf(headers, 'signature-input'));
  if (!found) throw new SignatureError('Its signature-input has another form.');
  const [, text, covered, created, expires, nonce, keyId, algorithm, ministry] = found as unknown as string[];
  const times = { created: Number(created), expires: Number(expires) };
  return { text, covered, nonce, keyId, algorithm, ministry, ...times } as Parameters;
}

function keyFor({ keyId, algorithm }: Parameters, byId: ReadonlyMap<string, SignatureKey>): SignatureKey {
  const key = byId.get(keyId);
  if (!key) throw new SignatureError(`It is signed with a key that is not known: ${keyId}.`);
  if (key.algorithm !== algorithm) {
    throw new SignatureError(`The key ${keyId} is of ${key.algorithm}, not of what the call says.`);
  }
  return key;
}

function readCall({ method, target, headers }: Received): Call {
  for (const name in headers) {
    if (name.startsWith('hearth-') && name !== AUTHORITY_HEADER && name !== TRACE_HEADER) {
      throw new SignatureError('It has a header of ours that no signature covers.');
    }
  }
  const contentType = headers['content-type'];
  return {
    method,
    target,
    contentType: typeof contentType === 'string' ? contentType : undefined,
    contentDigest: headerOf(headers, 'content-digest'),
    authority: headerOf(headers, AUTHORITY_HEADER),
    trace: headerOf(headers, TRACE_HEADER),
  };
}

function readSignature({ headers }: Received): string {
  const signature = SIGNATURE.exec(headerOf(headers, 'signature'))?.[1];
  if (signature === undefined) throw new SignatureError('Its signature has another form.');
  return signature;
}

function headerOf(headers: Received['headers'], name: string): string {
  const value = headers[name];
  if (typeof value !== 'string') throw new SignatureError(`It has no header ${name}.`);
  return value;
}

function checkTimes({ created, expires }: Parameters, now: number): void {
  if (created > now + FUTURE) throw new SignatureError('It is signed in the future: compare the clocks.');
  if (expires < now) throw new SignatureError('Its signature has expired: compare the clocks.');
  if (expires > created + LIFETIME) throw new SignatureError(`It is signed for longer than ${LIFETIME} s.`);
}
