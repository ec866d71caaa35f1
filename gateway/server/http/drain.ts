import { Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';

/** Time for requests that were on their way when the gateway was told to stop, in milliseconds. */
const GRACE = 200;

/** What tells a server apart that is about to end. */
export interface Draining {
  readonly isStopping: boolean;
  /** Resolves when everything that was asked is answered and all connections are closed. */
  stop(): Promise<void>;
}

/**
 * Lets a server end without losing an answer: no further connections, `connection: close` on every answer, silent
 * connections closed last. (Closing the HTTP server at once would cut connections whose request is not yet read.)
 */
export function drainable(server: FastifyInstance): Draining {
  let stopped: Promise<void> | undefined;
  server.addHook('onSend', async (_request, reply) => {
    if (stopped) reply.header('connection', 'close');
  });
  const stop = async () => {
    Server.prototype.close.call(server.server);
    await delay(GRACE);
    await server.close();
  };
  return {
    get isStopping() {
      return stopped !== undefined;
    },
    stop: () => (stopped ??= stop()),
  };
}
