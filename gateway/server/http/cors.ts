import type { FastifyReply, FastifyRequest } from 'fastify';

/** Methods that a page may send, headers that it may set, and headers of answers that it may read. */
const METHODS = 'GET, POST, PUT, DELETE';
const REQUEST_HEADERS =
  'accept, authorization, content-type, last-event-id, traceparent, x-cache-report, x-case, x-graphql-event-stream-token, x-purpose';
const ANSWER_HEADERS = 'allow, retry-after, www-authenticate, x-trace-id';
const PREFLIGHT_HOLDS = 600; // seconds

/**
 * Lets pages of allowed origins read the answer, of refusals too. Set on the raw response, since streams and most answers are
 * written past the reply. Cookies are never asked for: who asks is in a header that the page sets.
 */
export function permitReading(
  { headers: { origin } }: FastifyRequest,
  { raw }: FastifyReply,
  allowed: ReadonlySet<string>,
): void {
  if (origin === undefined || !allowed.has(origin)) return;
  raw.setHeader('access-control-allow-origin', origin);
  raw.setHeader('access-control-expose-headers', ANSWER_HEADERS);
}

/** Whether a request is a browser's question, for a page of an allowed origin, what the page may send. */
export const isPreflight = ({ method, headers }: FastifyRequest, allowed: ReadonlySet<string>): boolean =>
  method === 'OPTIONS' &&
  headers['access-control-request-method'] !== undefined &&
  headers.origin !== undefined &&
  allowed.has(headers.origin);

/** Answers it: the browser itself refuses the page what is not listed. */
export const answerPreflight = (reply: FastifyReply): FastifyReply =>
  reply
    .code(204)
    .headers({
      'access-control-allow-methods': METHODS,
      'access-control-allow-headers': REQUEST_HEADERS,
      'access-control-max-age': PREFLIGHT_HOLDS,
      vary: 'origin, access-control-request-method, access-control-request-headers',
    })
    .send();
