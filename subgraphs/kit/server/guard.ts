import { LINES_TYPE } from '@hearth/schema/protocol/operations.ts';
import { contentDigest } from '@hearth/schema/protocol/signature/base.ts';
import type { Authority } from '@hearth/schema/protocol/authority.ts';
import type { KeyRing } from '@hearth/schema/protocol/signature/keys.ts';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { registerEndpoint } from '../changes/endpoint.ts';
import { log } from '../log.ts';
import { type CallersOptions, CallRefused, createAdmit } from './callers.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** On whose behalf the call is made; known once its head has been read. */
    authority: Authority;
    /** What `content-digest` of the body must be; undefined when that is known, or nothing was signed. */
    awaitedDigest: string | undefined;
  }
}

/** Who may call. */
export interface GuardOptions extends CallersOptions {
  /** By which calls of other ministries are verified, for the register alone; without them it is not served. */
  readonly ministryKeys?: KeyRing | undefined;
}

/** What anybody may ask: whether the process lives, and whether it can answer. */
const OPEN_PATHS = new Set(['/health', '/ready']);

/**
 * Lets a server answer only calls that are signed: the head is verified before any of the body is read, the body before it is
 * taken for JSON. What is refused is told without the reason, which is for the log.
 */
export function guard(server: FastifyInstance, { ministryKeys, ...callers }: GuardOptions): void {
  const admit = createAdmit(callers);
  const admitMinistry = ministryKeys && createAdmit({ ministry: callers.ministry, keys: ministryKeys });
  server.decorateRequest('authority');
  server.decorateRequest('awaitedDigest');
  server.addHook('onRequest', (request, _reply, done) => {
    if (OPEN_PATHS.has(request.url)) return done();
    const { method, url: target, headers } = request;
    // By the route, not the URL: the same path can be written in many ways.
    const isForMinistries = request.routeOptions.url === registerEndpoint.path;
    const admitCall = isForMinistries && admitMinistry ? admitMinistry : admit;
    const { authority, contentDigest: digest } = admitCall({ method, target, headers });
    request.authority = authority;
    request.awaitedDigest = digest;
    done();
  });
  readBodies(server);
  server.addHook('preValidation', (request, _reply, done) => {
    checkDigest(request, ''); // one that was not read
    done();
  });
  server.setErrorHandler((error, request, reply) => {
    if (!(error instanceof CallRefused)) return reply.send(error);
    const traceId = traceOf(request);
    log.warn({ ministry: callers.ministry, traceId, reason: error.message }, 'call refused');
    const { code, statusCode } = error;
    return reply.code(statusCode).send({ errors: [{ message: MESSAGES[statusCode], extensions: { code } }] });
  });
}

const MESSAGES = {
  401: 'No gateway that the ministry knows vouches for the call.',
  503: 'The ministry has more calls than it can check; send this one again in a minute.',
};

/** Takes bodies of two types, each once it is what was signed. */
function readBodies(server: FastifyInstance): void {
  const parseJson = server.getDefaultJsonParser('error', 'error');
  server.removeAllContentTypeParsers();
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    checkDigest(request, body);
    return parseJson(request, body.toString(), done);
  });
  server.addContentTypeParser(LINES_TYPE, { parseAs: 'buffer' }, (request, body, done) => {
    checkDigest(request, body);
    done(null, body.toString());
  });
}

function checkDigest(request: FastifyRequest, body: string | Buffer): void {
  const { awaitedDigest } = request;
  if (awaitedDigest === undefined) return;
  request.awaitedDigest = undefined;
  if (contentDigest(body) !== awaitedDigest)
    throw new CallRefused('Its body is not the one that was signed.');
}

/** The trace that a refused call says it belongs to; nothing else is copied into the log. */
export function traceOf({ headers }: FastifyRequest): string | undefined {
  const trace = headers['hearth-trace'];
  return typeof trace === 'string' && /^[\da-f]{32}$/.test(trace) ? trace : undefined;
}
