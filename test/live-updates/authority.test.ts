import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createAccess } from '@hearth/gateway/caller/create-access.ts';
import { defaultRates } from '@hearth/gateway/caller/rate-limit.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { inSeconds, startIssuer, type TestIssuer, type TokenOptions } from '../access/issuer.ts';
import { until } from '../script.ts';
import { openEvents, posting } from './event-stream.ts';
import { Country, type LiveGateway, startLiveGateway } from './fixture.ts';
import { RawSocket, refusalOfSocket } from './raw-socket.ts';

const WATCH = 'subscription { regionChanged(code: "530000000000") { cursor household { id } } }';
const HOME = 'subscription { householdChanged(id: "H1") { household { id region } } }';

describe('who is told', () => {
  const country = new Country();
  let issuer: TestIssuer;
  let directory: string;
  let gateway: LiveGateway;
  const revoke = (list: object) =>
    writeFile(join(directory, 'revoked.json'), JSON.stringify({ tokens: [], ...list }));
  /** Waits until the list that is written is the one that holds. */
  const untilAnswered = async (status: number) => {
    for (;;) {
      const authorization = `Bearer ${await issuer.token({ claims: { jti: 't-1' } })}`;
      const request = posting({ query: '{ __typename }' }, { authorization, 'x-purpose': 'MONITORING' });
      if ((await fetch(gateway.graphql, request)).status === status) return;
      await delay(100);
    }
  };
  const sockets: RawSocket[] = [];
  const open = async (given: TokenOptions['claims'] = {}) => {
    const claims = { scope: 'household:read health:read', ...given };
    const authorization = `Bearer ${await issuer.token({ claims })}`;
    const socket = await RawSocket.open(gateway.socket, { authorization, 'x-purpose': 'MONITORING' });
    sockets.push(socket);
    return socket;
  };
  const idsOf = (messages: readonly object[]) =>
    messages.flatMap((message) => JSON.stringify(message).match(/(?<="id":")H\d+/g) ?? []);

  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'hearth-revoked-'));
    await revoke({ subjects: [] });
    issuer = await startIssuer();
    const access = await createAccess(
      {
        mode: 'issuer',
        rates: defaultRates,
        issuer: { ...issuer, revocations: join(directory, 'revoked.json') },
      },
      { dataDir: '/nowhere', log: { warn: () => {} } },
    );
    gateway = await startLiveGateway(country, {
      access,
      limits: { sockets: 12, socketsPerSubject: 3 },
      allowedOrigins: new Set(['https://dashboard.example']),
    });
  });
  afterEach(async () => {
    for (const { socket } of sockets.splice(0)) socket.terminate();
    await until(() => gateway.streams() === 0);
  });
  afterAll(async () => {
    await gateway.stop();
    await issuer.stop();
    await rm(directory, { recursive: true });
  });

  it('is decided by the token of the connection, in its header or its first message', async () => {
    const authorization = `Bearer ${await issuer.token()}`;
    const headers = { authorization, 'x-purpose': 'MONITORING' };
    expect((await RawSocket.open(gateway.socket, {}, { headers })).messages).toEqual([
      { type: 'connection_ack' },
    ]);
    const said = await RawSocket.open(gateway.socket, {
      Authorization: authorization,
      'X-Purpose': 'MONITORING',
      'x-case': '件-7',
    });
    expect(said.messages).toEqual([{ type: 'connection_ack' }]);
    said.socket.terminate();
  });

  it.each([
    ['no token', {}, 4401, 'UNAUTHENTICATED'],
    ['no token at all, but a purpose', { 'x-purpose': 'MONITORING' }, 4401, 'UNAUTHENTICATED'],
    ['a token that is none', { authorization: 'Bearer x', 'x-purpose': 'MONITORING' }, 4401, 'INVALID_TOKEN'],
    ['a token that is no text', { authorization: 7 }, 4400, 'BAD_REQUEST'],
  ])('closes a connection with %s', async (_, payload, code, reason) => {
    const socket = await RawSocket.open(gateway.socket);
    socket.send({ type: 'connection_init', payload });
    expect(await socket.closed).toEqual({ code, reason });
  });

  it('closes a connection that names no purpose, one that is not granted, or says something twice', async () => {
    const authorization = `Bearer ${await issuer.token()}`;
    const codes = [];
    for (const payload of [
      {},
      { 'x-purpose': 'AUDIT' },
      { 'x-purpose': 'X' },
      { 'x-purpose': 'MONITORING', 'X-Purpose': 'AUDIT' },
    ]) {
      const socket = await RawSocket.open(gateway.socket);
      socket.send({ type: 'connection_init', payload: { authorization, ...payload } });
      codes.push((await socket.closed).reason);
    }
    const twice = await RawSocket.open(gateway.socket, undefined, { headers: { authorization } });
    twice.send({ type: 'connection_init', payload: { authorization } });
    codes.push((await twice.closed).reason);
    expect(codes).toEqual([
      'PURPOSE_MISSING',
      'PURPOSE_NOT_GRANTED',
      'PURPOSE_UNKNOWN',
      'BAD_REQUEST',
      'BAD_REQUEST',
    ]);
  });

  it('refuses pages of other sites, unless their origin is allowed', async () => {
    expect(await refusalOfSocket(gateway.socket, { origin: 'https://evil.example' })).toEqual({
      status: 403,
      code: 'DENIED',
    });
    const allowed = await RawSocket.open(gateway.socket, undefined, { origin: 'https://dashboard.example' });
    allowed.socket.terminate();
  });

  it('refuses one more connection of a caller than the limit with 1013, and one more of all with 503', async () => {
    for (let count = 0; count < 3; count += 1) await open();
    const authorization = `Bearer ${await issuer.token()}`;
    const fourth = await RawSocket.open(gateway.socket);
    fourth.send({ type: 'connection_init', payload: { authorization, 'x-purpose': 'MONITORING' } });
    expect(await fourth.closed).toEqual({ code: 1013, reason: 'OVERLOADED' });
    await until(() => fourth.socket.readyState === fourth.socket.CLOSED);
    for (let count = 0; count < 9; count += 1) await open({ sub: `another-${count}` });
    expect(await refusalOfSocket(gateway.socket)).toEqual({ status: 503, code: 'OVERLOADED' });
  });

  it('never hears of a household outside of its regions, nor of one that is not there', async () => {
    const socket = await open({ regions: ['530625'] });
    socket.subscribe('w', WATCH);
    socket.subscribe('h', HOME);
    await until(() => gateway.streams() === 2);
    country.change('poverty-relief', 'H9', { region: '530626100200' });
    country.logs.health.commit({ ministry: 'health', household: 'H8' }); // which no register knows
    country.change('poverty-relief', 'H2', { region: '530625100200' });
    await socket.has(2);
    expect(idsOf(await socket.settled())).toEqual(['H2']);
  });

  it('hears nothing more of a household that moves out of its regions, and again when it moves back', async () => {
    const socket = await open({ regions: ['530625'] });
    socket.subscribe('h', HOME);
    await until(() => gateway.streams() === 1);
    country.change('poverty-relief', 'H1', { region: '530625100200' });
    await socket.has(2);
    country.change('poverty-relief', 'H1', { region: '530626100200' }, 'HOUSEHOLD_MOVED');
    country.change('health', 'H1');
    // a ministry that has not heard of the move yet still announces the old region
    country.logs.health.commit({ ministry: 'health', household: 'H1', region: '530625100200' });
    socket.subscribe('w', WATCH);
    await until(() => gateway.streams() === 2);
    country.change('health', 'H2', { region: '530625100200' });
    expect(idsOf([(await socket.has(3))[2]!])).toEqual(['H2']);
    country.change('poverty-relief', 'H1', { region: '530625100200' }, 'HOUSEHOLD_MOVED');
    await socket.has(5);
    expect(idsOf(await socket.settled())).toEqual(['H1', 'H2', 'H1', 'H1']); // by both subscriptions
  });

  it('is told nothing after the token ends: 4403 for a socket, an error and `complete` for events', async () => {
    const claims = { exp: inSeconds(-27) }; // the clocks may differ by half a minute
    const socket = await open(claims);
    socket.subscribe('w', WATCH);
    const authorization = `Bearer ${await issuer.token({ claims })}`;
    const headers = { authorization, 'x-purpose': 'MONITORING' };
    const stream = await openEvents(gateway.graphql, posting({ query: WATCH }, headers));
    await until(() => gateway.streams() === 2);
    expect(await socket.closed).toEqual({ code: 4403, reason: 'AUTHORITY_ENDED' });
    await stream.ended;
    const [next, complete] = stream.events;
    expect(JSON.parse(next!.data)).toMatchObject({
      errors: [{ extensions: { code: 'AUTHORITY_ENDED', cursor: expect.any(String) } }],
    });
    expect(complete?.event).toBe('complete');
    expect(gateway.streams()).toBe(0);
  });

  it.each([
    ['the token', { tokens: ['t-1'] }],
    ['the caller', { subjects: ['official-7'] }],
  ])('is told nothing more once %s is withdrawn, while others go on', async (_, list) => {
    const withdrawn = await open({ jti: 't-1' });
    const other = await open({ sub: 'official-8', jti: 't-2' });
    for (const socket of [withdrawn, other]) socket.subscribe('w', WATCH);
    await until(() => gateway.streams() === 2);
    country.change('health', 'H2', { region: '530625100200' });
    await withdrawn.has(2);
    await revoke(list);
    await untilAnswered(401);
    country.change('health', 'H3', { region: '530625100200' });
    expect(await withdrawn.closed).toEqual({ code: 4403, reason: 'AUTHORITY_ENDED' });
    expect(idsOf(withdrawn.messages)).toEqual(['H2']);
    await other.has(3);
    expect(idsOf(other.messages)).toEqual(['H2', 'H3']);
    await revoke({ subjects: [] });
    await untilAnswered(200);
  });

  it('goes on from cursors of the caller’s own alone', async () => {
    const one = await open();
    one.subscribe('w', WATCH);
    await until(() => gateway.streams() === 1);
    country.change('health', 'H2', { region: '530625100200' });
    const [, message] = await one.has(2);
    const { cursor } = (message as { payload: { data: { regionChanged: { cursor: string } } } }).payload.data
      .regionChanged;
    const other = await open({ sub: 'official-8' });
    other.subscribe('w', WATCH.replace('000")', `000", after: "${cursor}")`));
    const [, error] = await other.has(2);
    expect(error).toMatchObject({ type: 'error', payload: [{ extensions: { code: 'CURSOR_INVALID' } }] });
    one.subscribe('again', WATCH.replace('000")', `000", after: "${cursor}")`));
    await until(() => gateway.streams() === 2);
  });
});
