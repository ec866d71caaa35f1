import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAccess } from '@hearth/gateway/caller/create-access.ts';
import { defaultRates } from '@hearth/gateway/caller/rate-limit.ts';
import { personas } from '@hearth/standalone/personas.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGuardedGateway } from '../access/fixture.ts';
import { codeOf, startTestGateway, type TestGateway } from '../http/fixture.ts';
import { chromiumPath, openPage } from './browser.ts';

const log = { warn: () => {} };

let dataDir: string;
let gateway: TestGateway;
const seen: Record<string, unknown>[] = [];
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'hearth-explorer-'));
  const access = await createAccess({ mode: 'demo', rates: defaultRates }, { dataDir, personas, log });
  const authenticate: typeof access.authenticate = async (headers) => {
    const authority = await access.authenticate(headers);
    seen.push({ subject: authority.subject, purpose: authority.purpose, case: authority.case });
    return authority;
  };
  gateway = await startTestGateway(undefined, { access: { ...access, authenticate }, introspection: true });
});
afterAll(async () => {
  await gateway.stop();
  await rm(dataDir, { recursive: true });
});

const askForToken = (headers: Record<string, string>, persona = 'citizen') =>
  fetch(`${gateway.url}/demo/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ persona }),
  });

describe.skipIf(!chromiumPath)('the explorer with the demo issuer', () => {
  it('asks as whom, for what and in which case its user chooses', { timeout: 120_000 }, async () => {
    const { page, complaints, close } = await openPage();
    await page.goto(gateway.url);
    await page.locator('.result-window .monaco-editor').waitFor();
    await page.locator('select[name=persona]').selectOption('village-worker');
    await page.locator('select[name=purpose]').selectOption('ASSISTANCE');
    await page.locator('input[name=case]').fill('云扶〔2024〕12号');
    await page.getByRole('button', { name: /Execute query/ }).click();
    await expect.poll(() => page.locator('.result-window').innerText()).toContain('"Query"');
    expect(seen.at(-1)).toEqual({
      subject: 'demo:village-worker',
      purpose: 'ASSISTANCE',
      case: '云扶〔2024〕12号',
    });
    await page.locator('select[name=persona]').selectOption('evaluator');
    await page.getByRole('button', { name: /Execute query/ }).click();
    await expect.poll(() => seen.at(-1)).toMatchObject({ subject: 'demo:evaluator', purpose: 'EVALUATION' });
    expect(complaints).toEqual([]);
    await close();
  });
});

describe.skipIf(!chromiumPath)('the explorer with an issuer', () => {
  it(
    'opens without a word of the schema, and asks with the token of whoever has one',
    { timeout: 120_000 },
    async () => {
      const operations = [{ name: 'A', document: 'query A { household(id: "H1") { name } }', variables: {} }];
      const guarded = await startGuardedGateway({ introspection: true, operations });
      const { page, outside, close } = await openPage();
      await page.goto(guarded.url);
      await page.locator('.result-window .monaco-editor').waitFor();
      expect(await page.locator('.graphiql-tab-button').allInnerTexts()).toEqual(['<untitled>']);
      expect(await page.locator('select[name=persona]').count()).toBe(0);
      await page.getByRole('button', { name: 'Headers', exact: true }).click();
      await page.locator('.graphiql-editor-tool .monaco-editor').last().click();
      await page.keyboard.insertText(`{"authorization": "Bearer ${await guarded.issuer.token()}"}`);
      await page.getByRole('button', { name: /Execute query/ }).click();
      await expect
        .poll(() => page.locator('.result-window').innerText(), { timeout: 20_000 })
        .toContain('"Query"');
      expect(outside).toEqual([]);
      await close();
      await guarded.stop();
    },
  );
});

describe('the tokens of the explorer', () => {
  it('are given to its own page alone', async () => {
    const own = await askForToken({ 'sec-fetch-site': 'same-origin' });
    expect(own.headers.get('cache-control')).toBe('no-store');
    expect(await own.json()).toEqual({ token: expect.stringMatching(/^eyJ/) });
    for (const site of ['cross-site', 'same-site', 'none']) {
      expect((await askForToken({ 'sec-fetch-site': site })).status).toBe(403);
    }
    expect((await askForToken({})).status).toBe(403);
  });

  it('are for personas alone', async () => {
    const response = await askForToken({ 'sec-fetch-site': 'same-origin' }, 'mayor');
    expect([response.status, await codeOf(response)]).toEqual([400, 'BAD_REQUEST']);
  });
});

describe('with an issuer', () => {
  it('there are neither explorer nor tokens of its own, and nobody is told the schema', async () => {
    const guarded = await startGuardedGateway();
    for (const path of ['/', '/explorer/operations', '/explorer/access']) {
      expect((await fetch(guarded.url + path, { headers: { accept: 'text/html' } })).status).toBe(404);
    }
    expect((await fetch(`${guarded.url}/demo/token`, { method: 'POST' })).status).toBe(404);
    const outcome = await introspect(guarded, 'schema:read');
    expect(outcome).toMatchObject({ errors: [{ extensions: { code: 'INTROSPECTION_NOT_ALLOWED' } }] });
    await guarded.stop();
  });

  it('the schema is told to who has the scope for it, once introspection is enabled', async () => {
    const operations = [{ name: 'A', document: 'query A { household(id: "H1") { name } }', variables: {} }];
    const guarded = await startGuardedGateway({ introspection: true, operations });
    expect((await fetch(guarded.url, { headers: { accept: 'text/html' } })).status).toBe(200);
    expect((await fetch(`${guarded.url}/explorer/operations`)).status).toBe(404); // which tell of the schema, to everybody
    expect((await fetch(`${guarded.url}/demo/token`, { method: 'POST' })).status).toBe(404);
    for (let time = 0; time < 2; time += 1) {
      const told = await introspect(guarded, 'schema:read');
      expect(told).toMatchObject({ data: { __schema: { queryType: { name: 'Query' } } } });
      const refused = await introspect(guarded, 'household:read');
      expect(refused).toMatchObject({ errors: [{ extensions: { code: 'INTROSPECTION_NOT_ALLOWED' } }] });
      expect(JSON.stringify(await introspect(guarded, 'household:read', '{ househol }'))).not.toContain(
        'household',
      );
      expect(JSON.stringify(await introspect(guarded, 'schema:read', '{ househol }'))).toContain('household');
    }
    await guarded.stop();
  });
});

async function introspect(
  { graphql, issuer }: Awaited<ReturnType<typeof startGuardedGateway>>,
  scope: string,
  query = '{ __schema { queryType { name } } }',
): Promise<unknown> {
  const authorization = `Bearer ${await issuer.token({ claims: { scope } })}`;
  const response = await fetch(graphql, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization, 'x-purpose': 'MONITORING' },
    body: JSON.stringify({ query }),
  });
  return response.json();
}
