import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../log.ts';

/**
 * Logs each request once it is answered, at `debug`. Says nothing of callers, addresses, variables or query strings: they may be personal.
 * @param describe what else the line says
 */
export function logRequests(
  server: FastifyInstance<any, any, any, any>, // oxlint-disable-line typescript/no-explicit-any -- any server
  { debug, describe }: { debug: Log['debug']; describe: (request: FastifyRequest) => object },
): void {
  server.addHook('onResponse', (request: FastifyRequest, reply: FastifyReply, done: () => void) => {
    const { method, routeOptions } = request;
    const milliseconds = Math.round(reply.elapsedTime);
    const line = { method, path: routeOptions.url, status: reply.statusCode, milliseconds };
    debug({ ...line, ...describe(request) }, 'request answered');
    done();
  });
}
