import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, post, startTestGateway, type TestGateway } from './fixture.ts';

const query = '{ household(id: "H1") { name } }';

describe('refusals', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());

  it.each([
    ['text that is no JSON', '{ "query', 'The body is not JSON.'],
    ['an empty body', '', 'The body is empty; send JSON with `query`.'],
    ['JSON that is no object', '"query"', 'The body must be a JSON object with `query`.'],
    ['a body without a query', { variables: {} }, '`query` is missing: the text of a GraphQL document.'],
    ['variables in a list', { query, variables: [] }, '`variables` must be a JSON object.'],
    ['an operation name that is no name', { query, operationName: 1 }, '`operationName` must be a string.'],
    [
      'a key that would change what objects inherit',
      '{"query":"{__typename}","__proto__":{"x":1}}',
      'The body has the key "__proto__", which is not allowed.',
    ],
    [
      'such a key that is hidden by an escape, at any depth',
      String.raw`{"query":"{__typename}","variables":{"a":[{"__pr\u006fto__":1}]}}`,
      'The body has the key "__proto__", which is not allowed.',
    ],
    [
      'a prototype within a constructor',
      '{"query":"{__typename}","variables":{"constructor":{"prototype":1}}}',
      'The body has the key "prototype" within "constructor", which is not allowed.',
    ],
    ['a body that is not UTF-8', Buffer.from('{"query":"\xce\xd2"}', 'latin1'), 'The body is not UTF-8.'],
  ])('say what is wrong with %s', async (_name, body, message) => {
    const response = await post(gateway.graphql, body);
    expect(response.status).toBe(400);
    expect(await response.json()).toEqual({
      errors: [{ message, extensions: { code: 'BAD_REQUEST', retryable: false } }],
    });
  });

  it('say which parameter of a query string is not JSON', async () => {
    const response = await fetch(`${gateway.graphql}?${new URLSearchParams({ query, variables: '{' })}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ errors: [{ message: '`variables` is not JSON.' }] });
  });

  it('say which key of a query string is not allowed', async () => {
    const variables = '{"__proto__":{"name":"H1"}}';
    const response = await fetch(`${gateway.graphql}?${new URLSearchParams({ query, variables })}`);
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({
      errors: [{ message: '`variables` has the key "__proto__", which is not allowed.' }],
    });
  });

  it('are not for texts and values that name what objects inherit', async () => {
    const body =
      '{"query":"{ __proto__: __typename constructor: __typename }","variables":{"constructor":"__proto__"}}';
    expect(await (await post(gateway.graphql, body)).json()).toMatchObject({
      data: { constructor: 'Query' },
    });
    const marked = await post(gateway.graphql, `\uFEFF${JSON.stringify({ query })}`);
    expect(await marked.json()).toMatchObject({ data: { household: { name: 'Household H1' } } });
  });

  it.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])(
    'meet a body of type %s, which pages of other sites may send, with 415',
    async (contentType) => {
      const response = await post(gateway.graphql, { query }, { 'content-type': contentType });
      expect(response.status).toBe(415);
    },
  );

  it('meet a charset that is not UTF-8 with 415', async () => {
    const headers = { 'content-type': 'application/json; charset=gb18030' };
    const response = await post(gateway.graphql, { query }, headers);
    expect(response.status).toBe(415);
  });

  it.each(['PATCH', 'OPTIONS', 'HEAD'])('meet %s with 405 and the methods there are', async (method) => {
    const response = await fetch(gateway.graphql, { method });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, POST, PUT, DELETE']);
  });

  it('meet a body over the limit with 413', async () => {
    const response = await post(gateway.graphql, { query: `# ${'x'.repeat(1024 * 1024)}\n${query}` });
    expect(response.status).toBe(413);
    expect(await codeOf(response)).toBe('LIMIT_EXCEEDED');
  });

  it('meet what pages of other sites make a browser send with 403', async () => {
    const crossSite = { 'sec-fetch-site': 'cross-site' };
    const get = `${gateway.graphql}?${new URLSearchParams({ query })}`;
    const answers = await Promise.all([
      request(get, { headers: crossSite }),
      request(get, { headers: { origin: 'https://elsewhere.example' } }),
      request(get, { headers: { 'sec-fetch-site': 'same-origin' } }),
      request(get, { headers: { 'sec-fetch-site': 'none' } }),
      request(get, { headers: { origin: gateway.url } }),
    ]);
    expect(answers.map(({ statusCode }) => statusCode)).toEqual([403, 403, 200, 200, 200]);
  });

  it('meet a name that is made to resolve to this machine with 403', async () => {
    const statusFor = async (host: string) =>
      (await request(`${gateway.url}/health`, { headers: { host } })).statusCode;
    expect(await statusFor('elsewhere.example:4000')).toBe(403);
    expect(await statusFor('127.0.0.1.elsewhere.example')).toBe(403);
    for (const host of ['localhost:4000', '127.0.0.1', '[::1]:4000']) expect(await statusFor(host)).toBe(200);
  });

  it('tell browsers to guess, frame and refer nothing', async () => {
    const response = await fetch(`${gateway.url}/elsewhere`);
    expect(response.status).toBe(404);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
  });
});
