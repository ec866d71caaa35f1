import { openAuthority } from '@hearth/schema/protocol/open-authority.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, households, post, startTestGateway, type TestGateway } from '../http/fixture.ts';

describe('open access', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway(households);
  });
  afterAll(() => gateway.stop());

  const ask = (headers: Record<string, string> = {}) =>
    post(gateway.graphql, { query: '{ household(id: "H1") { name visits } }' }, headers);

  it('answers everybody, whatever purpose of the contract and case they name', async () => {
    const utf8 = Buffer.from('云扶〔2024〕12号').toString('latin1');
    for (const headers of [{}, { 'x-purpose': 'AUDIT' }, { 'x-purpose': 'STATISTICS', 'x-case': utf8 }]) {
      expect(await (await ask(headers)).json()).toMatchObject({ data: { household: { visits: 3 } } });
    }
  });

  it('refuses a purpose that is not one, and a case that cannot be printed or read', async () => {
    const unknown = await ask({ 'x-purpose': 'CURIOSITY' });
    expect([unknown.status, await codeOf(unknown)]).toEqual([403, 'PURPOSE_UNKNOWN']);
    for (const text of ['x'.repeat(101), 'tab\there', '\u00ff\u00fe', '\u0085']) {
      const refused = await ask({ 'x-case': text });
      expect([refused.status, await codeOf(refused)]).toEqual([400, 'BAD_REQUEST']);
    }
  });

  it('covers the whole country for monitoring, and every scope but citizen IDs in full', () => {
    expect(openAuthority).toMatchObject({ purpose: 'MONITORING', regions: [''], person: null });
    expect(openAuthority.scopes).not.toContain('identity:read');
    expect(openAuthority.scopes).toContain('health:read');
  });
});
