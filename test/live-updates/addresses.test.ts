import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { afterEach, beforeAll, afterAll, describe, expect, it } from 'vitest';
import { until } from '../script.ts';
import { posting } from './event-stream.ts';
import { Country, type LiveGateway, startLiveGateway } from './fixture.ts';
import { RawSocket, refusalOfSocket } from './raw-socket.ts';

const LIMIT = 3;
const REFUSED = { status: 429, code: 'OVERLOADED' };
const HERE = '127.0.0.1';
const CROWD = '127.0.0.2'; // all of 127.0.0.0/8 is this machine
const PROXY = '127.0.0.3';

let gateway: LiveGateway;
const stops: (() => unknown)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

async function openSocket(localAddress: string, headers: Record<string, string> = {}): Promise<RawSocket> {
  const socket = await RawSocket.open(gateway.socket, undefined, { localAddress, headers });
  stops.push(() => socket.socket.terminate());
  return socket;
}

const openMany = (localAddress: string, headers: Record<string, string> = {}) =>
  Promise.all(Array.from({ length: LIMIT }, () => openSocket(localAddress, headers)));

/** Sends a request over a connection of its own, whose client never hangs up. */
async function send(text: string, localAddress = HERE): Promise<Socket> {
  const { hostname, port } = new URL(gateway.url);
  const socket = connect({ host: hostname, port: Number(port), localAddress, allowHalfOpen: true });
  socket.on('error', () => {});
  stops.push(() => socket.destroy());
  await once(socket, 'connect');
  socket.write(text);
  return socket;
}

const upgrade = (path: string) =>
  `GET ${path} HTTP/1.1\r\nhost: ${new URL(gateway.url).host}\r\nupgrade: websocket\r\nconnection: upgrade\r\n` +
  'sec-websocket-version: 13\r\nsec-websocket-key: MDEyMzQ1Njc4OWFiY2RlZg==\r\n' +
  'sec-websocket-protocol: graphql-transport-ws\r\n\r\n';

/** Whether a request is answered; false when the gateway hangs up. */
const isAnswered = (socket: Socket): Promise<boolean> =>
  new Promise((resolve) => {
    socket.once('data', () => resolve(true));
    socket.once('close', () => resolve(false));
  });

/** Resolves when the gateway takes nothing more: then it has let the connection go, and not its half alone. */
async function untilLetGo(socket: Socket): Promise<void> {
  await until(() => {
    if (socket.writable) socket.write('x');
    return socket.closed;
  });
}

describe('sockets without a caller', () => {
  beforeAll(async () => {
    gateway = await startLiveGateway(new Country(), {
      limits: { socketsPerAddress: LIMIT, connectionsPerAddress: 2 * LIMIT },
      trustedProxies: new Set([PROXY]),
    });
  });
  afterAll(() => gateway.stop());

  it('are limited for each address, while other addresses are let in', async () => {
    await openMany(CROWD);
    expect(await refusalOfSocket(gateway.socket, { localAddress: CROWD })).toEqual(REFUSED);
    const other = await openSocket(HERE);
    other.send({ type: 'connection_init' });
    expect(await other.has(1)).toEqual([{ type: 'connection_ack' }]);
  });

  it('are no longer counted once the caller is known, or they are closed', async () => {
    const [first, second] = await openMany(CROWD);
    first!.send({ type: 'connection_init' });
    await first!.has(1);
    await openSocket(CROWD);
    expect(await refusalOfSocket(gateway.socket, { localAddress: CROWD })).toEqual(REFUSED);
    second!.socket.close();
    await second!.closed;
    await openSocket(CROWD);
  });

  it('are counted by what a trusted proxy says of their address, and not by what a client says', async () => {
    await openMany(PROXY, { 'x-forwarded-for': '198.51.100.1, 203.0.113.7' });
    const again = { 'x-forwarded-for': '198.51.100.2, 203.0.113.7' };
    expect(await refusalOfSocket(gateway.socket, { localAddress: PROXY, headers: again })).toEqual(REFUSED);
    await openSocket(PROXY, { 'x-forwarded-for': '203.0.113.8' });
    await openMany(CROWD, { 'x-forwarded-for': '203.0.113.9' });
    const forged = { 'x-forwarded-for': '203.0.113.10' };
    expect(await refusalOfSocket(gateway.socket, { localAddress: CROWD, headers: forged })).toEqual(REFUSED);
  });
});

describe('connections', () => {
  beforeAll(async () => {
    gateway = await startLiveGateway(new Country(), {
      limits: { connectionsPerAddress: LIMIT, initTimeout: 50 },
      trustedProxies: new Set([PROXY]),
    });
  });
  afterAll(() => gateway.stop());

  const answered = async () => (await fetch(gateway.graphql, posting({ query: '{ __typename }' }))).status;

  it('of one address are limited, while those of others and of a trusted proxy are taken', async () => {
    const held = await Promise.all(Array.from({ length: LIMIT }, () => send('', CROWD)));
    expect(await isAnswered(await send('x\r\n\r\n', CROWD))).toBe(false);
    expect(await answered()).toBe(200);
    const proxied = await Promise.all(Array.from({ length: 2 * LIMIT }, () => send('x', PROXY)));
    for (const socket of [...held, ...proxied]) expect(socket.closed).toBe(false);
    held[0]!.destroy();
    while (!(await isAnswered(await send('x\r\n\r\n', CROWD)))); // until the gateway has seen that
  });

  it('are let go of after a close, though the client does not answer it', async () => {
    const socket = await send(upgrade('/graphql'));
    const [head] = (await once(socket, 'data')) as [Buffer];
    expect(String(head)).toMatch(/^HTTP\/1.1 101 /);
    await once(socket, 'end'); // closed with 4408, and then for good
  }, 15_000);

  it('are let go of after a refusal, though the client does not hang up', async () => {
    const socket = await send(upgrade('/elsewhere'));
    const [head] = (await once(socket, 'data')) as [Buffer];
    expect(String(head)).toMatch(/^HTTP\/1.1 404 /);
    await untilLetGo(socket);
  }, 15_000);
});
