import { writeAuthority } from '@hearth/schema/protocol/authority.ts';
import { AUTHORITY_HEADER, contentDigest, TRACE_HEADER } from '@hearth/schema/protocol/signature/base.ts';
import type { KeyRing } from '@hearth/schema/protocol/signature/keys.ts';
import { createSign } from '@hearth/schema/protocol/signature/sign.ts';
import { createTraceId } from '../../trace.ts';
import type { HttpCall } from './call.ts';

/** Whose calls are signed, and with what. */
export interface Signing {
  /** The first signs. */
  readonly keys: KeyRing;
  /** Names of the subgraphs whose calls are signed; all others are told nothing but operations. */
  readonly subgraphs: ReadonlySet<string>;
}

/** One HTTP request that is about to be sent. */
interface Outgoing {
  readonly subgraph: string;
  readonly path: string;
  readonly contentType: string;
  readonly body: string;
  /** What the body holds: reads of one authority class, or one mutation. */
  readonly calls: readonly HttpCall[];
}

/** The headers that say on whose behalf a request is made, and sign it. */
export type SignCalls = (outgoing: Outgoing) => Record<string, string>;

/** The method of all calls. */
export const METHOD = 'POST';

/** Signs requests. @throws RangeError when the first key only verifies */
export function createSignCalls(keys: KeyRing): SignCalls {
  const sign = createSign(keys);
  return ({ subgraph, path, contentType, body, calls }) => {
    const [{ operation, authority: caller, traceId }] = calls as readonly [HttpCall];
    const digest = contentDigest(body);
    const authority = writeAuthority(caller, operation.kind);
    const trace = traceId ?? createTraceId();
    const call = { method: METHOD, target: path, contentType, contentDigest: digest, authority, trace };
    const { signature, 'signature-input': input } = sign(call, subgraph);
    return {
      'content-digest': digest,
      [AUTHORITY_HEADER]: authority,
      [TRACE_HEADER]: trace,
      'signature-input': input,
      signature,
    };
  };
}
