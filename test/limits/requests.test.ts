import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../http/fixture.ts';
import { ask } from './fixture.ts';
import { nested, numbered, requests } from './requests.ts';

const query = '{ household(id: "H1") { name } }';

describe('an HTTP request that asks for more than an answer', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());

  it.each(requests)('is refused before any subgraph is asked: $name', async ({ headers, body, code }) => {
    expect(await ask(gateway.graphql, { headers, body })).toMatchObject({ code });
    expect(gateway.federation.sent).toEqual([]);
  });

  it('is refused by GET too, when its header is too large or it changes anything', async () => {
    const get = (parameters: Record<string, string>, headers: Record<string, string> = {}) =>
      ask(`${gateway.graphql}?${new URLSearchParams(parameters)}`, { method: 'GET', headers });
    expect(await get({ query }, numbered(200))).toMatchObject({ status: 431, limit: 'headers' });
    expect(await get({ query: `{ ${'a'.repeat(20_000)} }` })).toMatchObject({
      status: 431,
      limit: 'headers',
    });
    const variables = nested('[', '', ']').slice(98_000, 102_000);
    expect(await get({ query, variables })).toMatchObject({ code: 'BAD_REQUEST' });
    expect(await get({ query: 'mutation { rename(id: "H1", name: "x") { name } }' })).toMatchObject({
      status: 405,
      code: 'MUTATION_NOT_ALLOWED',
    });
    expect(gateway.federation.sent).toEqual([]);
  });

  it('is not one of an app with many cookies', async () => {
    const headers = { 'content-type': 'application/json', ...numbered(80) };
    const answer = await ask(gateway.graphql, { headers, body: JSON.stringify({ query }) });
    expect(answer.text).toContain('"data":{"household":{"name":"Household H1"}}');
  });
});
