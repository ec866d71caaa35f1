import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, post, startTestGateway, type TestGateway } from './fixture.ts';

const view = '{ household(id: "H1") { name visits } }';
const responseType = 'application/graphql-response+json; charset=utf-8';
const jsonType = 'application/json; charset=utf-8';

describe('answers', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());

  const get = (parameters: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${gateway.graphql}?${new URLSearchParams(parameters)}`, { headers });

  it('come from all subgraphs, by POST and by GET, and are kept by no cache', async () => {
    const data = { household: { name: 'Household H1', visits: 3 } };
    for (const response of [await post(gateway.graphql, { query: view }), await get({ query: view })]) {
      expect(response.status).toBe(200);
      expect(response.headers.get('cache-control')).toBe('no-store');
      const extensions = { ministries: { register: 'OK', clinic: 'OK' } };
      expect(await response.json()).toEqual({ data, extensions });
    }
  });

  it.each([
    ['application/graphql-response+json', responseType],
    ['application/graphql-response+json, application/json;q=0.9', responseType],
    ['application/json, application/graphql-response+json;q=0.5', jsonType],
    ['application/json; charset=utf-8', jsonType],
    ['application/graphql-response+json, */*;q=0.1', responseType],
    ['application/*', jsonType],
    ['text/html, */*;q=0.8', jsonType],
  ])('take the form that "%s" asks for', async (accept, contentType) => {
    const response = await post(gateway.graphql, { query: view }, { accept });
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe(contentType);
  });

  it('are refused to a client that accepts neither form', async () => {
    const response = await post(gateway.graphql, { query: view }, { accept: 'text/html' });
    expect(response.status).toBe(406);
    expect(await codeOf(response)).toBe('BAD_REQUEST');
  });

  it.each([
    ['GRAPHQL_PARSE_FAILED', { query: '{' }],
    ['GRAPHQL_VALIDATION_FAILED', { query: '{ nothing }' }],
    ['OPERATION_RESOLUTION_FAILURE', { query: view, operationName: 'Other' }],
    [
      'BAD_USER_INPUT',
      { query: 'query ($id: ID!) { household(id: $id) { name } }', variables: { id: null } },
    ],
  ])('say %s by status 400 or 200, as the form has it', async (code, body) => {
    const told = await post(gateway.graphql, body, { accept: 'application/graphql-response+json' });
    const untold = await post(gateway.graphql, body, { accept: 'application/json' });
    expect([told.status, untold.status]).toEqual([400, 200]);
    expect([await codeOf(told), await codeOf(untold)]).toEqual([code, code]);
  });

  it('refuse a mutation by GET, in either form, and name the method to use', async () => {
    const query = 'mutation { rename(id: "H1", name: "Li") { name } }';
    for (const accept of ['application/json', 'application/graphql-response+json']) {
      const response = await get({ query, mutationAllowed: 'true' }, { accept });
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
      expect(await codeOf(response)).toBe('MUTATION_NOT_ALLOWED');
    }
    const posted = await post(gateway.graphql, { query });
    expect(await posted.json()).toEqual({
      data: { rename: { name: 'Li' } },
      extensions: { ministries: { register: 'OK' } },
    });
  });

  it.each([
    ['br', brotliDecompressSync],
    ['gzip', gunzipSync],
  ])('are compressed with %s when they are large', async (encoding, decompress) => {
    const ask = async (length: number) => {
      const { headers, body } = await request(gateway.graphql, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'accept-encoding': encoding },
        body: JSON.stringify({ query: `{ household(id: "H1") { letter(length: ${length}) } }` }),
      });
      return { encoding: headers['content-encoding'], body: Buffer.from(await body.arrayBuffer()) };
    };
    const large = await ask(5_000);
    expect(large.encoding).toBe(encoding);
    expect(large.body.length).toBeLessThan(1_000);
    const { data } = JSON.parse(decompress(large.body).toString());
    expect(data.household.letter).toBe('信'.repeat(5_000));
    expect(await ask(5)).toMatchObject({ encoding: undefined });
  });
});
