import compress from '@fastify/compress';
import { fastify, type FastifyInstance } from 'fastify';
import type { Operation } from '@hearth/schema/operations.ts';
import { serveExplorer } from '../explorer/serve.ts';
import type { Hub } from '../hub.ts';
import { drainable, type Draining } from '@hearth/kit/server/drain.ts';
import { GRAPHQL_PATH, sendError, serveGraphql } from './graphql.ts';
import { refuseOtherNames } from './origin.ts';
import type { SubgraphState } from './readiness.ts';
import { toRefusal } from './refusal.ts';
import { securityHeaders } from './security-headers.ts';

const BODY_LIMIT = 1024 * 1024; // bytes
const REQUEST_TIMEOUT = 30_000; // milliseconds for a client to send its whole request
const COMPRESSED_FROM = 1_400; // bytes; what fits one packet gains nothing

/** What a server of the gateway is made of. */
export interface ServerOptions {
  readonly hub: Hub;
  readonly readiness: () => Promise<Record<string, SubgraphState>>;
  readonly operations: readonly Operation[];
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
export async function createServer(options: ServerOptions): Promise<GatewayServer> {
  const server = fastify({
    bodyLimit: BODY_LIMIT,
    requestTimeout: REQUEST_TIMEOUT,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
  });
  const draining = drainable(server);
  server.removeContentTypeParser('text/plain');
  server.addHook('onRequest', async (request, reply) => {
    reply.headers(securityHeaders);
    refuseOtherNames(request);
  });
  server.setErrorHandler((error, _request, reply) => {
    const refusal = toRefusal(error, BODY_LIMIT);
    if (refusal) return sendError(reply, refusal.statusCode, refusal.code, refusal.message);
    options.onInternalError(error);
    return sendError(reply, 500, 'INTERNAL_SERVER_ERROR', 'The request could not be answered.');
  });
  server.setNotFoundHandler((_request, reply) =>
    sendError(reply, 404, 'BAD_REQUEST', `Nothing is here; GraphQL is at ${GRAPHQL_PATH}.`),
  );
  await server.register(compress, {
    encodings: ['br', 'gzip'],
    threshold: COMPRESSED_FROM,
    globalDecompression: false,
  });
  serveGraphql(server, options.hub);
  serveHealth(server, draining, options.readiness);
  await serveExplorer(server, options.operations);
  return { listen: (address) => listen(server, address), stop: () => draining.stop() };
}

async function listen(server: FastifyInstance, { host, port }: Address): Promise<string> {
  try {
    return await server.listen({ host, port });
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw cause;
    throw new Error(`PORT is ${port}: another program listens there already, on ${host}.`, { cause });
  }
}

/** `/health`: the process lives. `/ready`: it takes requests (503 once it stops), and which subgraphs answer. */
function serveHealth(
  server: FastifyInstance,
  draining: Draining,
  readiness: ServerOptions['readiness'],
): void {
  server.get('/health', () => ({ status: 'ok' }));
  server.get('/ready', async (_request, reply) => {
    if (draining.isStopping) return reply.code(503).send({ status: 'stopping' });
    return { status: 'ready', subgraphs: await readiness() };
  });
}
