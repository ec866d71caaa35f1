import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGuardedGateway, type GuardedGateway } from '../access/fixture.ts';
import { startTestGateway, type TestGateway } from './fixture.ts';
import { statusesOf } from './raw.ts';

const ORIGIN = 'https://elsewhere.example';
const paths = [
  '/graphql',
  '/',
  '/health',
  '/ready',
  '/explorer/operations',
  '/explorer/access',
  '/demo/token',
];

let open: TestGateway;
let guarded: GuardedGateway;
beforeAll(async () => {
  open = await startTestGateway(undefined, { introspection: true });
  guarded = await startGuardedGateway({ introspection: true });
});
afterAll(() => Promise.all([open.stop(), guarded.stop()]));

/** The names of headers that would tell a browser to let another site's page read the answer, or to keep something. */
const permits = (headers: object): string[] =>
  Object.keys(headers).filter((name) => /^(access-control-|set-cookie$)/.test(name));

describe('pages of other sites', () => {
  it.each(paths)('are given no leave by a preflight for %s', async (path) => {
    for (const { url } of [open, guarded]) {
      for (const method of ['POST', 'GET', 'PUT']) {
        const { statusCode, headers } = await request(url + path, {
          method: 'OPTIONS',
          headers: {
            origin: ORIGIN,
            'access-control-request-method': method,
            'access-control-request-headers': 'authorization, content-type, x-purpose',
            'access-control-request-private-network': 'true',
          },
        });
        expect([404, 405]).toContain(statusCode);
        expect(permits(headers)).toEqual([]);
      }
    }
  });

  it.each(paths)('may read nothing of %s, whatever origin they name', async (path) => {
    const authorization = `Bearer ${await guarded.issuer.token()}`;
    for (const { url } of [open, guarded]) {
      for (const origin of [ORIGIN, 'null', url]) {
        const headers = { origin, authorization, 'x-purpose': 'MONITORING' };
        const answer = await request(`${url}${path}?query=%7B__typename%7D`, { headers });
        expect(permits(answer.headers)).toEqual([]);
        expect(answer.headers['cross-origin-resource-policy']).toBe('same-origin');
        await answer.body.dump();
      }
    }
  });

  it.each([
    ['none', ''],
    ['a plain one that names another', 'text/plain; application/json'],
    ['a form’s that names another', 'application/x-www-form-urlencoded; application/json'],
    ['a charset that names another', 'text/plain;charset=application/json'],
    ['one that only begins right', 'application/jsonx'],
    ['two', 'application/json, text/plain'],
  ])('cannot have a body taken for JSON with this type: %s', async (_name, type) => {
    const body = new Blob(['{"query":"mutation { rename(id: \\"H1\\", name: \\"x\\") { name } }"}']);
    const headers = type === '' ? undefined : { 'content-type': type };
    const { status } = await fetch(open.graphql, { method: 'POST', body, ...(headers && { headers }) });
    expect(status).toBe(415);
  });

  it('cannot have another method taken for the one that is sent', async () => {
    const query = 'mutation { rename(id: "H1", name: "x") { name } }';
    const { statusCode } = await request(
      `${open.graphql}?${new URLSearchParams({ query, _method: 'POST' })}`,
      {
        headers: { 'x-http-method-override': 'POST', 'x-method-override': 'POST' },
      },
    );
    expect(statusCode).toBe(405);
  });

  it('cannot open a WebSocket', async () => {
    const upgrade = [
      'GET /graphql?query=%7B__typename%7D HTTP/1.1',
      'Host: 127.0.0.1',
      'Connection: Upgrade, close',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
      'Sec-WebSocket-Protocol: graphql-transport-ws',
    ];
    expect(await statusesOf(open.url, [...upgrade, `Origin: ${ORIGIN}`, ''])).toEqual([403]);
  });
});
