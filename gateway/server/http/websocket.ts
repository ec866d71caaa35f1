import type { IncomingMessage, Server } from 'node:http';
import { STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Admit } from '../caller/authenticate.ts';
import { clientAddress, type IsProxy, networkOf } from './client-address.ts';
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
  readonly isProxy: IsProxy;
  /** Milliseconds between two pings; a peer that answers none is dead. Default 12,000. */
  readonly pingEvery?: number;
}

/** Who opens a socket, before the first message says more. */
interface Unknown {
  readonly address: string;
  /** Called once the caller is known. */
  readonly onKnown: () => void;
}

/** Sockets at `/graphql`. */
export interface WebSockets {
  /** Closes every socket, for the gateway stops. Resolves when they are closed. */
  stop(): Promise<void>;
}

const PATIENCE = 500; // milliseconds for clients to answer the close when the gateway stops
/** Milliseconds for a client to answer any other close. The types of `ws` do not have it yet. */
const closing = { closeTimeout: 1_000 };

/** Lets clients of a web server have sockets at `/graphql` that speak graphql-transport-ws. */
export function serveWebSockets(
  server: Server,
  { check, isProxy, pingEvery = 12_000, ...options }: WebSocketOptions,
): WebSockets {
  const { limits, places } = options;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: limits.frameBytes,
    ...closing,
    handleProtocols: (offered) => (offered.has(SUBPROTOCOL) ? SUBPROTOCOL : false),
  });
  const connections = new Map<WebSocket, WebSocketConnection>();
  const accept = (socket: WebSocket, request: IncomingMessage, { address, onKnown }: Unknown) => {
    socket.once('close', () => connections.delete(socket));
    const { headers, socket: stream } = request;
    const admit: Admit = (sent) => options.admit(sent, address);
    const connection = new WebSocketConnection({ socket, stream, headers, onKnown }, { ...options, admit });
    connections.set(socket, connection);
    if (socket.protocol !== SUBPROTOCOL) return connection.close(4406, 'Subprotocol not acceptable');
    endWhenDead(socket, pingEvery);
  };
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    stream.on('error', () => {});
    const leaving: (() => void)[] = [];
    stream.once('close', () => leaving.forEach((leave) => leave()));
    try {
      if (request.url?.split('?')[0] !== GRAPHQL_PATH) throw nothingHere();
      if (request.headers.upgrade?.toLowerCase() !== 'websocket')
        throw badRequest('Only WebSocket is spoken.');
      check(request);
      const address = clientAddress(request, isProxy);
      const onKnown = places.takeUnknown(networkOf(address));
      leaving.push(onKnown);
      leaving.push(places.take());
      const caller = { address, onKnown };
      sockets.handleUpgrade(request, stream, head, (socket) => accept(socket, request, caller));
    } catch (error) {
      refuse(stream, error);
    }
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
  stream.end(`${lines.join('\r\n')}\r\n\r\n${body}`, () => stream.destroy()); // the client may never hang up
}
