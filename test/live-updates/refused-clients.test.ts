import { createClient as createEventsClient } from 'graphql-sse';
import { type ClientOptions, createClient } from 'graphql-ws';
import { EventSource } from 'undici';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { inSeconds } from '../access/issuer.ts';
import { until } from '../script.ts';
import { openEvents } from './event-stream.ts';
import { startLiveGateway, Country } from './fixture.ts';
import { IssuedHub } from './issued.ts';

const ASK = '{ household(id: "H1") { name } }';
const WATCH = 'subscription { householdChanged(id: "H1") { cursor household { name } } }';

let hub: IssuedHub;
const closing: (() => unknown)[] = [];
beforeAll(async () => {
  hub = await IssuedHub.start();
  hub.country.change('poverty-relief', 'H1', { name: 'Li' });
});
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
  await until(() => hub.gateway.streams() === 0);
});
afterAll(() => hub.stop());

/** A client of graphql-ws with its default settings, and how often it connected. */
function createDefaultClient(
  connectionParams: ClientOptions['connectionParams'],
  more: Pick<ClientOptions, 'retryWait'> = {},
) {
  let connections = 0;
  const client = createClient({
    url: hub.gateway.socket,
    webSocketImpl: WebSocket,
    ...more,
    ...(connectionParams && { connectionParams }),
    on: { connecting: () => (connections += 1) },
  });
  closing.push(() => client.dispose());
  return { client, connections: () => connections };
}

/** Why a client gives up. */
const failureOf = ({ client }: ReturnType<typeof createDefaultClient>): Promise<unknown> =>
  new Promise((resolve) =>
    client.subscribe(
      { query: WATCH },
      { next: () => {}, error: resolve, complete: () => resolve('complete') },
    ),
  );

const refused: readonly [what: string, params: () => Promise<Record<string, unknown>>, reason: string][] = [
  ['no token', async () => ({ 'x-purpose': 'MONITORING' }), 'UNAUTHENTICATED'],
  ['a token that is none', async () => ({ authorization: 'Bearer x' }), 'INVALID_TOKEN'],
  ['another issuer’s token', () => hub.headers({ iss: 'https://elsewhere.example' }), 'INVALID_TOKEN'],
  ['a token that has expired', () => hub.headers({ exp: inSeconds(-40) }), 'TOKEN_EXPIRED'],
  ['no purpose', async () => ({ ...(await hub.headers()), 'x-purpose': '' }), 'PURPOSE_MISSING'],
  [
    'a purpose that is not granted',
    async () => ({ ...(await hub.headers()), 'x-purpose': 'AUDIT' }),
    'PURPOSE_NOT_GRANTED',
  ],
];

const atOnce = { retryWait: async () => {} };

describe('a client of graphql-ws, as it comes', () => {
  it.each(refused)('gives up with %s, and says why', async (_, params, reason) => {
    const watching = createDefaultClient(params);
    expect(await failureOf(watching)).toMatchObject({ code: 4401, reason });
    expect(watching.connections()).toBe(1);
  });

  it('gives up without `connectionParams`, too', async () => {
    const watching = createDefaultClient(undefined);
    expect(await failureOf(watching)).toMatchObject({ code: 4401, reason: 'UNAUTHENTICATED' });
  });

  it('goes on with the token that its application has renewed, when the first one ends', async () => {
    const tokens = [inSeconds(-28), inSeconds(600)]; // the clocks may differ by half a minute
    const watching = createDefaultClient(() => hub.headers({ exp: tokens.shift() }), atOnce);
    const told: unknown[] = [];
    const stop = watching.client.subscribe(
      { query: WATCH },
      { next: (answer) => told.push(answer), error: (error) => told.push(error), complete: () => {} },
    );
    await until(() => watching.connections() === 2);
    await until(() => hub.gateway.streams() === 1);
    hub.country.change('health', 'H1');
    await until(() => told.length === 1);
    expect(told).toMatchObject([{ data: { householdChanged: { household: { name: 'Li' } } } }]);
    stop();
  });

  it('gives up when its application has no other token than the one that ended', async () => {
    const headers = await hub.headers({ exp: inSeconds(-28) });
    const watching = createDefaultClient(headers, atOnce);
    expect(await failureOf(watching)).toMatchObject({ code: 4401, reason: 'TOKEN_EXPIRED' });
    expect(watching.connections()).toBe(2);
  });
});

describe('a client of graphql-sse, which tries five times again', () => {
  it.each([
    ['no token', async () => ({}), 'UNAUTHENTICATED'],
    ['a token that has expired', () => hub.headers({ exp: inSeconds(-40) }), 'TOKEN_EXPIRED'],
  ])('gives up with %s, and says why', async (_, headers, code) => {
    let requests = 0;
    const client = createEventsClient({
      url: hub.gateway.graphql,
      retry: async () => {}, // at once
      headers: async () => {
        requests += 1;
        return (await headers()) as Record<string, string>;
      },
    });
    closing.push(() => client.dispose());
    const failure = await new Promise<unknown>((resolve) =>
      client.subscribe({ query: WATCH }, { next: () => {}, error: resolve, complete: () => {} }),
    );
    const { response } = failure as { response: Response };
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ errors: [{ extensions: { code } }] });
    expect(requests).toBe(6);
  });
});

describe('an EventSource', () => {
  const open = async (query: string) => {
    const country = new Country();
    country.change('poverty-relief', 'H1', { name: 'Li' });
    const gateway = await startLiveGateway(country);
    closing.push(() => gateway.stop());
    return { country, gateway, source: listen(`${gateway.graphql}?query=${encodeURIComponent(query)}`) };
  };
  const listen = (url: string) => {
    const source = new EventSource(url, { node: { reconnectionTime: 20 } });
    const events: MessageEvent[] = [];
    for (const name of ['next', 'complete'] as const) {
      source.addEventListener(name, (event) => events.push(event as unknown as MessageEvent));
    }
    closing.push(() => source.close());
    return { source, events };
  };

  it('is answered with 401 without a token, after which it does not ask again', async () => {
    const { source } = listen(`${hub.gateway.graphql}?query=${encodeURIComponent(WATCH)}`);
    await until(() => source.readyState === EventSource.CLOSED);
    expect(hub.gateway.streams()).toBe(0);
  });

  it('asks no more once it has the whole answer: data, a refusal, a refused cursor', async () => {
    const unusable = 'subscription { householdChanged(id: "H1", after: "x") { kind } }';
    const opened = await Promise.all([ASK, '{ nothing }', unusable].map(open));
    await until(() => opened.every(({ source }) => source.source.readyState === EventSource.CLOSED));
    for (const { source } of opened) {
      expect(source.events.map(({ type }) => type)).toEqual(['next', 'complete']);
    }
  });

  it('asks again where a stream ended that goes on elsewhere, from where it ended', async () => {
    const { country, gateway } = await open(ASK);
    const stream = await openEvents(`${gateway.graphql}?query=${encodeURIComponent(WATCH)}`);
    await until(() => gateway.streams() === 1);
    country.change('health', 'H1');
    const [next] = await stream.has(1);
    await gateway.reload(country.supergraph);
    await stream.ended;
    expect(stream.events.slice(1)).toMatchObject([{ event: 'next' }, { event: 'complete', data: '' }]);
    expect(stream.events.map(({ id }) => id)).toEqual([next!.id, undefined, undefined]);
  });
});
