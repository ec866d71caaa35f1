import { channel } from 'node:diagnostics_channel';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { HttpLimits } from '@hearth/gateway/http/limits.ts';
import { defaultPatience, type Patience } from '@hearth/kit/server/patience.ts';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { keysNamed, openHealth, soundCall } from '../access/signature/fixture.ts';
import { until } from '../script.ts';
import { startTestGateway } from './fixture.ts';

const short: Patience = { ...defaultPatience, receiveTimeout: 300 };
const keys = keysNamed('gateway');

/** A server that ends what is slow, and the begin of a request that it takes: each time another one. */
interface Impatient {
  readonly url: string;
  readonly head: () => string;
  stop(): Promise<void>;
}

const open: Record<string, () => Promise<Impatient>> = {
  async 'the gateway'() {
    const { url, stop } = await startTestGateway(undefined, { limits: short });
    const headers = { host: '127.0.0.1', 'content-type': 'application/json' };
    return { url, stop, head: () => headOf(headers) };
  },
  async 'a ministry'() {
    const { url, stop } = await openHealth(keys, false, short);
    return { url, stop, head: () => headOf({ host: '127.0.0.1', ...soundCall({ keys }).headers }) };
  },
};

const headOf = (headers: Readonly<Record<string, string>>): string =>
  ['POST /graphql HTTP/1.1', ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), ''].join(
    '\r\n',
  );

/** Connects, and gives what comes until the server hangs up. */
async function send(url: string, sending: (socket: Socket) => void): Promise<string> {
  const { hostname, port } = new URL(url);
  const socket = connect(Number(port), hostname).on('error', () => {});
  let text = '';
  socket.on('data', (data) => (text += data.toString('latin1')));
  await once(socket, 'connect');
  sending(socket);
  if (!socket.closed) await once(socket, 'close');
  return text;
}

/** Sends one letter after the other, for as long as somebody listens. */
function drip(socket: Socket, text: string): void {
  let sent = 0;
  const timer = setInterval(() => socket.writable && socket.write(text[sent++ % text.length]!), 20);
  socket.once('close', () => clearInterval(timer));
}

describe.each(Object.keys(open))('%s', (name) => {
  let server: Impatient;
  beforeAll(async () => {
    server = await open[name]!();
  });
  afterAll(() => server.stop());

  it('ends a connection over which nothing comes', async () => {
    expect(await send(server.url, () => {})).toMatch(/^HTTP\/1\.1 408 /);
  });

  it('ends a request whose header comes letter by letter', async () => {
    const answer = await send(server.url, (socket) => {
      socket.write(server.head());
      drip(socket, 'X-Letters: abcdefgh\r\n');
    });
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  });

  it.each([
    ['letter by letter', 'Content-Length: 100000\r\n\r\n', '{"query":"{ __typename }"}   '],
    ['in small chunks', 'Transfer-Encoding: chunked\r\n\r\n', '1\r\n \r\n'],
  ])('ends a request whose body comes %s', async (_name, rest, body) => {
    const answer = await send(server.url, (socket) => {
      socket.write(server.head() + rest);
      drip(socket, body);
    });
    expect(answer).toMatch(/^HTTP\/1\.1 408 /);
  });
});

/** Gives what a function has connected, as the servers of this process see it. */
async function acceptedBy(connecting: () => Promise<unknown>): Promise<Socket> {
  const accepted = channel('net.server.socket');
  const sockets: Socket[] = [];
  const take = (message: unknown) => void sockets.push((message as { socket: Socket }).socket);
  accepted.subscribe(take);
  await connecting();
  accepted.unsubscribe(take);
  return sockets[0]!;
}

describe('an answer that its client does not read', () => {
  const LETTER = 300_000; // characters of three bytes
  const ANSWERS = 16; // with such a letter each: together more than systems hold on their way

  /** Asks for large answers, and reads nothing of them until their server waits. */
  async function askUnread(limits: Partial<HttpLimits>, more = '') {
    const gateway = await startTestGateway(undefined, { limits });
    const { hostname, port } = new URL(gateway.url);
    const client = connect(Number(port), hostname).pause();
    onTestFinished(async () => {
      client.destroy();
      await gateway.stop();
    });
    const health = `${gateway.url}/health`;
    const socket = await acceptedBy(() => once(client, 'connect').then(() => fetch(health)));
    const query = encodeURIComponent(`{ household(id: "H1") { letter(length: ${LETTER}) } }`);
    const head = `GET /graphql?query=${query} HTTP/1.1\r\nHost: 127.0.0.1\r\n${more}\r\n`;
    client.write(head.repeat(ANSWERS));
    await until(() => socket.writableLength > LETTER);
    return { gateway, client, socket };
  }

  it('is let go, and with it the connection', async () => {
    const { client, socket } = await askUnread({ sendTimeout: 300 });
    await until(() => socket.destroyed);
    let bytes = 0;
    client.on('data', (data: Buffer) => (bytes += data.length)).resume();
    await once(client, 'close');
    expect(bytes).toBeLessThan(ANSWERS * LETTER * 3);
  });

  it('is let go where it is a stream of events, and its place is given to others', async () => {
    const events = { accept: 'text/event-stream' };
    const { gateway, socket } = await askUnread(
      { sendTimeout: 300, sockets: ANSWERS },
      `Accept: ${events.accept}\r\n`,
    );
    await until(() => socket.destroyed);
    const streams = Array.from({ length: ANSWERS }, () =>
      fetch(`${gateway.graphql}?query=%7B__typename%7D`, { headers: events }),
    );
    const statuses = (await Promise.all(streams)).map(({ status }) => status);
    expect(statuses).toEqual(statuses.map(() => 200));
  });

  it('waits for a client who reads it after a while', async () => {
    const { client, socket } = await askUnread({ sendTimeout: 600_000 });
    let bytes = 0;
    client.on('data', (data: Buffer) => (bytes += data.length)).resume();
    await until(() => bytes > ANSWERS * LETTER * 3);
    expect(socket.destroyed).toBe(false);
  });
});
