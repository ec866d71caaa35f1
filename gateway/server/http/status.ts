import type { ErrorCode } from '@hearth/schema/protocol/errors.ts';
import type { HubResult } from '../hub-request.ts';
import { tellsByStatus, type MediaType } from './media-type.ts';

/** Refusals whose status does not depend on the form of the answer. */
const statusByCode: Partial<Record<ErrorCode, number>> = {
  AUTHORITY_ENDED: 401,
  MUTATION_NOT_ALLOWED: 405,
  PERSISTED_QUERY_NOT_SUPPORTED: 200, // as clients need it, to send the document then
  RATE_LIMITED: 429,
  OVERLOADED: 503,
  ACCESS_RECORD_UNAVAILABLE: 503,
  ABORTED: 503,
  QUERY_NOT_PLANNED: 500,
  INTERNAL_SERVER_ERROR: 500,
};

/** The HTTP status of an answer: 200 for whatever ran, even when it went wrong on the way. */
export function statusOf({ data, errors }: HubResult, mediaType: MediaType): number {
  if (data !== undefined) return 200;
  const code = errors?.[0]?.extensions.code as ErrorCode | undefined;
  return (code && statusByCode[code]) ?? (tellsByStatus(mediaType) ? 400 : 200);
}
