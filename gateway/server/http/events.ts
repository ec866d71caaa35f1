import type { FastifyReply, FastifyRequest } from 'fastify';
import Negotiator from 'negotiator';
import type { Lifetime } from '../dispatch/outgoing.ts';
import type { HubResult, Parameters } from '../hub-request.ts';
import { traceIdOf } from '../trace.ts';
import { answerWithEvents, type DistinctOptions, STREAM_ENDED } from './distinct-stream.ts';
import { EVENT_STREAM } from './event-stream.ts';
import { badRequest } from './refusal.ts';
import { SingleStreams, type SingleStreamsOptions } from './single-stream.ts';

/** The header that names a stream of single connection mode; `token` of the query string does too. */
export const STREAM_TOKEN = 'x-graphql-event-stream-token';

/** GraphQL over server-sent events, in both modes of its protocol. */
export interface Events {
  /** Whether a request opens a stream that somebody reserved: then its token says who they are. */
  isTicket(request: FastifyRequest): boolean;
  /** Answers a request with events: of its own operation, or of all that come over a reserved stream. */
  answer(exchange: Exchange): Promise<FastifyReply>;
  /** `PUT`: reserves a stream. */
  reserve(request: FastifyRequest, reply: FastifyReply): FastifyReply;
  /** `POST` with a token: runs an operation on a reserved stream. Resolves with the answer of one that is refused. */
  run(request: FastifyRequest, token: string, parameters: Parameters): Promise<HubResult | undefined>;
  /** `DELETE`: ends an operation of a reserved stream. */
  stopOperation(request: FastifyRequest, reply: FastifyReply): FastifyReply;
  stop(): void;
}

/** A request and the way back. */
export interface Exchange {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** What the request asks; needed unless it opens a reserved stream. */
  readonly parameters: () => Parameters;
  readonly lifetime: Lifetime;
}

/** Whether a client wants its answer as events. */
export function wantsEvents({ headers }: Pick<FastifyRequest, 'headers'>): boolean {
  const { accept } = headers;
  if (accept === undefined || !accept.includes(EVENT_STREAM)) return false;
  const types = ['application/json', 'application/graphql-response+json', EVENT_STREAM];
  return new Negotiator({ headers }).mediaType(types) === EVENT_STREAM;
}

/** The token of a reserved stream; undefined when a request names none. */
export function streamTokenOf({ headers, query }: FastifyRequest): string | undefined {
  const token = headers[STREAM_TOKEN] ?? (query as Readonly<Record<string, unknown>>)['token'];
  return typeof token === 'string' ? token : undefined;
}

export function createEvents(options: DistinctOptions & SingleStreamsOptions): Events {
  const streams = new SingleStreams(options);
  const reserved = (request: FastifyRequest) => streams.find(streamTokenOf(request) ?? '');
  const getToken = (request: FastifyRequest) => {
    const token = streamTokenOf(request);
    if (token !== undefined) return token;
    throw badRequest(`\`${STREAM_TOKEN}\` must name the stream.`);
  };
  return {
    isTicket: (request) => wantsEvents(request) && reserved(request) !== undefined,
    async answer({ request, reply, parameters, lifetime }) {
      const traceId = traceIdOf(request.headers['traceparent']);
      const onBegin = () => void reply.hijack();
      const response = reply.raw;
      const stream = reserved(request);
      if (stream) {
        await stream.open(response, traceId, onBegin);
        return reply;
      }
      const lastCursor = request.headers['last-event-id'];
      if (lastCursor === STREAM_ENDED) return reply.code(204).send();
      await answerWithEvents(options, {
        request: { traceId, ...parameters() },
        standing: request.standing,
        lastCursor: typeof lastCursor === 'string' && lastCursor !== '' ? lastCursor : undefined,
        lifetime,
        response,
        onBegin,
      });
      return reply;
    },
    reserve: (request, reply) =>
      reply
        .code(201)
        .type('text/plain; charset=utf-8')
        .header('cache-control', 'no-store')
        .send(streams.reserve(request.standing)),
    run: (request, token, parameters) =>
      streams
        .get(token, request.authority.subject)
        .run({ traceId: traceIdOf(request.headers['traceparent']), ...parameters }, request.standing),
    stopOperation(request, reply) {
      const { operationId } = request.query as Readonly<Record<string, unknown>>;
      if (typeof operationId !== 'string') throw badRequest('`operationId` must name the operation.');
      streams.get(getToken(request), request.authority.subject).stop(operationId);
      return reply.code(200).send();
    },
    stop: () => streams.stop(),
  };
}
