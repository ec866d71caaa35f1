import { fastifyApolloHandler } from '@as-integrations/fastify';
import { OPERATIONS_HEADER, OPERATIONS_PATH } from '@hearth/schema/protocol/operations.ts';
import { fastify, type FastifyRequest } from 'fastify';
import type { ChangeLog } from '../changes/change-log.ts';
import { changesEndpoint, registerEndpoint } from '../changes/endpoint.ts';
import type { DatabaseHealth } from '../database/health.ts';
import { log } from '../log.ts';
import type { RegisterLog } from '../register-changes.ts';
import { trackConnections } from './connections.ts';
import { drainable } from './drain.ts';
import type { GraphqlServer } from './graphql.ts';
import type { ExecuteAll } from './lean.ts';
import { guard, type GuardOptions, traceOf } from './guard.ts';
import { endUnread, type Patience, receiveWithin } from './patience.ts';
import { serveLog } from './serve-log.ts';
import { serveOperations } from './operations.ts';
import { logRequests } from './request-log.ts';
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
  /** Whether the database answers. */
  readonly databaseState: DatabaseHealth['state'];
  readonly address: Address;
  readonly callers: GuardOptions;
  readonly patience: Patience;
  readonly changes: ChangeLog;
  /** Undefined for all but the register's owner. */
  readonly registerLog: RegisterLog | undefined;
}

const BODY_LIMIT = 4 * 1024 * 1024; // bytes; some ten thousand entity keys

/**
 * Serves a ministry over HTTP: `/graphql`, `/operations` and `/changes` to those who sign their calls, `/register` of its owner to
 * ministries, and to everybody `/health`
 * (the process lives) and `/ready` (it can answer: 503 while its database does not).
 */
export async function listen(options: ListenOptions) {
  const { graphql, executeAll, databaseState, address, callers, patience, changes, registerLog } = options;
  const server = fastify({
    ...receiveWithin(patience),
    bodyLimit: BODY_LIMIT,
    return503OnClosing: false,
    forceCloseConnections: 'idle',
  });
  if (log.isLevelEnabled('debug')) {
    const { ministry } = callers;
    const describe = (request: FastifyRequest) => ({
      ministry,
      traceId: traceOf(request),
    });
    logRequests(server, { debug: log.debug.bind(log), describe });
  }
  const connections = trackConnections(server);
  const draining = drainable(server, connections);
  endUnread(server, connections, patience);
  guard(server, callers);
  server.get('/health', () => ({ status: 'ok' }));
  server.get('/ready', async (_request, reply) => {
    const isReady = (await databaseState()) === 'UP';
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
  serveLog(server, { log: changes, endpoint: changesEndpoint, draining });
  if (registerLog && callers.ministryKeys) {
    serveLog(server, { log: registerLog, endpoint: registerEndpoint, draining });
  }
  if ('path' in address) await removeStaleSocket(address.path);
  const origin = await server.listen(address);
  const url = 'path' in address ? `unix:${address.path}` : `${origin}/graphql`;
  return { url, stop: () => draining.stop() };
}
