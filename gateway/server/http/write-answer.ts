import type { FastifyReply } from 'fastify';
import type { MediaType } from './media-type.ts';
import { securityHeaders } from './security-headers.ts';

/** Bytes; what fits one packet gains nothing by being compressed. */
export const COMPRESSED_FROM = 1_400;

/** Answers are of one caller, in the form which that caller asked for. */
export const answerHeaders: typeof securityHeaders = [
  ['cache-control', 'no-store'],
  ['vary', 'accept, accept-encoding, origin'],
];

const headersOfAll = [...answerHeaders, ...securityHeaders].flat();

/** An answer of GraphQL, ready to be written. */
export interface Answer {
  readonly status: number;
  readonly mediaType: MediaType;
  readonly traceId: string;
  /** Seconds after which the same may be asked again. */
  readonly retryAfter: number | undefined;
  /** The JSON, as text or in UTF-8. */
  readonly text: string | Buffer;
}

/** Writes an answer: straight to the connection, unless it is to be compressed, for replies that do more take longer. */
export function writeAnswer(reply: FastifyReply, answer: Answer): FastifyReply {
  const { status, mediaType, traceId, retryAfter, text } = answer;
  const own = ['content-type', mediaType, 'x-trace-id', traceId];
  if (status === 405) own.push('allow', 'POST');
  if (retryAfter !== undefined) own.push('retry-after', String(retryAfter));
  if (text.length >= COMPRESSED_FROM && reply.request.headers['accept-encoding'] !== undefined) {
    return reply
      .code(status)
      .headers(namesToValues([...own, ...headersOfAll]))
      .send(text);
  }
  reply.hijack();
  reply.raw.writeHead(status, [...own, 'content-length', String(Buffer.byteLength(text)), ...headersOfAll]);
  reply.raw.end(text); // text leaves with the headers in one piece
  return reply;
}

function namesToValues(list: readonly string[]): Record<string, string> {
  const values: Record<string, string> = {};
  for (let index = 0; index < list.length; index += 2) values[list[index] as string] = list[index + 1] ?? '';
  return values;
}
