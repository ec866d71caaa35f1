import { fastifyApolloHandler } from '@as-integrations/fastify';
import { OPERATIONS_HEADER, OPERATIONS_PATH } from '@hearth/schema/protocol/operations.ts';
import { fastify } from 'fastify';
import type { Database } from '../database/database.ts';
import type { CallersOptions } from './callers.ts';
import { drainable } from './drain.ts';
import type { GraphqlServer } from './graphql.ts';
import type { ExecuteAll } from './lean.ts';
import { guard } from './guard.ts';
import { serveOperations } from './operations.ts';
import { removeStaleSocket } from './stale-socket.ts';

/** Where to listen: on a port, 0 for a free one, or on a Unix domain socket. */
export type Address =
  | { readonly host: string; readonly port: number }
  | {
      /** The path of the socket. */
      readonly path: string;
    };

interface ListenOptions {
  readonly graphql: GraphqlServer;
  readonly executeAll: ExecuteAll;
  readonly database: Database;
  readonly address: Address;
  readonly callers: CallersOptions;
}

const BODY_LIMIT = 4 * 1024 * 1024; // bytes; some ten thousand entity keys

/**
 * Serves a ministry over HTTP: `/graphql` and `/operations` to those who sign their calls, and to everybody `/health`
 * (the process lives) and `/ready` (it can answer: 503 while its database does not).
 */
export async function listen({ graphql, executeAll, database, address, callers }: ListenOptions) {
  const server = fastify({ bodyLimit: BODY_LIMIT, return503OnClosing: false, forceCloseConnections: 'idle' });
  const draining = drainable(server);
  guard(server, callers);
  server.get('/health', () => ({ status: 'ok' }));
  server.get('/ready', async (_request, reply) => {
    const isReady = await database.pool.query('select 1').then(
      () => true,
      () => false,
    );
    return reply.code(isReady ? 200 : 503).send({ status: isReady ? 'ready' : 'database unavailable' });
  });
  server.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    onRequest: async (_request, reply) => void reply.header(OPERATIONS_HEADER, OPERATIONS_PATH),
    handler: fastifyApolloHandler(graphql.apollo, {
      context: async (request) => graphql.createContext({ authority: request.authority }),
    }),
  });
  serveOperations(server, executeAll, draining);
  if ('path' in address) await removeStaleSocket(address.path);
  const origin = await server.listen(address);
  const url = 'path' in address ? `unix:${address.path}` : `${origin}/graphql`;
  return { url, stop: () => draining.stop() };
}
