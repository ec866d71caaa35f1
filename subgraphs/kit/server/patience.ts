import type { FastifyInstance } from 'fastify';
import type { Socket } from 'node:net';
import type { Connections } from './connections.ts';

/** How long a server waits for the other side of a connection, in milliseconds. */
export interface Patience {
  /** For a request to come whole, header and body, and for the first one of a connection to begin. */
  readonly receiveTimeout: number;
  /** For a piece of an answer to be read. */
  readonly sendTimeout: number;
}

export const defaultPatience: Patience = {
  receiveTimeout: 10_000, // 10 seconds
  sendTimeout: 60_000, // 1 minute
};

/** The part of Node's and Fastify's options that says how long requests may take to come. */
export interface ReceiveOptions {
  readonly requestTimeout: number;
  readonly http: {
    readonly requestTimeout: number;
    readonly headersTimeout: number;
    readonly connectionsCheckingInterval: number;
  };
}

const LOOKS = 10; // at each connection, within the time that it has

/**
 * Returns the options by which a server ends requests that come too slowly (408). Node looks for them at intervals, by default every
 * 30 s, which would add those to a time of 10 s.
 */
export function receiveWithin({ receiveTimeout: requestTimeout }: Patience): ReceiveOptions {
  const connectionsCheckingInterval = Math.ceil(requestTimeout / LOOKS);
  return {
    requestTimeout,
    http: { requestTimeout, headersTimeout: requestTimeout, connectionsCheckingInterval },
  };
}

/** What waits to be read on a connection: how much had left it when that was looked at last, and how often it was the same. */
interface Unread {
  readonly gone: number; // bytes
  readonly looks: number;
}

/**
 * Destroys connections whose client reads nothing of an answer for too long, and with them what was kept for it. Costs nothing per
 * request: the connections are looked at from time to time.
 */
export function endUnread(
  server: FastifyInstance,
  connections: Connections,
  { sendTimeout }: Patience,
): void {
  let unread = new Map<Socket, Unread>();
  const timer = setInterval(
    () => {
      const before = unread;
      unread = new Map();
      for (const [socket, response] of connections) {
        if (!response || socket.writableLength === 0) continue;
        const now = lookAt(socket, before.get(socket));
        if (now.looks > LOOKS) socket.destroy();
        else unread.set(socket, now);
      }
    },
    Math.ceil(sendTimeout / LOOKS),
  ).unref();
  server.addHook('onClose', async () => clearInterval(timer));
}

function lookAt(socket: Socket, before: Unread | undefined): Unread {
  const gone = socket.bytesWritten - socket.writableLength;
  return { gone, looks: before?.gone === gone ? before.looks + 1 : 0 };
}
