import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { startGateway } from '@hearth/gateway/gateway.ts';
import { openAccess } from '@hearth/gateway/caller/open-access.ts';
import { createReadiness } from '@hearth/gateway/http/readiness.ts';
import { createHttpTransport } from '@hearth/gateway/transport/http/http.ts';
import { ping } from '@hearth/gateway/transport/ping.ts';
import { openAuthority } from '@hearth/schema/protocol/open-authority.ts';
import type { KeyRing } from '@hearth/schema/protocol/signature/keys.ts';
import { compose } from '../../federation/fixture.ts';
import { log } from '@hearth/kit/log.ts';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { keysNamed, openHealth, send, soundCall } from './fixture.ts';

const started: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of started.splice(0).toReversed()) await stop();
});

const patient = { deadline: 5_000, authority: openAuthority };

/** The way to the ministry of health, signed with some keys. */
function openTransport(url: string, keys: KeyRing) {
  const signing = { keys, subgraphs: new Set(['health']) };
  const transport = createHttpTransport([{ name: 'health', url }], { signing });
  started.push(() => transport.stop());
  return transport;
}

async function open(keys: KeyRing): Promise<string> {
  const ministry = await openHealth(keys);
  started.push(() => ministry.stop());
  return ministry.url;
}

const sound = { data: { __typename: 'Query' } };

describe('the keys of a gateway', () => {
  it('should be replaced without a failed call', async () => {
    const url = await open(keysNamed('old', 'new'));
    const [before, after] = [
      openTransport(url, keysNamed('old')),
      openTransport(url, keysNamed('new', 'old')),
    ];
    for (let round = 0; round < 20; round += 1) {
      const answers = await Promise.all([before, after].map((way) => way.send('health', ping, patient)));
      expect(answers).toEqual([sound, sound]);
    }
    const renewed = await open(keysNamed('new'));
    expect(await openTransport(renewed, keysNamed('new', 'old')).send('health', ping, patient)).toEqual(
      sound,
    );
  });

  it('should be missed in the readiness of a ministry that does not know them', async () => {
    const transport = openTransport(await open(keysNamed('new')), keysNamed('old'));
    await expect(transport.send('health', ping, patient)).rejects.toMatchObject({
      code: 'BAD_ANSWER',
      message: expect.stringContaining('does not accept how the call is signed'),
    });
    const readiness = createReadiness([{ name: 'health', url: '' }], transport);
    expect(await readiness()).toEqual({ health: 'DOWN' });
  });

  it('should sign operations that travel as lines as well', async () => {
    const url = await open(keysNamed('one'));
    const transport = openTransport(url, keysNamed('one'));
    await transport.send('health', ping, patient); // learns where lines are taken
    const many = Array.from({ length: 10 }, () => transport.send('health', ping, patient));
    expect(await Promise.all(many)).toEqual(many.map(() => sound));
  });
});

describe('a call that a ministry refuses', () => {
  const traceId = 'ab'.repeat(16);
  const logged = () => vi.spyOn(log, 'warn').mockImplementation(() => {});
  afterEach(() => vi.restoreAllMocks());

  it('should be found in the logs of ministry and gateway by the trace that the client named', async () => {
    const ofMinistry = logged();
    const ofGateway: object[] = [];
    const url = await open(keysNamed('new'));
    const gateway = await startGateway({
      access: openAccess,
      supergraph: compose({ health: { schema: 'type Query { x: Int }' } }),
      transport: () =>
        createHttpTransport([{ name: 'health', url }], {
          signing: { keys: keysNamed('old'), subgraphs: new Set(['health']) },
        }),
      host: '127.0.0.1',
      port: 0,
      log: { warn: (fields) => ofGateway.push(fields), error: (fields) => ofGateway.push(fields) },
    });
    started.push(() => gateway.stop());
    const answer = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', traceparent: `00-${traceId}-${'cd'.repeat(8)}-01` },
      body: '{"query":"{ x }"}',
    });
    expect(answer.headers.get('x-trace-id')).toBe(traceId);
    expect(ofGateway).toEqual([
      { traceId, subgraph: 'health', code: 'BAD_ANSWER', reason: expect.any(String) },
    ]);
    const fields = { ministry: 'health', traceId, reason: expect.stringContaining('key') };
    expect(ofMinistry.mock.calls).toEqual([[fields, 'call refused']]);
  });

  it('should put nothing into the log but a trace that is one', async () => {
    const ofMinistry = logged();
    const url = await open(keysNamed('new'));
    for (const trace of ['990000199001010013', `${traceId} 王芳`, traceId.toUpperCase(), '']) {
      const call = soundCall({ keys: keysNamed('old'), body: '{"query":"{ secret }"}' });
      const { status } = await send(url, {
        ...call,
        headers: { ...call.headers, 'hearth-trace': Buffer.from(trace).toString('latin1') },
      });
      expect(status).toBe(401);
    }
    const reasons = ofMinistry.mock.calls.map(([fields]) => fields);
    expect(reasons).toEqual(
      reasons.map(() => ({
        ministry: 'health',
        traceId: undefined,
        reason: expect.not.stringMatching(/\d{6}|secret/),
      })),
    );
    expect(reasons).toHaveLength(4);
  });
});

/** A subgraph that keeps the headers of what it is sent. */
async function startListener() {
  const received: IncomingHttpHeaders[] = [];
  const server = createServer((request, response) => {
    received.push(request.headers);
    request.resume();
    response.setHeader('content-type', 'application/json');
    response.end('{"data":{"x":1}}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  started.push(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });
  return { received, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/graphql` };
}

describe('the headers that a subgraph is sent', () => {
  const foreign = {
    'hearth-authority': '{"purpose":"AUDIT","regions":[""],"scopes":["identity:read"]}',
    'hearth-trace': 'ee'.repeat(16),
    'hearth-more': 'foreign',
    'signature-input': 'hearth=("@method")',
    signature: 'hearth=:AAAA:',
    'content-digest': 'sha-256=:AAAA:',
    cookie: 'foreign=1',
    authorization: 'Basic foreign',
  };

  it.each([
    ['who is signed for', ['health']],
    ['who is not', []],
  ])('should hold nothing of what a client sent, for one %s', async (_, signed) => {
    const { received, url } = await startListener();
    const keys = keysNamed('one');
    const gateway = await startGateway({
      access: openAccess,
      supergraph: compose({ health: { schema: 'type Query { x: Int }' } }),
      transport: () =>
        createHttpTransport([{ name: 'health', url }], { signing: { keys, subgraphs: new Set(signed) } }),
      host: '127.0.0.1',
      port: 0,
    });
    started.push(() => gateway.stop());
    const traceId = 'ab'.repeat(16);
    const answer = await fetch(`${gateway.url}/graphql`, {
      method: 'POST',
      headers: {
        ...foreign,
        'content-type': 'application/json',
        traceparent: `00-${traceId}-${'cd'.repeat(8)}-01`,
      },
      body: '{"query":"{ x }"}',
    });
    expect(await answer.json()).toMatchObject({ data: { x: 1 } });
    const [headers] = received;
    for (const [name, value] of Object.entries(foreign)) expect(headers?.[name]).not.toBe(value);
    const ours = Object.entries(headers!).filter(([name]) =>
      /^(hearth-|signature|content-digest)/.test(name),
    );
    const given = {
      'content-digest': expect.any(String),
      'hearth-authority': openAuthority.class,
      'hearth-trace': traceId,
      signature: expect.any(String),
      'signature-input': expect.any(String),
    };
    expect(Object.fromEntries(ours)).toEqual(signed.length === 0 ? {} : given);
  });
});
