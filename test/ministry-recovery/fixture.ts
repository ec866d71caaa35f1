import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createDispatch, type Dispatch } from '@hearth/gateway/dispatch/dispatch.ts';
import { createHttpTransport } from '@hearth/gateway/transport/http/http.ts';

type Handle = (response: ServerResponse, request: IncomingMessage) => void;

/** A ministry over a real socket that fails as a test says, goes away and comes back on the same port. */
export interface FailingMinistry {
  readonly dispatch: Dispatch;
  /** How many requests came, probes included. */
  readonly count: () => number;
  /** What becomes of the next requests. */
  handle: Handle;
  goAway(): Promise<void>;
  comeBack(): Promise<void>;
  stop(): Promise<void>;
}

export const answers: Handle = (response) => {
  response.writeHead(200, { 'content-type': 'application/json' }).end('{"data":{"x":1}}');
};

export const fails =
  (status: number, headers: Record<string, string> = {}): Handle =>
  (response) => {
    response.writeHead(status, { 'content-type': 'text/html', ...headers }).end('<html>');
  };

export const hangs: Handle = () => {};

/** Starts it, answering. */
export async function startFailingMinistry(): Promise<FailingMinistry> {
  let count = 0;
  const open = (port: number): Promise<Server> => {
    const server = createServer((request, response) => {
      count += 1;
      request.resume().on('end', () => ministry.handle(response, request));
    });
    return new Promise((resolve) => server.listen(port, '127.0.0.1', () => resolve(server)));
  };
  let server = await open(0);
  const { port } = server.address() as AddressInfo;
  const subgraphs = [{ name: 'health', url: `http://127.0.0.1:${port}/graphql` }];
  const transport = createHttpTransport(subgraphs);
  const dispatch = createDispatch({ transport, subgraphs, longestWait: 0 });
  const goAway = () => {
    server.closeAllConnections();
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  const ministry: FailingMinistry = {
    dispatch,
    count: () => count,
    handle: answers,
    goAway,
    async comeBack() {
      server = await open(port);
    },
    async stop() {
      dispatch.stop();
      if (server.listening) await goAway();
      await transport.stop();
    },
  };
  return ministry;
}
