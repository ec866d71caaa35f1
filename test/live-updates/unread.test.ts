import { once } from 'node:events';
import { connect as connectTcp, type Socket } from 'node:net';
import { describe, expect, it } from 'vitest';
import { until } from '../script.ts';
import { openEvents, posting } from './event-stream.ts';
import type { LiveGateway } from './fixture.ts';
import { RawSocket } from './raw-socket.ts';
import { startedForEach } from './started.ts';

const TOKEN = 'x-graphql-event-stream-token';
const fields = Array.from({ length: 100 }, (_, index) => `a${index}: name`).join(' ');
const big = (after: string) =>
  `subscription ($after: String) { regionChanged(code: "530000000000", after: $after) { cursor household { id visits ${after} } } }`;
const [BIG, SMALL] = [big(fields), big('')];
const LARGE = `{ household(id: "H1") { id ${fields} } }`;

const { start, stops } = startedForEach();

/** A stream of single connection mode, whose reader stops reading when a test says so. */
class SingleStream {
  readonly socket: Socket;
  readonly #gateway: LiveGateway;
  readonly #token: string;
  text = '';

  private constructor(gateway: LiveGateway, token: string) {
    const { hostname, port } = new URL(gateway.graphql);
    this.#gateway = gateway;
    this.#token = token;
    this.socket = connectTcp(Number(port), hostname);
    this.socket.setEncoding('utf8').on('data', (text: string) => (this.text += text));
  }

  static async reserve(gateway: LiveGateway): Promise<SingleStream> {
    const reserved = await fetch(gateway.graphql, { method: 'PUT' });
    const stream = new SingleStream(gateway, await reserved.text());
    stops.push(() => stream.socket.destroy());
    return stream;
  }

  async open(): Promise<void> {
    const head = `host: ${new URL(this.#gateway.graphql).host}\r\naccept: text/event-stream\r\n${TOKEN}: ${this.#token}`;
    this.socket.write(`GET /graphql HTTP/1.1\r\n${head}\r\n\r\n`);
    await once(this.socket, 'data');
  }

