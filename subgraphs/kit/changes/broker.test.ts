import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Broker } from './broker.ts';
import { brokerUrl } from './carriers.testing.ts';

describe.skipIf(brokerUrl === undefined)('a broker that goes away', () => {
  const open = new Set<Socket>();
  let isGone = false;
  const way = createServer((client) => {
    if (isGone) return client.on('error', () => {}).resetAndDestroy();
    const { hostname, port } = new URL(brokerUrl!);
    const server = connect(Number(port), hostname);
    for (const socket of [client, server]) open.add(socket.on('error', () => {}));
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
    return client.pipe(server).pipe(client);
  });
  const goAway = () => {
    isGone = true;
    for (const socket of open) socket.destroy();
  };

  let lines: string[];
  let broker: Broker;
  beforeEach(async () => {
    isGone = false;
    lines = [];
    way.listen(0, '127.0.0.1');
    await once(way, 'listening');
    const write = (_: object, message: string) => void lines.push(message);
    const url = `nats://127.0.0.1:${(way.address() as AddressInfo).port}`;
    broker = new Broker({
      url,
      prefix: `test-${randomBytes(4).toString('hex')}`,
      log: { warn: write, info: write },
    });
  });
  afterEach(async () => {
    await broker.stop();
    goAway();
    way.close();
  });

  const LOST = 'the broker cannot be reached';
  const BACK = 'the broker can be reached again';

  it('is logged as lost at once and once, and once more when it is back', async () => {
    await broker.connected();
    expect(lines).toEqual([]);
    goAway();
    await expect.poll(() => lines, { timeout: 10_000 }).toEqual([LOST]);
    isGone = false;
    await expect.poll(() => lines, { timeout: 10_000 }).toEqual([LOST, BACK]);
  });

  it('before it was ever reached is logged once, however often it is tried', async () => {
    isGone = true;
    for (let attempt = 0; attempt < 3; attempt += 1) await expect(broker.connected()).rejects.toThrow();
    expect(lines).toEqual([LOST]);
    isGone = false;
    await broker.connected();
    expect(lines).toEqual([LOST, BACK]);
  });

  it('is not told of once it is stopped', async () => {
    await broker.connected();
    await broker.stop();
    expect(lines).toEqual([]);
  });
});
