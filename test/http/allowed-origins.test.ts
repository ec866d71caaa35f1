import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from './fixture.ts';

const ALLOWED = 'https://dashboard.example';
const query = '{ household(id: "H1") { name } }';

let gateway: TestGateway;
beforeAll(async () => {
  gateway = await startTestGateway(undefined, { allowedOrigins: new Set([ALLOWED]) });
});
afterAll(() => gateway.stop());

const preflight = (origin: string, url = gateway.graphql) =>
  request(url, {
    method: 'OPTIONS',
    headers: {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization, content-type, x-purpose',
    },
  });
const permits = (headers: object) =>
  Object.keys(headers).filter((name) => name.startsWith('access-control-'));

describe('pages of an allowed origin', () => {
  it('are told by a preflight what they may send, without cookies', async () => {
    const { statusCode, headers } = await preflight(ALLOWED);
    expect(statusCode).toBe(204);
    expect(headers).toMatchObject({
      'access-control-allow-origin': ALLOWED,
      'access-control-allow-methods': 'GET, POST, PUT, DELETE',
      'access-control-allow-headers': expect.stringMatching(
        /\bauthorization\b.*\bcontent-type\b.*\bx-purpose\b/,
      ),
    });
    expect(headers).not.toHaveProperty('access-control-allow-credentials');
  });

  it.each([
    ['an answer', { 'content-type': 'application/json' }, JSON.stringify({ query }), 200],
    ['a refusal', { 'content-type': 'application/json' }, '{', 400],
    [
      'events',
      { 'content-type': 'application/json', accept: 'text/event-stream' },
      JSON.stringify({ query }),
      200,
    ],
  ])('may read %s, and the headers that it needs', async (_name, headers, body, status) => {
    const given = { origin: ALLOWED, 'sec-fetch-site': 'cross-site', ...headers };
    const answer = await request(gateway.graphql, { method: 'POST', headers: given, body });
    await answer.body.dump();
    expect(answer.statusCode).toBe(status);
    expect(answer.headers).toMatchObject({
      'access-control-allow-origin': ALLOWED,
      'access-control-expose-headers': expect.stringContaining('x-trace-id'),
    });
  });

  it('are the only ones, and for GraphQL alone', async () => {
    for (const origin of ['https://elsewhere.example', 'null', `${ALLOWED}.evil.example`]) {
      const refused = await preflight(origin);
      expect([refused.statusCode, permits(refused.headers)]).toEqual([405, []]);
      const headers = { origin, 'content-type': 'application/json' };
      const asked = await request(gateway.graphql, {
        method: 'POST',
        headers,
        body: JSON.stringify({ query }),
      });
      expect([asked.statusCode, permits(asked.headers)]).toEqual([403, []]);
    }
    expect(permits((await preflight(ALLOWED, `${gateway.url}/ready`)).headers)).toEqual([]);
  });
});
