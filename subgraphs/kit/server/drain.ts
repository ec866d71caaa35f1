import type { IncomingMessage, ServerResponse } from 'node:http';
import { Server } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import { type Connections, trackConnections } from './connections.ts';

/** Time for requests that were on their way when the server was told to stop, in milliseconds. */
const GRACE = 200;

/** What tells a server apart that is about to end. */
export interface Draining {
  readonly isStopping: boolean;
  /** Aborts when the server is told to stop: answers without an end must end then. */
  readonly signal: AbortSignal;
  /** Resolves when everything that was asked is answered and all connections are closed. */
  stop(): Promise<void>;
}

/**
 * Lets a server end without losing an answer: no further connections, `connection: close` on every answer, silent
 * connections cut last. (Closing the HTTP server at once would cut connections whose request is not yet read, and
 * would wait for ever for those that browsers open in advance and never use.)
 */
export function drainable(
  server: FastifyInstance,
  connections: Connections = trackConnections(server),
): Draining {
  const controller = new AbortController();
  let stopped: Promise<void> | undefined;
  server.server.prependListener('request', (_request: IncomingMessage, response: ServerResponse) => {
    if (stopped) response.shouldKeepAlive = false;
  });
  const stop = async () => {
    controller.abort();
    for (const response of connections.values()) if (response) response.shouldKeepAlive = false;
    Server.prototype.close.call(server.server);
    await delay(GRACE);
    for (const [socket, response] of connections) if (!response) socket.destroy();
    await server.close();
  };
  return {
    get isStopping() {
      return stopped !== undefined;
    },
    signal: controller.signal,
    stop: () => (stopped ??= stop()),
  };
}
