import compress from '@fastify/compress';
import { fastify, type FastifyInstance } from 'fastify';
import type { Operation } from '@hearth/schema/operations.ts';
import { type Access, servesThisMachineAlone } from '../caller/authenticate.ts';
import { serveExplorer } from '../explorer/serve.ts';
import type { Hub } from '../hub.ts';
import type { Live } from '../live/live.ts';
import { serveDemoTokens } from '../caller/demo/serve-tokens.ts';
import { trackConnections } from '@hearth/kit/server/connections.ts';
import { endUnread, receiveWithin } from '@hearth/kit/server/patience.ts';
import { drainable, type Draining } from '@hearth/kit/server/drain.ts';
import { type AdmissionOptions, createAdmission } from './admission.ts';
import { readProxies } from './client-address.ts';
import { limitConnections } from './connection-limit.ts';
import { createEvents } from './events.ts';
import { GRAPHQL_PATH, sendRefusal, serveGraphql } from './graphql.ts';
import { type HttpLimits, refuseManyHeaders } from './limits.ts';
import { parseJsonBodies } from './json.ts';
import { createOperate } from './operate.ts';
import type { Log } from '@hearth/kit/log.ts';
import { logRequests } from '@hearth/kit/server/request-log.ts';
import { describeRequest } from './describe-request.ts';
import { refuseOtherNames, refuseOtherSites } from './origin.ts';
import { Places } from './places.ts';
import { refuseRepeatedHeaders } from './repeated-headers.ts';
import { serveWebSockets } from './websocket.ts';
import type { SubgraphState } from '../transport/ping.ts';
import { HttpRefusal, toRefusal } from './refusal.ts';
import { COMPRESSED_FROM } from './write-answer.ts';
import { securityHeaders } from './security-headers.ts';
import { answerUnreadable } from './unreadable.ts';

/** What a server of the gateway is made of. */
export interface ServerOptions {
  readonly access: Access;
  /** The hub that serves now. */
  readonly hub: () => Pick<Hub, 'execute' | 'kindOf'>;
  readonly live: Pick<Live, 'subscribe'>;
  /** Origins of pages, beside the server's own, that may ask and subscribe. */
  readonly allowedOrigins: ReadonlySet<string>;
  /** Addresses and networks of reverse proxies whose `X-Forwarded-For` is believed. */
  readonly trustedProxies: ReadonlySet<string>;
  readonly readiness: () => Promise<Record<string, SubgraphState>>;
  /** What the explorer shows; undefined when there is to be none. */
  readonly explorer: { readonly operations: () => readonly Operation[] } | undefined;
  readonly limits: HttpLimits;
  /** Logs a line; undefined when lines of that level are not written. */
  readonly debug?: Log['debug'] | undefined;
  /** Called with what failed and should not have. */
  readonly onInternalError: (error: unknown) => void;
}

interface Address {
  readonly host: string;
  readonly port: number;
}

/** A web server that does not listen yet. */
export interface GatewayServer {
  /** Resolves with the URL, as `http://127.0.0.1:4000`. Rejects with the setting's name when the port is taken. */
  listen(address: Address): Promise<string>;
  /** Resolves when what was asked is answered and all connections are closed. */
  stop(): Promise<void>;
}

