import type { IncomingMessage, Server } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Admit } from '../caller/authenticate.ts';
import { GRAPHQL_PATH } from './graphql.ts';
import { badRequest, HttpRefusal } from './refusal.ts';
import { type ConnectionOptions, WebSocketConnection } from './websocket-connection.ts';
import type { HttpLimits } from './limits.ts';

/** The subprotocol that is spoken. */
export const SUBPROTOCOL = 'graphql-transport-ws';

export interface WebSocketOptions extends ConnectionOptions {
  readonly limits: HttpLimits;
  /** Throws an `HttpRefusal` for a request that may not become a socket. */
  readonly check: (request: IncomingMessage) => void;
  /** Milliseconds between two pings; a peer that answers none is dead. Default 12,000. */
  readonly pingEvery?: number;
}

/** Sockets at `/graphql`. */
export interface WebSockets {
  /** Closes every socket, for the gateway stops. Resolves when they are closed. */
  stop(): Promise<void>;
}

const PATIENCE = 500; // milliseconds for clients to answer the close

/** Lets clients of a web server have sockets at `/graphql` that speak graphql-transport-ws. */
export function serveWebSockets(
  server: Server,
  { check, pingEvery = 12_000, ...options }: WebSocketOptions,
): WebSockets {
  const { limits, places } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.frameBytes,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });
  const connections = new Map<WebSocket, WebSocketConnection>();
  const accept = (socket: WebSocket, { headers, socket: stream }: IncomingMessage, leave: () => void) => {
    socket.once('close', () => {
      leave();
      connections.delete(socket);
    });
    const { remoteAddress } = stream;
    const admit: Admit = (sent) => options.admit(sent, remoteAddress);
    const connection = new WebSocketConnection({ socket, stream, headers }, { ...options, admit });
    connections.set(socket, connection);
    if (socket.protocol !== SUBPROTOCOL) return connection.close(4406, 'Subprotocol not acceptable');
    endWhenDead(socket, pingEvery);
  };
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => {});
    let leave: (() => void) | undefined;
    try {
      if (request.url?.split('?')[0] !== GRAPHQL_PATH) throw nothingHere();
      if (request.headers.upgrade?.toLowerCase() !== 'websocket')
        throw badRequest('Only WebSocket is spoken.');
      check(request);
      leave = places.take();
    } catch (error) {
      return refuse(stream, error);
    }
    stream.once('close', leave);
    sockets.handleUpgrade(request, stream, head, (socket) => accept(socket, request, leave));
  });
  return {
    async stop() {
      for (const connection of connections.values()) connection.close(1012, 'RESUME');
      const until = performance.now() + PATIENCE;
      while (connections.size > 0 && performance.now() < until) await delay(10);
      for (const socket of connections.keys()) socket.terminate();
    },
  };
}

/** Two pings without an answer are enough to know. */
function endWhenDead(socket: WebSocket, pingEvery: number): void {
  let isAlive = true;
  socket.on('pong', () => (isAlive = true));
  const timer = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    socket.ping();
  }, pingEvery);
  socket.once('close', () => clearInterval(timer));
}

const nothingHere = () =>
  new HttpRefusal(404, 'BAD_REQUEST', `Nothing is here; GraphQL is at ${GRAPHQL_PATH}.`);

/** Answers a request that does not become a socket as all others are refused. */
function refuse(stream: Duplex, error: unknown): void {
  const refusal =
    error instanceof HttpRefusal
      ? error
      : new HttpRefusal(500, 'INTERNAL_SERVER_ERROR', 'The request could not be answered.');
  const body = JSON.stringify(refusal.answer);
  const lines = [
    `HTTP/1.1 ${refusal.statusCode} ${STATUS_CODES[refusal.statusCode]}`,
    'content-type: application/json; charset=utf-8',
    `content-length: ${Buffer.byteLength(body)}`,
    ...Object.entries(refusal.headers).map(([name, value]) => `${name}: ${value}`),
    'connection: close',
  ];
  stream.end(`${lines.join('\r\n')}\r\n\r\n${body}`);
}
