import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answered, type GuardedGateway, startGuardedGateway } from './fixture.ts';

let gateway: GuardedGateway;
beforeAll(async () => {
  gateway = await startGuardedGateway({ rates: { perSubject: 3, perClient: 8 } });
});
afterAll(() => gateway.stop());

const token = (sub: string, client = 'desk') => gateway.issuer.token({ claims: { sub, client_id: client } });
const limited = { status: 429, code: 'RATE_LIMITED', retryAfter: expect.stringMatching(/^\d+$/) };

describe('requests that come too often', () => {
  it('are refused to their caller alone, whichever tokens they have, and say when to ask again', async () => {
    for (const sub of ['a', 'b']) {
      for (let count = 0; count < 3; count += 1)
        expect(await gateway.ask(await token(sub))).toMatchObject(answered);
      const outcome = await gateway.ask(await token(sub));
      expect(outcome).toMatchObject(limited);
      expect(Number(outcome.retryAfter)).toBeGreaterThan(0);
      expect(Number(outcome.retryAfter)).toBeLessThanOrEqual(20);
    }
  });

  it('count also when they are refused for their purpose', async () => {
    const tried = await token('c', 'another');
    for (let count = 0; count < 3; count += 1) {
      expect(await gateway.ask(tried, { 'x-purpose': 'AUDIT' })).toMatchObject({ status: 403 });
    }
    expect(await gateway.ask(tried)).toMatchObject(limited);
  });

  it('are refused to an application that many callers share', async () => {
    expect(await gateway.ask(await token('d'))).toMatchObject(answered); // with those above the seventh
    expect(await gateway.ask(await token('e'))).toMatchObject(answered);
    expect(await gateway.ask(await token('f'))).toMatchObject(limited);
    expect(await gateway.ask(await token('f', 'elsewhere'))).toMatchObject(answered);
  });
});
