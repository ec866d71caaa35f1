import { setTimeout as delay } from 'node:timers/promises';
import net from 'node:net';
import type { FastifyInstance } from 'fastify';

/** How long a request that was already on its way when the server was told to stop may take to be read. */
const GRACE = 200; // milliseconds

/**
 * Makes a server stop without losing an answer: it accepts no further connection, answers what comes on the
 * open ones with `connection: close`, and closes those that stay silent.
 */
export function drainable(server: FastifyInstance): { stop(): Promise<void> } {
  let isStopping = false;
  server.addHook('onSend', async (_request, reply) => {
    if (isStopping) reply.header('connection', 'close');
  });
  return {
    async stop() {
      isStopping = true;
      // `http.Server.close` would cut connections whose request is sent but not yet read.
      net.Server.prototype.close.call(server.server);
      await delay(GRACE);
      await server.close();
    },
  };
}
