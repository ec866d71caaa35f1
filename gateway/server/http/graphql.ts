import type { Authority } from '@hearth/schema/protocol/authority.ts';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Access, Authenticate } from '../caller/authenticate.ts';
import { Lifetime } from '../dispatch/outgoing.ts';
import type { Hub, HubRequest } from '../hub.ts';
import { createAdmission } from './admission.ts';
import { refuseOtherEncodings } from './body.ts';
import type { HttpLimits } from './limits.ts';
import { defaultMediaType, negotiateMediaType } from './media-type.ts';
import { refuseOtherSites } from './origin.ts';
import { HttpRefusal } from './refusal.ts';
import { refuseRepeatedHeaders } from './repeated-headers.ts';
import { readBody, readQueryString } from './request.ts';
import { statusOf } from './status.ts';
import { answerHeaders, writeAnswer } from './write-answer.ts';
import { traceIdOf } from '../trace.ts';

export const GRAPHQL_PATH = '/graphql';

const ALLOWED = 'GET, POST';
const RETRY_AFTER = 1; // seconds

declare module 'fastify' {
  interface FastifyRequest {
    /** Who asks; known once the header has been read. */
    authority: Authority;
  }
}

/** What answers GraphQL. */
interface GraphqlOptions {
  readonly access: Access;
  readonly execute: Hub['execute'];
  readonly limits: HttpLimits;
}

/** Serves a hub at `/graphql` as the GraphQL-over-HTTP specification says. */
export function serveGraphql(server: FastifyInstance, { access, execute, limits }: GraphqlOptions): void {
  const admit = createAdmission(limits.requests);
  const identify = identifyBy(access.authenticate);
  server.decorateRequest('authority');
  server.route({
    method: 'GET',
    url: GRAPHQL_PATH,
    exposeHeadRoute: false,
    onRequest: (request, _reply, done) => {
      refuseOtherSites(request);
      identify(request, done);
    },
    handler: async (request, reply) => {
      const parameters = readQueryString(request.query as Record<string, unknown>);
      return admit(() => answer(execute, { ...parameters, mutationAllowed: false }, request, reply));
    },
  });
  server.route({
    method: 'POST',
    url: GRAPHQL_PATH,
    onRequest: (request, _reply, done) => {
      refuseOtherSites(request);
      refuseOtherEncodings(request);
      identify(request, done);
    },
    handler: async (request, reply) => admit(() => answer(execute, readBody(request.body), request, reply)),
  });
  server.route({
    method: server.supportedMethods.filter((method) => method !== 'GET' && method !== 'POST'),
    url: GRAPHQL_PATH,
    onRequest: async (_request, reply) => {
      reply.header('allow', ALLOWED);
      throw new HttpRefusal(405, 'BAD_REQUEST', `The method must be one of ${ALLOWED}.`);
    },
    handler: () => {},
  });
}

/** Finds out who asks before anything of a body is read. No turn of the event loop passes for callers who are known. */
const identifyBy =
  (authenticate: Authenticate) =>
  (request: FastifyRequest, done: (error?: Error) => void): void => {
    refuseRepeatedHeaders(request.raw);
    const found = authenticate(request.headers);
    if (found instanceof Promise) {
      void identifyLater(request, found, done);
      return;
    }
    request.authority = found;
    done();
  };

async function identifyLater(
  request: FastifyRequest,
  finding: Promise<Authority>,
  done: (error?: Error) => void,
): Promise<void> {
  try {
    request.authority = await finding;
  } catch (error) {
    return done(error as Error);
  }
  done();
}

async function answer(
  execute: Hub['execute'],
  parameters: HubRequest,
  request: FastifyRequest,
  reply: FastifyReply,
) {
  const mediaType = negotiateMediaType(request);
  if (!mediaType) {
    throw new HttpRefusal(
      406,
      'BAD_REQUEST',
      'The answer can be application/graphql-response+json or application/json; `accept` allows neither.',
    );
  }
  const traceId = traceIdOf(request.headers['traceparent']);
  const result = await execute({
    ...parameters,
    authority: request.authority,
    lifetime: untilHungUp(reply),
    traceId,
    cacheReport: request.headers['x-cache-report'] === '1',
  });
  const status = statusOf(result, mediaType);
  const { code } = result.errors?.[0]?.extensions ?? {};
  const retryAfter = code === 'OVERLOADED' || code === 'ACCESS_RECORD_UNAVAILABLE' ? RETRY_AFTER : undefined;
  return writeAnswer(reply, { status, mediaType, traceId, retryAfter, text: JSON.stringify(result) });
}

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
  return lifetime;
}
