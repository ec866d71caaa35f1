import { createClient } from 'graphql-sse';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../post.ts';
import { until } from '../script.ts';
import { type OpenEvents, openEvents, posting, type StreamEvent } from './event-stream.ts';
import { Country, type LiveGateway, startLiveGateway } from './fixture.ts';

const WATCH =
  'subscription ($id: ID! = "H1", $after: String) { householdChanged(id: $id, after: $after) { cursor household { id visits } } }';
const ASK = '{ household(id: "H1") { name } }';
const TOKEN = 'x-graphql-event-stream-token';

describe('GraphQL over server-sent events', () => {
  const country = new Country();
  let gateway: LiveGateway;
  const open: OpenEvents[] = [];
  const events = async (init: RequestInit, query = '') => {
    const opened = await openEvents(gateway.graphql + query, init);
    open.push(opened);
    return opened;
  };
  beforeAll(async () => {
    country.change('poverty-relief', 'H1', { name: 'Li' });
    gateway = await startLiveGateway(country, { limits: { operationsPerSocket: 2, socketsPerSubject: 4 } });
  });
  afterEach(async () => {
    for (const each of open.splice(0)) each.close();
    await until(() => gateway.streams() === 0);
  });
  afterAll(() => gateway.stop());

  describe('distinct connections mode', () => {
    it('answers a query with `next` and `complete`, by POST and by GET', async () => {
      const byGet = { method: 'GET' };
      const query = `?query=${encodeURIComponent(ASK)}`;
      for (const stream of [await events(posting({ query: ASK })), await events(byGet, query)]) {
        await stream.ended;
        expect(stream.response.status).toBe(200);
        expect(stream.response.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
        const [next, complete, ...more] = stream.events;
        expect(next?.event).toBe('next');
        expect(JSON.parse(next!.data)).toMatchObject({ data: { household: { name: 'Li' } } });
        expect(complete).toEqual({ event: 'complete', data: '', id: 'end' });
        expect(more).toEqual([]);
      }
    });

    it('tells of changes by `next` events whose `id` is the cursor', async () => {
      const stream = await events(posting({ query: WATCH }));
      await until(() => gateway.streams() === 1);
      country.change('health', 'H1');
      const [next] = await stream.has(1);
      expect(next).toEqual({ event: 'next', id: expect.any(String), data: expect.any(String) });
      expect(JSON.parse(next!.data).data.householdChanged.cursor).toBe(next!.id);
    });

    it('goes on after `Last-Event-ID`, unless the subscription itself says where', async () => {
      const stream = await events(posting({ query: WATCH }));
      await until(() => gateway.streams() === 1);
      country.change('health', 'H1', { visits: 100 });
      const [{ id }] = (await stream.has(1)) as [StreamEvent];
      stream.close();
      country.change('health', 'H1', { visits: 101 });
      country.change('health', 'H1', { visits: 102 });
      const again = await events(posting({ query: WATCH }, { 'last-event-id': id! }));
      const [first, second] = await again.has(2);
      expect(JSON.parse(first!.data).data.householdChanged.household.visits).toBe(102); // as it is now
      const after = await events(
        posting({ query: WATCH, variables: { after: first!.id } }, { 'last-event-id': id! }),
      );
      expect((await after.has(1))[0]!.id).toBe(second!.id);
    });

    it.each([
      ['a document that is no GraphQL', '{', 'GRAPHQL_PARSE_FAILED'],
      ['a field that is not there', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
      ['a region that is none', 'subscription { regionChanged(code: "53") { kind } }', 'BAD_USER_INPUT'],
    ])('tells what is wrong with %s by an event', async (_, query, code) => {
      const stream = await events(posting({ query }));
      await stream.ended;
      expect(stream.response.status).toBe(200);
      expect(stream.events.map(({ event }) => event)).toEqual(['next', 'complete']);
      expect(JSON.parse(stream.events[0]!.data)).toMatchObject({ errors: [{ extensions: { code } }] });
    });

    it('runs no mutation by GET', async () => {
      const mutation = 'mutation { rename(id: "H1", name: "Wu") { name } }';
      const stream = await events({ method: 'GET' }, `?query=${encodeURIComponent(mutation)}`);
      await stream.ended;
      expect(JSON.parse(stream.events[0]!.data).errors[0].extensions.code).toBe('MUTATION_NOT_ALLOWED');
    });

    it('ends a subscription whose client hangs up', async () => {
      const stream = await events(posting({ query: WATCH }));
      await until(() => gateway.streams() === 1);
      stream.close();
      await until(() => gateway.streams() === 0);
      expect(stream.events).toEqual([]);
    });

    it('refuses one more stream of a caller than the limit, before there is one', async () => {
      const streams: OpenEvents[] = [];
      for (let count = 0; count < 4; count += 1) streams.push(await events(posting({ query: WATCH })));
      const refused = await fetch(
        gateway.graphql,
        posting({ query: WATCH }, { accept: 'text/event-stream' }),
      );
      expect(refused.status).toBe(429);
      expect(refused.headers.get('retry-after')).toBe('5');
      expect(await refused.json()).toMatchObject({ errors: [{ extensions: { code: 'OVERLOADED' } }] });
    });

    it('does not answer a subscription that asks for one answer', async () => {
      const response = await fetch(gateway.graphql, posting({ query: WATCH }));
      expect(await response.json()).toMatchObject({
        errors: [{ extensions: { code: 'SUBSCRIPTION_NOT_SUPPORTED' } }],
      });
    });
  });

  describe('single connection mode', () => {
    const reserve = async () => {
      const response = await fetch(gateway.graphql, { method: 'PUT' });
      expect(response.status).toBe(201);
      return response.text();
    };
    const run = (token: string, request: object) =>
      fetch(gateway.graphql, posting(request, { [TOKEN]: token }));
    const watching = (operationId: string) => ({ query: WATCH, extensions: { operationId } });

    it('streams what operations answer that come by requests of their own', async () => {
      const token = await reserve();
      const stream = await events({ headers: { [TOKEN]: token } });
      expect((await run(token, watching('w'))).status).toBe(202);
      expect((await run(token, { query: ASK, extensions: { operationId: 'q' } })).status).toBe(202);
      const [next, complete] = await stream.has(2);
      expect(JSON.parse(next!.data)).toMatchObject({
        id: 'q',
        payload: { data: { household: { name: 'Li' } } },
      });
      expect(complete).toEqual({ event: 'complete', data: '{"id":"q"}' });
      country.change('health', 'H1');
      const third = (await stream.has(3))[2]!;
      expect(JSON.parse(third.data)).toMatchObject({
        id: 'w',
        payload: { data: { householdChanged: { household: { id: 'H1' } } } },
      });
    });

    it('keeps what is answered before the stream is opened, by a token in the query string', async () => {
      const token = await reserve();
      expect((await run(token, { query: ASK, extensions: { operationId: 'q' } })).status).toBe(202);
      const stream = await events({}, `?token=${token}`);
      expect((await stream.has(2)).map(({ event }) => event)).toEqual(['next', 'complete']);
    });

    it('opens a reservation once', async () => {
      const token = await reserve();
      await events({ headers: { [TOKEN]: token } });
      const again = await fetch(gateway.graphql, {
        headers: { accept: 'text/event-stream', [TOKEN]: token },
      });
      expect(again.status).toBe(409);
    });

    it('ends an operation by DELETE, with `complete`', async () => {
      const token = await reserve();
      const stream = await events({ headers: { [TOKEN]: token } });
      await run(token, watching('w'));
      await until(() => gateway.streams() === 1);
      const headers = { [TOKEN]: token };
      const ended = await fetch(`${gateway.graphql}?operationId=w`, { method: 'DELETE', headers });
      expect(ended.status).toBe(200);
      expect(await stream.has(1)).toEqual([{ event: 'complete', data: '{"id":"w"}' }]);
      expect(gateway.streams()).toBe(0);
      expect((await fetch(gateway.graphql, { method: 'DELETE', headers })).status).toBe(400);
    });

    it('answers what is wrong with an operation as GraphQL over HTTP does', async () => {
      const token = await reserve();
      expect((await run(token, { query: ASK })).status).toBe(400); // no operationId
      expect((await run('unknown', watching('w'))).status).toBe(404);
      await run(token, watching('w'));
      expect((await run(token, watching('w'))).status).toBe(409);
      const invalid = await run(token, { query: '{ nothing }', extensions: { operationId: 'x' } });
      expect(await invalid.json()).toMatchObject({
        errors: [{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }],
      });
      await run(token, watching('x'));
      const tooMany = await run(token, watching('y'));
      expect(await tooMany.json()).toMatchObject({
        errors: [{ extensions: { limit: 'operationsPerSocket' } }],
      });
      (await events({ headers: { [TOKEN]: token } })).close();
      await until(() => gateway.streams() === 0);
    });
  });

  it.each([false, true])(
    'serves the client of graphql-sse (single connection: %s)',
    async (singleConnection) => {
      const client = createClient({ url: gateway.graphql, singleConnection, lazy: true, retryAttempts: 0 });
      const answers: Answer[] = [];
      const stop = client.subscribe(
        { query: WATCH },
        { next: (answer) => answers.push(answer as Answer), error: () => {}, complete: () => {} },
      );
      await until(() => gateway.streams() === 1);
      for (let visits = 1; visits <= 5; visits += 1) country.change('health', 'H1', { visits });
      await until(() => answers.length === 5);
      expect(answers.at(-1)?.data.householdChanged.household).toEqual({ id: 'H1', visits: 5 });
      stop();
      await until(() => gateway.streams() === 0);
      client.dispose();
    },
  );
});
