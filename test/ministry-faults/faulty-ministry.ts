import { createServer, type AddressInfo, type Socket } from 'node:net';
import type { Given } from '../federation/fixture.ts';

/** What a faulty ministry does with one request: `truth` is what it should have answered. */
export type Fault = (socket: Socket, truth: () => Promise<Given>) => unknown;

/** A ministry that does what a test tells it, byte by byte. */
export interface FaultyMinistry {
  readonly url: string;
  /** What it does from now on. */
  fault: Fault;
  /** Requests that came since it started. */
  readonly requests: number;
  stop(): Promise<void>;
}

/** Starts a server that knows the right answers from the ministry at `truthUrl`, and gives others. */
export async function startFaultyMinistry(truthUrl: string): Promise<FaultyMinistry> {
  const sockets = new Set<Socket>();
  let requests = 0;
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket)).on('error', () => {});
    let received = Buffer.alloc(0);
    socket.on('data', (chunk) => {
      received = Buffer.concat([received, chunk]);
      const body = bodyOf(received);
      if (body === undefined) return;
      received = Buffer.alloc(0);
      requests += 1;
      void ministry.fault(socket, () => ask(truthUrl, body));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const ministry = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`,
    fault: ((socket) => socket.destroy()) as Fault,
    get requests() {
      return requests;
    },
    stop: () => {
      for (const socket of sockets) socket.destroy();
      return new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
  return ministry;
}

/** The body of a request that has come whole. */
function bodyOf(received: Buffer): string | undefined {
  const end = received.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  const length = Number(/content-length: (\d+)/i.exec(received.toString('latin1', 0, end))?.[1]);
  const body = received.subarray(end + 4);
  return body.length < length ? undefined : body.toString();
}

async function ask(url: string, body: string): Promise<Given> {
  const headers = { 'content-type': 'application/json' };
  return (await (await fetch(url, { method: 'POST', headers, body })).json()) as Given;
}

/** An HTTP answer, the last on its connection. */
export const http = (status: number, type: string, body: string, ...headers: readonly string[]): string =>
  [
    `HTTP/1.1 ${status} Whatever`,
    `content-type: ${type}`,
    `content-length: ${Buffer.byteLength(body)}`,
    'connection: close',
    ...headers,
    '',
    body,
  ].join('\r\n');

/** Answers with this text as JSON. */
export const text =
  (body: string, status = 200, ...headers: readonly string[]): Fault =>
  (socket) =>
    socket.end(http(status, 'application/json', body, ...headers));

/** Answers with a change of the truth. */
export const changed =
  (change: (truth: Given) => unknown): Fault =>
  async (socket, truth) =>
    socket.end(http(200, 'application/json', JSON.stringify(change(await truth()))));
