import type { IncomingMessage } from 'node:http';
import Negotiator from 'negotiator';

const RESPONSE_TYPE = 'application/graphql-response+json; charset=utf-8';
const JSON_TYPE = 'application/json; charset=utf-8';

/** The two forms of an answer. With the first the HTTP status tells whether the operation ran; with the second it is 200. */
export type MediaType = typeof RESPONSE_TYPE | typeof JSON_TYPE;

/** The form that a client wants its answer in: plain JSON unless it says otherwise, undefined when it takes neither. */
export function negotiateMediaType(request: Pick<IncomingMessage, 'headers'>): MediaType | undefined {
  const { accept } = request.headers;
  if (accept === undefined || accept === '*/*' || accept === 'application/json') return JSON_TYPE;
  if (accept === 'application/graphql-response+json') return RESPONSE_TYPE;
  return new Negotiator(request).mediaType([JSON_TYPE, RESPONSE_TYPE]) as MediaType | undefined;
}

/** The form of errors for a client that said nothing that can be met. */
export const defaultMediaType: MediaType = JSON_TYPE;

/** Whether the HTTP status of an answer in this form says that the request was refused. */
export const tellsByStatus = (mediaType: MediaType): boolean => mediaType === RESPONSE_TYPE;
