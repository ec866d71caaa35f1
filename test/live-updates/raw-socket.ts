import { once } from 'node:events';
import { type ClientOptions, WebSocket } from 'ws';
import { until } from '../script.ts';

/** How a socket was closed. */
export interface Closed {
  readonly code: number;
  readonly reason: string;
}

/** A socket whose messages a test writes itself. */
export class RawSocket {
  readonly messages: Record<string, unknown>[] = [];
  readonly socket: WebSocket;
  /** Resolves when it is closed. */
  readonly closed: Promise<Closed>;

  constructor(url: string, options: ClientOptions = {}, protocols: string[] = ['graphql-transport-ws']) {
    this.socket = new WebSocket(url, protocols, options);
    this.socket.on('message', (data) => this.messages.push(JSON.parse(String(data))));
    this.closed = new Promise((resolve) =>
      this.socket.once('close', (code, reason) => resolve({ code, reason: String(reason) })),
    );
  }

  /** Connects, and initialises the connection when there is a payload for that. */
  static async open(url: string, payload?: object, options: ClientOptions = {}): Promise<RawSocket> {
    const raw = new RawSocket(url, options);
    await once(raw.socket, 'open');
    if (payload) {
      raw.send({ type: 'connection_init', payload });
      await raw.has(1);
    }
    return raw;
  }

  send(message: unknown): void {
    this.socket.send(
      typeof message === 'string' || Buffer.isBuffer(message) ? message : JSON.stringify(message),
    );
  }

  subscribe(id: string, query: string, variables: object = {}): void {
    this.send({ id, type: 'subscribe', payload: { query, variables } });
  }

  /** Waits for so many messages, and gives them all. */
  async has(count: number): Promise<Record<string, unknown>[]> {
    await until(() => this.messages.length >= count || this.socket.readyState === WebSocket.CLOSED);
    return this.messages;
  }

  /** What has come once everything that was sent before has been answered. */
  async settled(): Promise<Record<string, unknown>[]> {
    const mark = `mark ${this.messages.length} ${Math.random()}`;
    this.send({ type: 'ping', payload: { mark } });
    const isMark = (message: Record<string, unknown>) =>
      (message['payload'] as { mark?: unknown } | undefined)?.mark === mark;
    await until(() => this.messages.some(isMark) || this.socket.readyState === WebSocket.CLOSED);
    return this.messages.filter((message) => message['type'] !== 'pong');
  }
}

/** The status and the code with which a socket is refused before it is one. */
export async function refusalOfSocket(url: string, options: ClientOptions = {}) {
  const socket = new WebSocket(url, ['graphql-transport-ws'], options);
  const [, response] = await once(socket, 'unexpected-response');
  const chunks: Buffer[] = [];
  for await (const chunk of response) chunks.push(chunk as Buffer);
  const { errors } = JSON.parse(Buffer.concat(chunks).toString());
  return { status: response.statusCode as number, code: errors[0].extensions.code as string };
}
