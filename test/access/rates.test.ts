import { REQUEST_COST } from '@hearth/gateway/caller/rate-limit.ts';
import type { ErrorExtensions } from '@hearth/gateway/errors.ts';
import type { HubResult } from '@hearth/gateway/hub-request.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { post } from '../http/fixture.ts';
import { answered, type GuardedGateway, startGuardedGateway } from './fixture.ts';

/** A caller may spend what so many requests for nothing cost, an application what eight do. */
const FEW = 3;
const BURST = 3_600; // seconds, so that nothing comes back while the tests run

let gateway: GuardedGateway;
beforeAll(async () => {
  const perBurst = (requests: number) => (requests * REQUEST_COST * 60) / BURST;
  gateway = await startGuardedGateway({
    rates: { perSubject: perBurst(FEW), perClient: perBurst(8), burst: BURST },
  });
  await gateway.ask(await token('opener', 'of-all')); // who asks first pays for a document that is new
});
afterAll(() => gateway.stop());

const token = (sub: string, client = 'desk') => gateway.issuer.token({ claims: { sub, client_id: client } });
const limited = { status: 429, code: 'RATE_LIMITED', retryAfter: expect.stringMatching(/^\d+$/) };

/** Asks as somebody of an application of their own, and gives the status and the error, if there is one. */
async function askAs(
  name: string,
  query: string,
): Promise<{ status: number; extensions: ErrorExtensions | undefined }> {
  const headers = { authorization: `Bearer ${await token(name, name)}`, 'x-purpose': 'MONITORING' };
  const response = await post(gateway.graphql, { query }, headers);
  const { errors } = (await response.json()) as HubResult;
  return { status: response.status, extensions: errors?.[0]?.extensions };
}

const nothing = '{ __typename }';

describe('requests that come too often', () => {
  it('are refused to their caller alone, whichever tokens they have, and say when to ask again', async () => {
    for (const sub of ['a', 'b']) {
      const before = [];
      for (let count = 0; count < FEW; count += 1) before.push(await gateway.ask(await token(sub)));
      expect(before[0]).toMatchObject(answered);
      const outcome = await gateway.ask(await token(sub));
      expect(outcome).toMatchObject(limited);
      expect(Number(outcome.retryAfter)).toBeGreaterThan(0);
    }
  });

  it('count also when they are refused for their purpose', async () => {
    const tried = await token('c', 'another');
    for (let count = 0; count < FEW; count += 1) {
      expect(await gateway.ask(tried, { 'x-purpose': 'AUDIT' })).toMatchObject({ status: 403 });
    }
    expect(await gateway.ask(tried)).toMatchObject(limited);
  });

  it('are refused to an application that many callers share', async () => {
    const outcomes = [];
    for (const sub of ['d', 'e', 'f', 'g', 'h', 'i', 'j', 'k', 'l']) {
      outcomes.push(await gateway.ask(await token(sub, 'shared')));
    }
    expect(outcomes[0]).toMatchObject(answered);
    expect(outcomes.at(-1)).toMatchObject(limited);
    expect(await gateway.ask(await token('l', 'elsewhere'))).toMatchObject(answered);
  });
});

describe('an operation', () => {
  it('is counted by what it costs: a costly one leaves nothing for others', async () => {
    await askAs('warm-up', nothing);
    for (let count = 0; count < FEW - 1; count += 1) {
      expect(await askAs('frugal', nothing)).toMatchObject({ status: 200 });
    }
    const household = (number: number) => `h${number}: household(id: "H1") { name }`;
    const costly = `{ ${Array.from({ length: 40 }, (_, number) => household(number)).join(' ')} }`;
    expect(await askAs('spender', costly)).toMatchObject({ status: 200 });
    const refused = await askAs('spender', nothing);
    expect(refused).toMatchObject({ status: 429 });
    expect(refused.extensions).toMatchObject({ bucket: 'subject', cost: REQUEST_COST });
    expect(refused.extensions?.retryAfter).toBeGreaterThan(1);
  });

  it('that is not known costs as much as its text is long, also when it is refused', async () => {
    const long = (mark: string) => `# ${mark.repeat(1_500)}\n{ household(id: "H1") { name } }`;
    expect(await askAs('first', long('x'))).toMatchObject({ status: 200 });
    expect(await askAs('first', nothing)).toMatchObject({ status: 429 });
    expect(await askAs('second', long('x'))).toMatchObject({ status: 200 }); // now it is known
    expect(await askAs('second', nothing)).toMatchObject({ status: 200 });
    const wrong = `# ${'y'.repeat(1_500)}\n{ nowhere }`;
    expect((await askAs('third', wrong)).extensions?.code).toBe('GRAPHQL_VALIDATION_FAILED');
    expect(await askAs('third', nothing)).toMatchObject({ status: 429 });
  });

  it('costs for each set of conditions that it is planned for', async () => {
    const query = 'query ($with: Boolean!) { household(id: "H1") { name visits @include(if: $with) } }';
    const planned = `# ${'z'.repeat(600)}\n${query}`;
    const ask = async (name: string, variables: object) => {
      const headers = { authorization: `Bearer ${await token(name, name)}`, 'x-purpose': 'MONITORING' };
      return (await post(gateway.graphql, { query: planned, variables }, headers)).status;
    };
    expect(await ask('one', { with: true })).toBe(200);
    expect(await ask('two', { with: true })).toBe(200);
    expect(await ask('two', { with: true })).toBe(200); // it is known
    expect(await ask('three', { with: false })).toBe(200);
    expect(await ask('three', { with: false })).toBe(429); // to plan it anew has cost what there was
  });
});
