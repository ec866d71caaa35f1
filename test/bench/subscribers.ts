import { once } from 'node:events';
import { Agent, type IncomingMessage, request } from 'node:http';
import { performance } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { WebSocket } from 'ws';

/** How messages come. */
export type Carrier = 'WebSocket' | 'SSE';
export const carriers: readonly Carrier[] = ['WebSocket', 'SSE'];

const TOGETHER = 100; // connections that are opened at the same time

interface SubscribersOptions {
  readonly url: string;
  readonly carrier: Carrier;
  readonly query: string;
  /** One for each subscriber. */
  readonly headers: readonly Readonly<Record<string, string>>[];
}

/** Called with each message of a subscription, as text. */
type OnMessage = (text: string) => void;

/** Subscriptions that are open, each over a connection of its own. */
export class Subscribers {
  readonly count: number;
  /** Messages that came to all of them. */
  received = 0;
  /** The last of them. */
  last = '';
  /** Milliseconds from the commit of each change, by the clock of the machine, to its message. */
  readonly delays: number[] = [];
  readonly #closers: (() => void)[] = [];

  private constructor(count: number) {
    this.count = count;
  }

  /** Resolves when all have asked; what they ask for begins a moment later. */
  static async open({ url, carrier, query, headers }: SubscribersOptions): Promise<Subscribers> {
    const subscribers = new Subscribers(headers.length);
    const open = carrier === 'SSE' ? openEvents : openSocket;
    const onMessage = (text: string) => subscribers.#take(text);
    for (let start = 0; start < headers.length; start += TOGETHER) {
      const opened = headers.slice(start, start + TOGETHER);
      subscribers.#closers.push(
        ...(await Promise.all(opened.map((each) => open(url, { query, headers: each, onMessage })))),
      );
    }
    return subscribers;
  }

  #take(text: string): void {
    const at = /"at":"([^"]+)"/.exec(text);
    if (!at) throw new Error(`This is no change: ${text}`);
    this.delays.push(Date.now() - Date.parse(at[1]!));
    this.received += 1;
    this.last = text;
  }

  /** Waits for so many messages since the start. */
  async receive(count: number): Promise<void> {
    const until = performance.now() + 600_000;
    while (this.received < count) {
      if (performance.now() > until) throw new Error(`${this.received} messages came, not ${count}.`);
      await delay(2);
    }
  }

  close(): void {
    for (const close of this.#closers) close();
  }
}

interface Opening {
  readonly query: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly onMessage: OnMessage;
}

async function openSocket(url: string, { query, headers, onMessage }: Opening): Promise<() => void> {
  const socket = new WebSocket(url.replace('http:', 'ws:'), 'graphql-transport-ws', {
    perMessageDeflate: false,
  });
  const send = (message: object) => socket.send(JSON.stringify(message));
  await once(socket, 'open');
  send({ type: 'connection_init', payload: headers });
  await once(socket, 'message'); // connection_ack
  socket.on('message', (data) => onMessage(String(data)));
  send({ id: '1', type: 'subscribe', payload: { query } });
  return () => socket.terminate();
}

const agent = new Agent({ maxSockets: Infinity });

async function openEvents(url: string, { query, headers, onMessage }: Opening): Promise<() => void> {
  const posted = request(url, {
    method: 'POST',
    agent,
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', ...headers },
  });
  posted.end(JSON.stringify({ query }));
  const [response] = (await once(posted, 'response')) as [IncomingMessage];
  posted.on('error', () => {}); // it is closed from here
  let rest = '';
  response.setEncoding('utf8').on('data', (text: string) => {
    const blocks = (rest + text).split('\n\n');
    rest = blocks.pop()!;
    for (const block of blocks) if (block.includes('data: ')) onMessage(block);
  });
  response.on('error', () => {});
  return () => posted.destroy();
}
