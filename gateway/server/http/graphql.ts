import type { Authority } from '@hearth/schema/protocol/authority.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Access, Standing } from '../caller/authenticate.ts';
import { Lifetime } from '../dispatch/outgoing.ts';
import type { Hub } from '../hub.ts';
import type { HubResult, Parameters } from '../hub-request.ts';
import type { Admission } from './admission.ts';
import { refuseOtherEncodings } from './body.ts';
import { answerPreflight, isPreflight, permitReading } from './cors.ts';
import { type Events, streamTokenOf, wantsEvents } from './events.ts';
import { defaultMediaType, negotiateMediaType } from './media-type.ts';
import { refuseOtherSites } from './origin.ts';
import { HttpRefusal } from './refusal.ts';
import { refuseRepeatedHeaders } from './repeated-headers.ts';
import { readBody, readQueryString } from './request.ts';
import { statusOf } from './status.ts';
import { answerHeaders, writeAnswer } from './write-answer.ts';
import { writeResult } from '../run/written-result.ts';
import { traceIdOf } from '../trace.ts';

export const GRAPHQL_PATH = '/graphql';

const ALLOWED = 'GET, POST, PUT, DELETE';
const RETRY_AFTER = 1; // seconds

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; known once the header has been read. */
    authority: Authority;
    /** What is asked, and its trace; known once the body has been read. */
    asked: (Parameters & { readonly traceId: string }) | undefined;
    /** The same, where they are answered for longer. */
    standing: Standing;
  }
}

/** What answers GraphQL. */
interface GraphqlOptions {
  readonly access: Access;
  readonly execute: Hub['execute'];
  /** Lets requests be answered while there is room. */
  readonly admit: Admission;
  readonly events: Events;
  /** Origins of pages of other sites that may ask. */
  readonly allowedOrigins: ReadonlySet<string>;
}

/** Serves a hub at `/graphql` as the specifications of GraphQL over HTTP and over server-sent events say. */
export function serveGraphql(
  server: FastifyInstance,
  { access, execute, admit, events, allowedOrigins }: GraphqlOptions,
): void {
  const identify = identifyBy(access);
  const ask = (request: FastifyRequest, reply: FastifyReply, parameters: () => Parameters) => {
    if (!wantsEvents(request))
      return admit(request.authority, () => answer(execute, parameters(), request, reply));
    return events.answer({ request, reply, parameters, lifetime: untilHungUp(reply) });
  };
  const admitPage = (request: FastifyRequest, reply: FastifyReply) => {
    permitReading(request, reply, allowedOrigins);
    refuseOtherSites(request, allowedOrigins);
  };
  server.decorateRequest('authority');
  server.decorateRequest('standing');
  server.decorateRequest('asked');
  server.route({
    method: 'GET',
    url: GRAPHQL_PATH,
    exposeHeadRoute: false,
    onRequest: (request, reply, done) => {
      admitPage(request, reply);
      if (events.isTicket(request)) return done();
      return identify(request, done);
    },
    handler: async (request, reply) =>
      ask(request, reply, () => ({
        mutationAllowed: false,
        ...readQueryString(request.query as Record<string, unknown>),
      })),
  });
  server.route({
    method: 'POST',
    url: GRAPHQL_PATH,
    onRequest: (request, reply, done) => {
      admitPage(request, reply);
      refuseOtherEncodings(request);
      identify(request, done);
    },
    handler: async (request, reply) => {
      const token = wantsEvents(request) ? undefined : streamTokenOf(request);
      if (token === undefined) return ask(request, reply, () => readBody(request.body));
      const refused = await events.run(request, token, readBody(request.body));
      return refused ? write(refused, request, reply) : reply.code(202).send();
    },
  });
  server.route({
    method: ['PUT', 'DELETE'],
    url: GRAPHQL_PATH,
    onRequest: (request, reply, done) => {
      admitPage(request, reply);
      identify(request, done);
    },
    handler: async (request, reply) =>
      request.method === 'PUT' ? events.reserve(request, reply) : events.stopOperation(request, reply),
  });
  server.route({
    method: server.supportedMethods.filter((method) => !ALLOWED.split(', ').includes(method)),
    url: GRAPHQL_PATH,
    onRequest: async (request, reply) => {
      permitReading(request, reply, allowedOrigins);
      if (isPreflight(request, allowedOrigins)) return answerPreflight(reply);
      reply.header('allow', ALLOWED);
      throw new HttpRefusal(405, 'BAD_REQUEST', `The method must be one of ${ALLOWED}.`);
    },
    handler: () => {},
  });
}

