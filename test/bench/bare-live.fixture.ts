import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { json } from 'node:stream/consumers';
import { textFrame } from '@hearth/gateway/http/text-frame.ts';
import { piecesOf } from '@hearth/gateway/live/pieces.ts';
import { untilTerminated } from '@hearth/kit/terminate.ts';
import { WebSocketServer } from 'ws';
import { householdIds } from './household-ids.ts';

const frame = (text: string) => textFrame(piecesOf(`{"id":"1","type":"next","payload":${text}}`));
const event = (text: string) => Buffer.from(`event: next\nid: ${CURSOR}\ndata: ${text}\n\n`);

/** As long as a cursor is. */
const CURSOR = 'x'.repeat(200);

/**
 * What the sockets alone cost: it tells everybody who asks of each change, as the gateway of `live.fixture.ts` does, but checks nothing, asks
 * nobody and writes the same for all, once. Both are told in the same way.
 */
await untilTerminated(async () => {
  const writers = new Map<Duplex | ServerResponse, (text: string) => Buffer>();
  const add = (to: Duplex | ServerResponse, form: (text: string) => Buffer) => {
    writers.set(to, form);
    to.once('close', () => writers.delete(to)).on('error', () => {}); // it closes then
  };
  const server = createServer((request, response) => {
    request.resume();
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(':\n\n');
    add(response, event);
  });
  const sockets = new WebSocketServer({ noServer: true });
  server.on('upgrade', (request: IncomingMessage, stream: Duplex, head: Buffer) => {
    sockets.handleUpgrade(request, stream, head, (socket) => {
      socket.on('error', () => {});
      socket.on('message', (data) => {
        if (String(data).includes('connection_init')) socket.send('{"type":"connection_ack"}');
        else add(stream, frame);
      });
    });
  });
  let committed = 0;
  const commit = () => {
    const text = messageOf(householdIds[committed++ % householdIds.length]!);
    const written = new Map([frame, event].map((form) => [form, form(text)]));
    for (const [to, form] of writers) to.write(written.get(form)!);
  };
  const control = createServer(async (request, response) => {
    const told = (await json(request)) as { readonly commit?: number; readonly collect?: boolean };
    for (let left = told.commit ?? 0; left > 0; left -= 1) commit();
    if (told.collect) globalThis.gc?.();
    const { heapUsed, external, rss } = process.memoryUsage();
    response.end(JSON.stringify({ streams: writers.size, used: heapUsed + external, rss }));
  });
  const [address, told] = await Promise.all([server, control].map(listen));
  console.log(`Hearth answers at ${address}/graphql, and is told at ${told}.`);
  return async () => {
    for (const each of [server, control]) {
      each.close();
      each.closeAllConnections();
    }
    for (const to of writers.keys()) to.destroy();
  };
});

function messageOf(id: string): string {
  const region = { code: '530625000000', name: 'x'.repeat(9) };
  const household = { id, kind: 'ORDINARY', size: 4, region };
  const change = { cursor: CURSOR, ministry: 'HEALTH', kind: null, at: new Date().toISOString(), household };
  return JSON.stringify({ data: { regionChanged: change } });
}

async function listen(server: ReturnType<typeof createServer>): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
