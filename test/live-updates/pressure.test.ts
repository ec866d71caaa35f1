import { once } from 'node:events';
import { createServer } from 'node:http';
import { connect as connectTcp, type AddressInfo } from 'node:net';
import { serveWebSockets } from '@hearth/gateway/http/websocket.ts';
import { defaultHttpLimits } from '@hearth/gateway/http/limits.ts';
import { Places } from '@hearth/gateway/http/places.ts';
import { openAccess } from '@hearth/gateway/caller/open-access.ts';
import { describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { until } from '../script.ts';
import { openEvents, posting } from './event-stream.ts';
import { RawSocket } from './raw-socket.ts';
import { startedForEach } from './started.ts';
import { connect, watch } from './watch.ts';

const BIG = `subscription ($after: String) {
  regionChanged(code: "530000000000", after: $after) { cursor household { id visits ${Array.from({ length: 100 }, (_, index) => `a${index}: name`).join(' ')} } }
}`;
const SMALL = 'subscription { regionChanged(code: "530000000000") { household { id visits } } }';
const name = '信'.repeat(200); // 60 KB in each message of the big one

const { start, stops } = startedForEach();

describe('a reader who is slow', () => {
  it('gets the latest of each household, in order, and holds nobody up', async () => {
    const { country, gateway } = await start();
    const slow = await RawSocket.open(gateway.socket, {});
    stops.push(() => slow.socket.terminate());
    slow.subscribe('w', BIG);
    const client = connect(gateway.socket);
    const quick = watch(client, SMALL);
    await until(() => gateway.streams() === 2);
    slow.socket.pause();
    for (let visits = 1; visits <= 2_000; visits += 1) {
      country.change('health', `H${visits % 5}`, { name, visits });
      if (visits % 20 === 0) await quick.has(visits); // every change reaches the quick one meanwhile
    }
    expect(gateway.streams()).toBe(2);
    slow.socket.resume();
    const told = () =>
      slow.messages
        .slice(1)
        .map(
          ({ payload }) =>
            (payload as { data: { regionChanged: { household: { id: string; visits: number } } } }).data
              .regionChanged.household,
        );
    const visitsOf = (id: string) =>
      told()
        .filter((household) => household.id === id)
        .map((household) => household.visits);
    const ids = ['H0', 'H1', 'H2', 'H3', 'H4'];
    await until(() => ids.every((id) => visitsOf(id).at(-1)! > 1_995));
    expect(told().length).toBeLessThan(1_500);
    for (const visits of ids.map(visitsOf)) {
      expect(visits).toEqual(visits.toSorted((one, other) => one - other));
    }
    await client.dispose();
  }, 120_000);

  it('is let go with RESUME and a cursor that loses nothing, when too many households wait', async () => {
    const { country, gateway } = await start();
    const slow = await RawSocket.open(gateway.socket, {});
    stops.push(() => slow.socket.terminate());
    slow.subscribe('w', BIG);
    await until(() => gateway.streams() === 1);
    slow.socket.pause();
    const total = 1_500;
    for (let count = 1; count <= total; count += 1) {
      country.change('health', `H${count}`, { name });
      if (count % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await until(() => gateway.streams() === 0);
    slow.socket.resume();
    await until(() => slow.messages.at(-1)?.['type'] === 'error');
    const [error] = slow.messages.at(-1)!['payload'] as { extensions: { code: string; cursor: string } }[];
    expect(error!.extensions.code).toBe('RESUME');
    slow.subscribe('again', BIG, { after: error!.extensions.cursor });
    await slow.has(2 + total);
    const told = slow.messages.flatMap(
      (message) => JSON.stringify(message).match(/"id":"(H\d+)"/)?.[1] ?? [],
    );
    expect(told).toEqual(Array.from({ length: total }, (_, index) => `H${index + 1}`));
  }, 120_000);

  it('is conflated over server-sent events, too', async () => {
    const { country, gateway } = await start();
    const { hostname, port } = new URL(gateway.graphql);
    const slow = connectTcp(Number(port), hostname);
    stops.push(() => slow.destroy());
    const body = JSON.stringify({ query: BIG });
    slow.write(
      `POST /graphql HTTP/1.1\r\nhost: ${hostname}:${port}\r\naccept: text/event-stream\r\ncontent-type: application/json\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
    );
    await once(slow, 'data');
    slow.pause();
    const quick = await openEvents(gateway.graphql, posting({ query: SMALL }));
    stops.push(() => quick.close());
    await until(() => gateway.streams() === 2);
    for (let visits = 1; visits <= 1_000; visits += 1) {
      country.change('health', 'H1', { name, visits });
      if (visits % 20 === 0) await quick.has(visits);
    }
    let text = '';
    slow.on('data', (chunk) => (text += String(chunk)));
    slow.resume();
    await until(() => text.includes('"visits":1000,'));
    expect(text.split('event: next').length).toBeLessThan(700);
  }, 120_000);
});

describe('a peer that is dead', () => {
  it('is let go when it answers two pings in a row with nothing; one that lives stays', async () => {
    const server = createServer();
    const sockets = serveWebSockets(server, {
      check: () => {},
      isProxy: () => false,
      pingEvery: 50,
      admit: openAccess.admit,
      operate: async () => ({}),
      places: new Places(defaultHttpLimits),
      limits: defaultHttpLimits,
      onInternalError: () => {},
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    stops.push(
      () => server.close(),
      () => sockets.stop(),
    );
    const url = `ws://127.0.0.1:${(server.address() as AddressInfo).port}/graphql`;
    const living = await RawSocket.open(url, {});
    const dead = new WebSocket(url, 'graphql-transport-ws', { autoPong: false });
    const [code] = await once(dead, 'close');
    expect(code).toBe(1006);
    expect(await living.settled()).toEqual([{ type: 'connection_ack' }]);
    living.socket.terminate();
  });
});

describe('many subscribers', () => {
  it('cost one read for each change, shape and class, and none for those of other regions', async () => {
    const { country, gateway } = await start();
    const clients = Array.from({ length: 20 }, () => connect(gateway.socket));
    stops.push(() => Promise.all(clients.map((client) => client.dispose())));
    const here = clients.flatMap((client) => [watch(client, SMALL), watch(client, SMALL)]);
    const elsewhere = clients.map((client) => watch(client, SMALL.replace('530000000000', '540000000000')));
    await until(() => gateway.streams() === 60);
    country.asked.length = 0;
    country.change('health', 'H1');
    await Promise.all(here.map((each) => each.has(1)));
    expect(country.asked.map(({ ministry }) => ministry).toSorted()).toEqual(['health', 'poverty-relief']);
    expect(elsewhere.every(({ answers }) => answers.length === 0)).toBe(true);
  });
});
