import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { until } from '../script.ts';
import { Country, type LiveGateway, startLiveGateway } from './fixture.ts';
import { RawSocket, refusalOfSocket } from './raw-socket.ts';

const WATCH = `subscription { householdChanged(id: "H1") { kind household { name } } }`;
const ASK = '{ household(id: "H1") { name } }';

describe('graphql-transport-ws', () => {
  const country = new Country();
  let gateway: LiveGateway;
  const sockets: RawSocket[] = [];
  const open = async (payload?: object) => {
    const socket = await RawSocket.open(gateway.socket, payload);
    sockets.push(socket);
    return socket;
  };
  beforeAll(async () => {
    country.change('poverty-relief', 'H1', { name: 'Li' });
    gateway = await startLiveGateway(country, {
      limits: { initTimeout: 2_000, operationsPerSocket: 3, frameBytes: 10_000 },
    });
  });
  afterEach(() => {
    for (const { socket } of sockets.splice(0)) socket.terminate();
  });
  afterAll(() => gateway.stop());

  describe('connecting', () => {
    it('closes a socket that speaks another subprotocol, or none, with 4406', async () => {
      for (const protocols of [[], ['graphql-ws']]) {
        const socket = new RawSocket(gateway.socket, {}, protocols);
        socket.socket.on('error', () => {}); // a client may find that its protocol was not taken
        expect([4406, 1006]).toContain((await socket.closed).code);
      }
      expect(await new RawSocket(gateway.socket, {}, []).closed).toEqual({
        code: 4406,
        reason: 'Subprotocol not acceptable',
      });
    });

    it('acknowledges `connection_init`, with or without a payload', async () => {
      expect((await open({})).messages).toEqual([{ type: 'connection_ack' }]);
      const socket = await open();
      socket.send({ type: 'connection_init' });
      expect(await socket.has(1)).toEqual([{ type: 'connection_ack' }]);
    });

    it('closes a socket that is not initialised in time with 4408', async () => {
      const socket = await open();
      expect(await socket.closed).toEqual({ code: 4408, reason: 'Connection initialisation timeout' });
    });

    it('closes a socket that is initialised twice with 4429, before and after the acknowledgement', async () => {
      const hasty = await open();
      hasty.send({ type: 'connection_init' });
      hasty.send({ type: 'connection_init' });
      expect(await hasty.closed).toEqual({ code: 4429, reason: 'Too many initialisation requests' });
      const late = await open({});
      late.send({ type: 'connection_init' });
      expect((await late.closed).code).toBe(4429);
    });

    it('closes a socket that subscribes before it is acknowledged with 4401', async () => {
      const socket = await open();
      socket.subscribe('1', ASK);
      expect(await socket.closed).toEqual({ code: 4401, reason: 'Unauthorized' });
    });

    it('refuses other paths and other upgrades before there is a socket', async () => {
      expect(await refusalOfSocket(gateway.socket.replace('/graphql', '/elsewhere'))).toEqual({
        status: 404,
        code: 'BAD_REQUEST',
      });
    });
  });

  describe('messages', () => {
    it.each([
      ['no JSON', '{'],
      ['a key that would change what objects inherit', '{"type":"ping","payload":{"__proto__":{}}}'],
      ['a list', []],
      ['null', 'null'],
      ['no type', {}],
      ['an unknown type', { type: 'start', id: '1', payload: { query: ASK } }],
      ['a message of the server', { type: 'next', id: '1', payload: {} }],
      ['subscribe without id', { type: 'subscribe', payload: { query: ASK } }],
      ['subscribe with an empty id', { type: 'subscribe', id: '', payload: { query: ASK } }],
      ['subscribe with an id that is no text', { type: 'subscribe', id: 1, payload: { query: ASK } }],
      ['subscribe without payload', { type: 'subscribe', id: '1' }],
      ['subscribe with a list as payload', { type: 'subscribe', id: '1', payload: [] }],
      ['complete without id', { type: 'complete' }],
      ['ping with a text as payload', { type: 'ping', payload: 'x' }],
      ['init with a list as payload', { type: 'connection_init', payload: [] }],
      ['binary', Buffer.from(JSON.stringify({ type: 'ping' }))],
    ])('closes the socket with 4400 for %s', async (_, message) => {
      const socket = await open({});
      socket.send(message);
      const { code, reason } = await socket.closed;
      expect({ code, reason }).toEqual({ code: 4400, reason: expect.stringMatching(/^Invalid message: /) });
    });

    it('answers `ping` at any time with `pong` and its payload, and ignores `pong`', async () => {
      const socket = await open();
      socket.send({ type: 'ping' });
      socket.send({ type: 'pong' });
      socket.send({ type: 'ping', payload: { at: 7 } });
      expect(await socket.has(2)).toEqual([{ type: 'pong' }, { type: 'pong', payload: { at: 7 } }]);
    });

    it('closes a socket whose message is larger than the limit with 1009', async () => {
      const socket = await open({});
      socket.subscribe('1', `{ household(id: "H1") { name } } # ${'x'.repeat(10_000)}`);
      expect((await socket.closed).code).toBe(1009);
    });
  });

  describe('operations', () => {
    it('answers a query with `next` and `complete`', async () => {
      const socket = await open({});
      socket.subscribe('q', ASK);
      const [, next, complete] = await socket.has(3);
      expect(next).toEqual({
        id: 'q',
        type: 'next',
        payload: {
          data: { household: { name: 'Li' } },
          extensions: { ministries: { 'poverty-relief': 'OK' } },
        },
      });
      expect(complete).toEqual({ id: 'q', type: 'complete' });
    });

    it('runs a mutation, and picks the operation that is named', async () => {
      const socket = await open({});
      const query = `query Other { about } mutation Rename($name: String!) { rename(id: "H2", name: $name) { name } }`;
      socket.send({
        id: 'm',
        type: 'subscribe',
        payload: { query, operationName: 'Rename', variables: { name: 'Wu' } },
      });
      const [, next] = await socket.has(3);
      expect(next).toMatchObject({ type: 'next', payload: { data: { rename: { name: 'Wu' } } } });
    });

    it.each([
      ['a document that is no GraphQL', '{', 'GRAPHQL_PARSE_FAILED'],
      ['a field that is not there', '{ nothing }', 'GRAPHQL_VALIDATION_FAILED'],
      [
        'a subscription with two root fields',
        `subscription { a: householdChanged(id: "1") { kind } b: householdChanged(id: "1") { kind } }`,
        'GRAPHQL_VALIDATION_FAILED',
      ],
      ['a subscription to introspection', 'subscription { __typename }', 'GRAPHQL_VALIDATION_FAILED'],
      ['a region that is none', 'subscription { regionChanged(code: "53") { kind } }', 'BAD_USER_INPUT'],
      [
        'no ministry',
        'subscription { regionChanged(code: "530000000000", ministries: []) { kind } }',
        'BAD_USER_INPUT',
      ],
      [
        'a cursor that is none',
        'subscription { householdChanged(id: "H1", after: "x") { kind } }',
        'CURSOR_INVALID',
      ],
      [
        'an empty cursor, which is none and not absent',
        'subscription { householdChanged(id: "H1", after: "") { kind } }',
        'CURSOR_INVALID',
      ],
      [
        'a subscription with too many aliases',
        `subscription { householdChanged(id: "H1") { household { ${Array.from({ length: 201 }, (_, index) => `a${index}: visits`).join(' ')} } } }`,
        'LIMIT_EXCEEDED',
      ],
    ])('refuses %s with `error`, and the socket stays', async (_, query, code) => {
      const socket = await open({});
      socket.subscribe('1', query);
      const [, error] = await socket.settled();
      expect(error).toMatchObject({ id: '1', type: 'error', payload: [{ extensions: { code } }] });
      socket.subscribe('1', ASK); // the id is free again
      expect((await socket.has(5)).at(-1)).toEqual({ id: '1', type: 'complete' });
    });

    it('refuses a payload that is no GraphQL request with `error`', async () => {
      const socket = await open({});
      socket.send({ id: '1', type: 'subscribe', payload: { query: 7 } });
      const [, error] = await socket.settled();
      expect(error).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'BAD_REQUEST' } }] });
    });

    it('closes the socket with 4409 when an id is in use', async () => {
      const socket = await open({});
      socket.subscribe('w', WATCH);
      socket.subscribe('w', WATCH);
      expect(await socket.closed).toEqual({ code: 4409, reason: 'Subscriber for w already exists' });
      await until(() => gateway.streams() === 0);
    });

    it('tells nothing after the client completes a subscription, whose id is free then', async () => {
      const socket = await open({});
      socket.subscribe('w', WATCH);
      await until(() => gateway.streams() === 1);
      country.change('health', 'H1');
      await socket.has(2);
      socket.send({ id: 'w', type: 'complete' });
      await until(() => gateway.streams() === 0);
      country.change('health', 'H1');
      socket.send({ id: 'unknown', type: 'complete' });
      socket.subscribe('w', ASK);
      const types = (await socket.has(4)).map(({ type }) => type);
      expect(types).toEqual(['connection_ack', 'next', 'next', 'complete']);
    });

    it('forgets a subscription that is completed before it has begun', async () => {
      const socket = await open({});
      for (let turn = 0; turn < 20; turn += 1) {
        socket.subscribe(`w${turn}`, WATCH);
        socket.send({ id: `w${turn}`, type: 'complete' });
      }
      expect(await socket.settled()).toHaveLength(1);
      await until(() => gateway.streams() === 0);
    });

    it('refuses more operations on a socket than the limit, and carries on', async () => {
      const socket = await open({});
      for (const id of ['1', '2', '3', '4']) socket.subscribe(id, WATCH);
      const [, error] = await socket.has(2);
      expect(error).toMatchObject({
        id: '4',
        type: 'error',
        payload: [{ extensions: { code: 'LIMIT_EXCEEDED', limit: 'operationsPerSocket' } }],
      });
      await until(() => gateway.streams() === 3);
      socket.socket.close();
      await until(() => gateway.streams() === 0);
    });
  });
});
