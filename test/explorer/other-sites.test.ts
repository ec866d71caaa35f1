import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { openAccess } from '@hearth/gateway/caller/open-access.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../http/fixture.ts';
import { chromiumPath, openPage } from './browser.ts';

let gateway: TestGateway;
let site: Server;
/** How often somebody was let in. */
let admitted = 0;
beforeAll(async () => {
  const authenticate: typeof openAccess.authenticate = (headers) => {
    admitted += 1;
    return openAccess.authenticate(headers);
  };
  gateway = await startTestGateway(undefined, {
    access: { ...openAccess, authenticate },
    introspection: true,
  });
  site = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>Elsewhere</title>');
  });
  await new Promise<void>((resolve) => site.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await gateway.stop();
  await new Promise((resolve) => site.close(resolve));
});

/** What a page tries, and what it learns: the text of an answer, or nothing. Runs in the page. */
async function tryAll(graphql: string): Promise<(string | undefined)[]> {
  const query = '{ household(id: "H1") { name } }';
  const body = JSON.stringify({ query });
  const got = `${graphql}?query=${encodeURIComponent(query)}`;
  const read = (url: string, init: RequestInit) =>
    fetch(url, init).then(
      (answer) => answer.text(),
      () => undefined,
    );
  const socket = () =>
    new Promise<string | undefined>((resolve) => {
      const opening = new WebSocket(graphql.replace('http', 'ws'), 'graphql-transport-ws');
      opening.addEventListener('open', () => resolve('open'));
      opening.addEventListener('error', () => resolve(undefined));
    });
  return [
    await read(got, {}),
    await read(got, { credentials: 'include' }),
    await read(graphql, { method: 'POST', body, headers: { 'content-type': 'application/json' } }),
    await read(graphql, {
      method: 'POST',
      body,
      headers: { authorization: 'Bearer x', 'x-purpose': 'MONITORING' },
    }),
    await read(graphql, { method: 'POST', body }), // which a browser sends without asking
    (await read(graphql, { method: 'POST', body, mode: 'no-cors' })) || undefined, // opaque: an empty text
    await read(new URL('/explorer/operations', graphql).href, {}),
    await socket(),
  ];
}

describe.skipIf(!chromiumPath)('a page of another site, in a browser', () => {
  it.each(['127.0.0.1', 'localhost'])(
    'learns nothing and has nothing run, on another port or name: %s',
    { timeout: 120_000 },
    async (host) => {
      const { page, close } = await openPage();
      await page.goto(`http://${host}:${(site.address() as AddressInfo).port}/`);
      admitted = 0;
      const learned = await page.evaluate(tryAll, gateway.graphql);
      expect(learned).toEqual(learned.map(() => undefined));
      expect(admitted).toBe(0);
      await close();
    },
  );

  it('may frame none of its pages', { timeout: 120_000 }, async () => {
    const { page, close, complaints } = await openPage();
    await page.goto(`http://127.0.0.1:${(site.address() as AddressInfo).port}/`);
    await page.setContent(`<iframe src="${gateway.url}"></iframe>`, { waitUntil: 'load' });
    await expect.poll(() => complaints.join('\n')).toContain('frame-ancestors');
    await close();
  });
});
