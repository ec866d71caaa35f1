import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../http/fixture.ts';
import { describeExplorer } from './explorer-behaviour.ts';

const operations = [
  {
    name: 'HouseholdView',
    document:
      '# One household.\nquery HouseholdView($id: ID!) {\n  household(id: $id) {\n    name\n    visits\n  }\n}\n',
    variables: { id: 'H000000000' },
  },
  { name: 'Letter', document: 'query Letter { household(id: "H1") { letter(length: 3) } }', variables: {} },
  { name: 'Unknown', document: 'query Unknown { unknown }', variables: {} },
];

const start = () =>
  startTestGateway(undefined, { operations, example: { householdId: 'H17' }, introspection: true });

describeExplorer('two-subgraphs', async () => {
  const { url, stop } = await start();
  return {
    url,
    operations: ['HouseholdView', 'Letter'],
    answer: ['"Household H17"', '"visits"'],
    type: 'Household',
    stop,
  };
});

describe('what serves the explorer', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await start();
  });
  afterAll(() => gateway.stop());
  const get = (path: string, headers: Record<string, string>) => fetch(gateway.url + path, { headers });

  it('offers the operations that the supergraph can answer, with real keys', async () => {
    const [view, letter] = operations;
    expect(await (await get('/explorer/operations', {})).json()).toEqual([
      { ...view, variables: { id: 'H17' } },
      letter,
    ]);
  });

  it('gives the page to browsers, and tells others where GraphQL is', async () => {
    const page = await get('/', { accept: 'text/html,*/*;q=0.8' });
    expect(page.headers.get('content-type')).toMatch('text/html');
    expect(page.headers.get('content-security-policy')).toMatch("default-src 'none'; script-src 'self';");
    expect(await (await get('/', { accept: '*/*' })).text()).toMatch('GraphQL is at /graphql');
  });

  const bundle = fileURLToPath(import.meta.resolve('@hearth/gateway/explorer/dist/index.html'));
  it.skipIf(!existsSync(bundle))('gives its files compressed, to be kept for ever', async () => {
    const page = await (await get('/', { accept: 'text/html' })).text();
    const script = /src="(\/assets\/[^"]+\.js)"/.exec(page)?.[1] ?? '';
    for (const encoding of ['br', 'gzip']) {
      const file = await get(script, { 'accept-encoding': encoding });
      expect(file.status).toBe(200);
      expect(Object.fromEntries(file.headers)).toMatchObject({
        'content-encoding': encoding,
        'cache-control': 'public, max-age=31536000, immutable',
        'content-type': expect.stringContaining('javascript'),
      });
    }
    expect((await get('/assets/../package.json', {})).status).toBe(404);
  });
});