/** The gateway's web server: GraphQL, its health, and the explorer. */
export async function createServer({ access, limits, ...options }: ServerOptions): Promise<GatewayServer> {
  const isProxy = readProxies(options.trustedProxies);
  const server = fastify({
    ...receiveWithin(limits),
    bodyLimit: limits.bodyBytes,
    return503OnClosing: false,
    trustProxy: options.trustedProxies.size > 0 && isProxy,
    forceCloseConnections: 'idle',
    clientErrorHandler: answerUnreadable,
  });
  limitConnections(server.server, { limit: limits.connectionsPerAddress, isProxy });
  if (options.debug) logRequests(server, { debug: options.debug, describe: describeRequest });
  const connections = trackConnections(server);
  const draining = drainable(server, connections);
  endUnread(server, connections, limits);
  const isForThisMachine = servesThisMachineAlone(access);
  server.removeContentTypeParser('text/plain');
  parseJsonBodies(server);
  server.addHook('onRequest', (request, _reply, done) => {
    if (isForThisMachine) refuseOtherNames(request);
    refuseManyHeaders(request, limits.headers);
    done();
  });
  server.addHook('onSend', (_request, reply, _payload, done) => {
    for (const [name, value] of securityHeaders) if (!reply.hasHeader(name)) reply.header(name, value);
    done();
  });
  server.setErrorHandler((error, _request, reply) => {
    const refusal = toRefusal(error, limits.bodyBytes);
    if (!refusal) options.onInternalError(error);
    return sendRefusal(reply, refusal ?? fault);
  });
  server.setNotFoundHandler((_request, reply) => sendRefusal(reply, nothingHere));
  await server.register(compress, {
    encodings: ['br', 'gzip'],
    threshold: COMPRESSED_FROM,
    globalDecompression: false,
  });
  const admit = createAdmission({ limits: sharesOf(access, limits), budget: access.budget });
  const { hub, live, allowedOrigins, onInternalError } = options;
  const connected = {
    limits,
    places: new Places(limits),
    operate: createOperate({ hub, live, admit }),
    onInternalError,
  };
  const events = createEvents(connected);
  const execute: Hub['execute'] = (request) => hub().execute(request);
  serveGraphql(server, { access, admit, events, allowedOrigins, execute });
  const webSockets = serveWebSockets(server.server, {
    ...connected,
    admit: access.admit,
    isProxy,
    check(request) {
      if (draining.isStopping) throw stopping;
      if (isForThisMachine) refuseOtherNames(request);
      refuseManyHeaders({ raw: request }, limits.headers);
      refuseRepeatedHeaders(request);
      refuseOtherSites(request, allowedOrigins);
    },
  });
  serveHealth(server, draining, options.readiness);
  if (options.explorer) await serveExplorer(server, { ...options.explorer, access });
  if (options.explorer && access.demo) serveDemoTokens(server, access.demo);
  return {
    listen: (address) => listen(server, address),
    async stop() {
      events.stop();
      await Promise.all([webSockets.stop(), draining.stop()]);
    },
  };
}

/** With open access callers are not told apart: whatever comes may be all that one of them asks. */
const sharesOf = ({ mode }: Access, limits: HttpLimits): AdmissionOptions['limits'] => {
  if (mode !== 'open') return limits;
  const { requests } = limits;
  return { requests, requestsPerSubject: requests, runningPerSubject: requests };
};

const stopping = new HttpRefusal(503, 'OVERLOADED', 'The gateway stops.', {
  headers: { 'retry-after': '1' },
});

const fault = new HttpRefusal(500, 'INTERNAL_SERVER_ERROR', 'The request could not be answered.');
const nothingHere = new HttpRefusal(404, 'BAD_REQUEST', `Nothing is here; GraphQL is at ${GRAPHQL_PATH}.`);

async function listen(server: FastifyInstance, { host, port }: Address): Promise<string> {
  try {
    return await server.listen({ host, port });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    throw new Error(`PORT is ${port}: another program listens there already, on ${host}.`, { cause });
  }
}

/**
 * `/health`: the process lives. `/ready`: it takes requests (503 once it stops, and while no subgraph answers), and which subgraphs
 * answer.
 */
function serveHealth(
  server: FastifyInstance,
  draining: Draining,
  readiness: ServerOptions['readiness'],
): void {
  server.get('/health', () => ({ status: 'ok' }));
  server.get('/ready', async (_request, reply) => {
    if (draining.isStopping) return reply.code(503).send({ status: 'stopping' });
    const subgraphs = await readiness();
    const isOfUse = Object.values(subgraphs).includes('UP');
    return reply
      .code(isOfUse ? 200 : 503)
      .send({ status: isOfUse ? 'ready' : 'no subgraph answers', subgraphs });
  });
}
