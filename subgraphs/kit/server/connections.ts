import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** The open connections of a server, and the answer that is under way on each, if any. */
export type Connections = ReadonlyMap<Socket, ServerResponse | undefined>;

/** Keeps an account of a server's connections. */
export function trackConnections({ server }: FastifyInstance): Connections {
  const connections = new Map<Socket, ServerResponse | undefined>();
  server.on('connection', (socket: Socket) => {
    connections.set(socket, undefined);
    socket.once('close', () => connections.delete(socket));
  });
  server.on('request', ({ socket }: IncomingMessage, response: ServerResponse) => {
    connections.set(socket, response);
    response.once('close', () => {
      if (connections.get(socket) === response) connections.set(socket, undefined);
    });
  });
  return connections;
}
