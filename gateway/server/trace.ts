import { randomUUID } from 'node:crypto';
import { holdsCitizenId } from '@hearth/schema/protocol/citizen-id.ts';

/** `traceparent` of W3C Trace Context: version, trace id, parent id, flags; versions after 00 may append more. */
const traceparent =
  /^(?!ff)(?!00.{54})[\da-f]{2}-(?!0{32})([\da-f]{32})-(?!0{16})[\da-f]{16}-[\da-f]{2}(?:-.*)?$/;

/**
 * The trace that a request belongs to: the caller's, when its `traceparent` header is valid and hides no citizen ID, for it
 * goes into logs; else a new one.
 */
export function traceIdOf(header: string | readonly string[] | undefined): string {
  const given = typeof header === 'string' ? traceparent.exec(header)?.[1] : undefined;
  return given === undefined || holdsCitizenId(given) ? createTraceId() : given;
}

/** A trace id that nothing else has: 32 hexadecimal digits. */
export const createTraceId = (): string => randomUUID().replaceAll('-', '');
