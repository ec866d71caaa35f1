import { fastifyApolloHandler } from '@as-integrations/fastify';
import { fastify } from 'fastify';
import type { Database } from '../database/database.ts';
import { drainable } from './drain.ts';
import type { GraphqlServer } from './graphql.ts';

/** Where to listen. */
export interface Address {
  readonly host: string;
  /** 0 takes a free port. */
  readonly port: number;
}

interface ListenOptions {
  readonly graphql: GraphqlServer;
  readonly database: Database;
  readonly address: Address;
}

const BODY_LIMIT = 4 * 1024 * 1024; // bytes; some ten thousand entity keys

/**
 * Serves a ministry over HTTP: `/graphql`, `/health` (the process lives) and `/ready` (it can answer: 503 while
 * its database does not).
 */
export async function listen({ graphql, database, address }: ListenOptions) {
  const server = fastify({ bodyLimit: BODY_LIMIT, return503OnClosing: false, forceCloseConnections: 'idle' });
  const draining = drainable(server);
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
    handler: fastifyApolloHandler(graphql.apollo, { context: async () => graphql.createContext() }),
  });
  const origin = await server.listen(address);
  return { url: `${origin}/graphql`, stop: () => draining.stop() };
}