  async run(operationId: string, query: string, variables: object = {}): Promise<number> {
    const request = { query, variables, extensions: { operationId } };
    return (await fetch(this.#gateway.graphql, posting(request, { [TOKEN]: this.#token }))).status;
  }

  /** What was told to an operation. */
  told(id: string) {
    return this.text
      .split('\n\n')
      .slice(0, -1)
      .flatMap((event) => {
        const data = /^event: next\ndata: (.*)$/m.exec(event)?.[1];
        const message = data === undefined ? undefined : JSON.parse(data);
        return message?.id === id ? [message.payload] : [];
      });
  }
}

describe('a reader who reads nothing of a stream with several operations', () => {
  it('gets the latest of each household for each of them, in order, and holds up nobody else', async () => {
    const { country, gateway } = await start();
    const slow = await SingleStream.reserve(gateway);
    await slow.open();
    await slow.run('big', BIG);
    await slow.run('small', SMALL);
    const quick = await openEvents(gateway.graphql, posting({ query: SMALL }));
    stops.push(() => quick.close());
    await until(() => gateway.streams() === 3);
    slow.socket.pause();
    for (let visits = 1; visits <= 2_000; visits += 1) {
      country.change('health', `H${visits % 5}`, { name: '信'.repeat(200), visits });
      if (visits % 20 === 0) await quick.has(visits);
    }
    expect(gateway.streams()).toBe(3);
    expect(await slow.run('ask', '{ household(id: "H1") { id } }')).toBe(202);
    slow.socket.resume();
    const ends = ['"visits":2000,', '"visits":2000}', '{"id":"ask"}'];
    await until(() => ends.every((end) => slow.text.includes(end)));
    for (const told of ['big', 'small'].map((id) => slow.told(id))) {
      expect(told.length).toBeLessThan(1_500);
      for (const id of ['H0', 'H1', 'H2', 'H3', 'H4']) {
        const households = told.map(({ data }) => data.regionChanged.household);
        const visits: number[] = households.filter((each) => each.id === id).map((each) => each.visits);
        expect(visits).toEqual(visits.toSorted((one, other) => one - other));
      }
    }
  }, 120_000);

  it('is waited for once, however many operations there are', async () => {
    const warnings: string[] = [];
    const warn = ({ message }: Error) => warnings.push(message);
    process.on('warning', warn);
    stops.push(() => process.off('warning', warn));
    const { country, gateway } = await start();
    const slow = await SingleStream.reserve(gateway);
    await slow.open();
    const ids = Array.from({ length: 20 }, (_, index) => `w${index}`);
    for (const id of ids) await slow.run(id, BIG);
    await until(() => gateway.streams() === ids.length);
    slow.socket.pause();
    country.change('health', 'H1', { name: '信'.repeat(4_000) }); // 24 MB in all
    country.change('health', 'H2');
    await until(() => country.asked.length >= 2);
    slow.socket.resume();
    await until(() => ids.every((id) => slow.text.includes(`"id":"${id}"`)));
    expect(warnings).toEqual([]);
  }, 120_000);

  it('has each of them let go with RESUME and a cursor that loses nothing, when too many households wait', async () => {
    const { country, gateway } = await start();
    const slow = await SingleStream.reserve(gateway);
    await slow.open();
    await slow.run('big', BIG);
    await slow.run('small', SMALL);
    await until(() => gateway.streams() === 2);
    slow.socket.pause();
    const total = 1_500;
    for (let count = 1; count <= total; count += 1) {
      country.change('health', `H${count}`, { name: '信'.repeat(200) });
      if (count % 50 === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    }
    await until(() => gateway.streams() === 0);
    slow.socket.resume();
    await until(() => ['big', 'small'].every((id) => slow.text.includes(`{"id":"${id}"}`)));
    for (const id of ['big', 'small']) {
      const { code, cursor: after } = slow.told(id).at(-1).errors[0].extensions;
      expect(code).toBe('RESUME');
      await slow.run(id, id === 'big' ? BIG : SMALL, { after });
    }
    const households = (id: string): string[] =>
      slow.told(id).flatMap(({ data }) => data?.regionChanged.household.id ?? []);
    await until(() => slow.text.split(`"H${total}"`).length > 2);
    const all = Array.from({ length: total }, (_, index) => `H${index + 1}`);
    for (const id of ['big', 'small']) expect(households(id)).toEqual(all);
  }, 120_000);
});

describe('a reader who lets answers wait', { timeout: 60_000 }, () => {
  const name = '信'.repeat(40_000); // 12 MB in each answer: more than systems hold on their way

  /** Begins to watch, and stops reading. */
  async function startUnread(carrier: 'socket' | 'events') {
    const { country, gateway } = await start();
    country.change('health', 'H1', { name });
    const reader = await readers[carrier](gateway);
    await reader.ask('watch', SMALL);
    await until(() => gateway.streams() === 1);
    reader.pause();
    return { country, gateway, reader };
  }

  it.each(['socket', 'events'] as const)(
    'gets one of any size, and what comes after it (%s)',
    async (carrier) => {
      const { gateway, reader } = await startUnread(carrier);
      await reader.ask('large', LARGE);
      await reader.ask('small', '{ household(id: "H1") { id } }');
      await reader.ask('other', '{ household(id: "H2") { id } }');
      await new Promise((resolve) => setTimeout(resolve, 500));
      reader.resume();
      await until(() => ['large', 'small', 'other'].every((id) => reader.isAnswered(id)));
      expect(gateway.streams()).toBe(1);
    },
  );

  it.each(['socket', 'events'] as const)(
    'is let go when more wait than there is room for (%s)',
    async (carrier) => {
      const { gateway, reader } = await startUnread(carrier);
      for (let count = 0; count < 10; count += 1) await reader.ask(`large ${count}`, LARGE);
      await until(() => gateway.streams() === 0);
      reader.resume();
      await until(() => reader.isGone());
      expect(reader.isAnswered('large 9')).toBe(false);
    },
  );

  it('is let go before their stream has begun, too', async () => {
    const { country, gateway } = await start();
    country.change('health', 'H1', { name });
    const stream = await SingleStream.reserve(gateway);
    const statuses: number[] = [];
    for (let count = 0; count < 10; count += 1) statuses.push(await stream.run(`large ${count}`, LARGE));
    expect(statuses[0]).toBe(202);
    expect(statuses.at(-1)).toBe(404);
  });
});

/** Somebody who asks over one connection, and reads or does not. */
interface Reader {
  ask(id: string, query: string): Promise<unknown>;
  isAnswered(id: string): boolean;
  pause(): void;
  resume(): void;
  isGone(): boolean;
}

const readers: Record<'socket' | 'events', (gateway: LiveGateway) => Promise<Reader>> = {
  async socket(gateway) {
    const raw = await RawSocket.open(gateway.socket, {});
    stops.push(() => raw.socket.terminate());
    return {
      ask: async (id, query) => raw.subscribe(id, query),
      isAnswered: (id) =>
        raw.messages.some((message) => message['type'] === 'complete' && message['id'] === id),
      pause: () => raw.socket.pause(),
      resume: () => raw.socket.resume(),
      isGone: () => raw.socket.readyState !== raw.socket.OPEN,
    };
  },
  async events(gateway) {
    const stream = await SingleStream.reserve(gateway);
    await stream.open();
    return {
      ask: (id, query) => stream.run(id, query),
      isAnswered: (id) => stream.text.includes(`{"id":"${id}"}`),
      pause: () => stream.socket.pause(),
      resume: () => stream.socket.resume(),
      isGone: () => stream.socket.closed,
    };
  },
};