/**
 * Finds out who asks before anything of a body is read, and for those who are answered for longer how long they are vouched for. No turn
 * of the event loop passes for callers who are known.
 */
const identifyBy =
  ({ authenticate, admit }: Access) =>
  (request: FastifyRequest, done: (error?: Error) => void): void => {
    refuseRepeatedHeaders(request.raw);
    const { headers } = request;
    if (isAnsweredForLonger(request)) {
      const take = (standing: Standing) => {
        request.standing = standing;
        request.authority = standing.authority;
      };
      return settle(admit(headers, request.ip), take, done);
    }
    return settle(
      authenticate(headers, request.ip),
      (authority) => void (request.authority = authority),
      done,
    );
  };

const isAnsweredForLonger = (request: FastifyRequest): boolean =>
  request.method === 'PUT' || wantsEvents(request) || streamTokenOf(request) !== undefined;

function settle<Found>(
  found: Found | Promise<Found>,
  take: (found: Found) => void,
  done: (error?: Error) => void,
): void {
  if (found instanceof Promise) {
    void settleLater(found, take, done);
    return;
  }
  take(found);
  done();
}

async function settleLater<Found>(
  finding: Promise<Found>,
  take: (found: Found) => void,
  done: (error?: Error) => void,
): Promise<void> {
  try {
    take(await finding);
  } catch (error) {
    return done(error as Error);
  }
  done();
}

async function answer(
  execute: Hub['execute'],
  parameters: Parameters,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  if (!negotiateMediaType(request)) throw notAcceptable();
  const traceId = traceIdOf(request.headers['traceparent']);
  request.asked = { traceId, ...parameters }; // the spread last: what stands after it costs a hidden class
  const result = await execute({
    authority: request.authority,
    lifetime: untilHungUp(reply),
    traceId,
    cacheReport: request.headers['x-cache-report'] === '1',
    ...parameters,
  });
  return write(result, request, reply, traceId);
}

/** Writes an answer in the form that its client wants. */
function write(
  result: HubResult,
  request: FastifyRequest,
  reply: FastifyReply,
  traceId = traceIdOf(request.headers['traceparent']),
) {
  const mediaType = negotiateMediaType(request) ?? defaultMediaType;
  const status = statusOf(result, mediaType);
  const { code, retryAfter: wait } = result.errors?.[0]?.extensions ?? {};
  const isPassing = code === 'OVERLOADED' || code === 'ACCESS_RECORD_UNAVAILABLE';
  const retryAfter = wait ?? (isPassing ? RETRY_AFTER : undefined);
  return writeAnswer(reply, { status, mediaType, traceId, retryAfter, text: writeResult(result) });
}

const notAcceptable = () =>
  new HttpRefusal(
    406,
    'BAD_REQUEST',
    'The answer can be application/graphql-response+json, application/json or text/event-stream; `accept` allows none of them.',
  );

/** An answer that holds one error and no data. */
export function sendRefusal(reply: FastifyReply, refusal: HttpRefusal): FastifyReply {
  return reply
    .code(refusal.statusCode)
    .headers({ ...Object.fromEntries(answerHeaders), ...refusal.headers })
    .type(negotiateMediaType(reply.request) ?? defaultMediaType)
    .send(JSON.stringify(refusal.answer));
}

/** Given up when the client is gone before its answer was written. */
function untilHungUp({ raw }: FastifyReply): Lifetime {
  const lifetime = new Lifetime();
  raw.once('close', () => {
    if (!raw.writableFinished) lifetime.giveUp();
  });
  if (raw.destroyed) lifetime.giveUp(); // while the request waited for its turn
  return lifetime;
}
