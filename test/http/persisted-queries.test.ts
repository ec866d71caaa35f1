import { createHash } from 'node:crypto';
import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';
import { Client, fetchExchange, subscriptionExchange } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';
import { createClient } from 'graphql-ws';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { post, startTestGateway, type TestGateway } from './fixture.ts';

const query = 'query Named { household(id: "H1") { name } }';
const told = { household: { name: 'Household H1' } };
const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const persistedQuery = { version: 1, sha256Hash: sha256(query) };
const refused = {
  message: 'PersistedQueryNotSupported',
  extensions: { code: 'PERSISTED_QUERY_NOT_SUPPORTED', retryable: false },
};

/** Sends requests as `fetch` does, and remembers with which methods. */
function recordedFetch() {
  const methods: string[] = [];
  const recorded: typeof fetch = (input, init) => {
    methods.push(init?.method ?? 'GET');
    return fetch(input, init);
  };
  return { methods, fetch: recorded };
}

describe('an automatic persisted query', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());

  it.each([
    ['POST', false],
    ['GET', true],
  ])(
    'of Apollo’s link, sent by %s, falls back to the text, and later ones begin with it',
    async (first, byGet) => {
      const { methods, fetch } = recordedFetch();
      const hashing = new PersistedQueryLink({ sha256, useGETForHashedQueries: byGet });
      const link = hashing.concat(new HttpLink({ uri: gateway.graphql, fetch }));
      const client = new ApolloClient({ link, cache: new InMemoryCache() });
      const ask = () => client.query({ query: gql(query), fetchPolicy: 'network-only' });
      expect((await ask()).data).toMatchObject(told);
      expect((await ask()).data).toMatchObject(told);
      expect(methods).toEqual([first, 'POST', 'POST']);
    },
  );

  it.each([
    ['POST', false],
    ['GET', 'force'],
  ] as const)('of urql’s exchange, sent by %s, falls back to the text', async (first, prefer) => {
    const { methods, fetch } = recordedFetch();
    const exchanges = [persistedExchange({ preferGetForPersistedQueries: prefer }), fetchExchange];
    const client = new Client({ url: gateway.graphql, exchanges, fetch, preferGetMethod: false });
    expect((await client.query(query, {}).toPromise()).data).toMatchObject(told);
    expect((await client.query(query, {}).toPromise()).data).toMatchObject(told);
    expect(methods.slice(0, 2)).toEqual([first, expect.anything()]);
    expect(methods).toHaveLength(3);
  });

  it('falls back over a socket', async () => {
    const socket = createClient({ url: gateway.graphql.replace('http', 'ws'), webSocketImpl: WebSocket });
    const sent: string[] = [];
    const forward = subscriptionExchange({
      enableAllOperations: true,
      forwardSubscription: ({ query: text, ...request }) => ({
        subscribe(sink) {
          sent.push(text ? 'text' : 'hash');
          const payload = { ...request, query: text ?? '' }; // the client of sockets wants a text
          return { unsubscribe: socket.subscribe(payload, sink as never) };
        },
      }),
    });
    const client = new Client({ url: gateway.graphql, exchanges: [persistedExchange(), forward] });
    expect((await client.query(query, {}).toPromise()).data).toMatchObject(told);
    expect(sent).toEqual(['hash', 'text']);
    await socket.dispose();
  });

  it.each([
    ['POST', () => post(gateway.graphql, { extensions: { persistedQuery } })],
    [
      'POST, with an empty query',
      () => post(gateway.graphql, { query: null, extensions: { persistedQuery } }),
    ],
    [
      'GET',
      () => fetch(`${gateway.graphql}?extensions=${encodeURIComponent(JSON.stringify({ persistedQuery }))}`),
    ],
    [
      'POST, in the form that tells by the status',
      () =>
        post(
          gateway.graphql,
          { extensions: { persistedQuery } },
          { accept: 'application/graphql-response+json' },
        ),
    ],
  ])('by %s is answered with status 200, and nothing keeps the answer', async (_name, send) => {
    const response = await send();
    expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(await response.json()).toEqual({ errors: [refused] });
  });

  it('is answered by an event where events are wanted', async () => {
    const response = await post(
      gateway.graphql,
      { extensions: { persistedQuery } },
      { accept: 'text/event-stream' },
    );
    expect(await response.text()).toContain(
      `event: next\ndata: ${JSON.stringify({ errors: [refused] })}\n\n`,
    );
  });

  it('is answered when its text comes too', async () => {
    const response = await post(gateway.graphql, { query, extensions: { persistedQuery } });
    expect(await response.json()).toMatchObject({ data: told });
  });
});
