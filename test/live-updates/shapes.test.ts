import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../script.ts';
import { IssuedHub } from './issued.ts';
import { RawSocket } from './raw-socket.ts';

const LIMIT = 3;
const watch = (alias: string, region = '530000000000') =>
  `subscription { regionChanged(code: "${region}") { household { id ${alias}: name } } }`;

let hub: IssuedHub;
const sockets: RawSocket[] = [];
beforeAll(async () => {
  hub = await IssuedHub.start({ limits: { shapesPerSubject: LIMIT } });
});
afterEach(async () => {
  for (const { socket } of sockets.splice(0)) socket.terminate();
  await until(() => hub.gateway.streams() === 0);
});
afterAll(() => hub.stop());

async function open(sub: string): Promise<RawSocket> {
  const socket = await RawSocket.open(hub.gateway.socket, await hub.headers({ sub }));
  sockets.push(socket);
  return socket;
}

/** Subscribes, and resolves once there are so many streams. */
async function subscribe(socket: RawSocket, id: string, query: string): Promise<void> {
  const before = hub.gateway.streams();
  socket.subscribe(id, query);
  await until(() => hub.gateway.streams() === before + 1);
}

/** The error with which a subscription is refused. */
async function refusalOf(socket: RawSocket, id: string, query: string): Promise<unknown> {
  const before = socket.messages.length;
  socket.subscribe(id, query);
  const { type, payload } = (await socket.has(before + 1)).at(-1)!;
  return { type, payload };
}

const REFUSED = {
  type: 'error',
  payload: [
    {
      message: expect.stringContaining(`${LIMIT} different selections`),
      extensions: { code: 'LIMIT_EXCEEDED', limit: 'shapesPerSubject', retryable: false },
    },
  ],
};

describe('the shapes of subscriptions', () => {
  it('are limited for each caller, over all connections; subscriptions of a known shape are not', async () => {
    const [one, two, other] = [await open('official-7'), await open('official-7'), await open('official-8')];
    await subscribe(one, '1', watch('a'));
    await subscribe(one, '2', watch('b'));
    await subscribe(two, '3', watch('c'));
    expect(await refusalOf(one, '4', watch('d'))).toEqual(REFUSED);
    await subscribe(one, '5', watch('c'));
    await subscribe(two, '6', watch('a', '540000000000'));
    await subscribe(other, '7', watch('d'));
    hub.country.change('health', 'H1');
    expect(await other.has(2)).toMatchObject([{}, { id: '7', type: 'next' }]);
  });

  it('are free again once no subscription has them', async () => {
    const socket = await open('official-7');
    for (const id of ['1', '2', '3']) await subscribe(socket, id, watch(`a${id}`));
    await subscribe(socket, 'again', watch('a3'));
    const streams = hub.gateway.streams();
    socket.send({ id: '3', type: 'complete' });
    await until(() => hub.gateway.streams() === streams - 1);
    expect(await refusalOf(socket, '4', watch('d'))).toEqual(REFUSED);
    socket.send({ id: 'again', type: 'complete' });
    await until(() => hub.gateway.streams() === streams - 2);
    await subscribe(socket, '5', watch('d'));
  });
});
