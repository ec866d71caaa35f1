import { setImmediate } from 'node:timers/promises';
import type { Authority } from '@hearth/schema/protocol/authority.ts';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  expect,
  it,
  type MockInstance,
  vi,
} from 'vitest';
import { answered, type GuardedGateway, startGuardedGateway } from './fixture.ts';
import { inSeconds, soundClaims } from './issuer.ts';

let gateway: GuardedGateway;
let verifications: MockInstance;
beforeAll(async () => {
  gateway = await startGuardedGateway();
});
beforeEach(() => {
  verifications = vi.spyOn(crypto.subtle, 'verify');
});
afterEach(() => {
  gateway.issuer.behave('well');
  vi.restoreAllMocks();
});
afterAll(() => gateway.stop());

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** A token that nobody signed. */
const forged = (header: object, number = 0): string => {
  const claims = { ...soundClaims(), iss: gateway.issuer.issuer, sub: `nobody-${number}` };
  return `${part({ alg: 'ES256', typ: 'at+jwt', ...header })}.${part(claims)}.${'A'.repeat(86)}`;
};

const knownKey = () => ({ kid: gateway.issuer.publicKey().kid });

/** What becomes of a token past HTTP: the authority, or the code of the refusal. */
async function outcomeFor(token: string): Promise<unknown> {
  const headers = { authorization: `Bearer ${token}`, 'x-purpose': 'MONITORING' };
  try {
    const { subject }: Authority = await gateway.access.authenticate(headers);
    return subject;
  } catch (error) {
    return (error as { code: string }).code;
  }
}

const several = <Result>(count: number, make: (number: number) => Result): Result[] =>
  Array.from({ length: count }, (_, number) => make(number));

describe('a flood of bad tokens', { timeout: 60_000 }, () => {
  it('costs one check of a signature when it is one token, at once or one after another', async () => {
    const token = forged(knownKey());
    const outcomes = await Promise.all(several(50, () => gateway.ask(token)));
    for (let count = 0; count < 20; count += 1) outcomes.push(await gateway.ask(token));
    expect(new Set(outcomes.map(({ code }) => code))).toEqual(new Set(['INVALID_TOKEN']));
    expect(verifications).toHaveBeenCalledTimes(1);
  });

  it('costs one check for each token under a known key, and the issuer nothing', async () => {
    const asked = gateway.issuer.asked();
    const outcomes = await Promise.all(several(200, (number) => outcomeFor(forged(knownKey(), number + 1))));
    expect(new Set(outcomes)).toEqual(new Set(['INVALID_TOKEN']));
    expect(verifications).toHaveBeenCalledTimes(200);
    expect(gateway.issuer.asked()).toBe(asked);
  });

  it.each<[string, (number: number) => string]>([
    ['another algorithm', (number) => forged({ ...knownKey(), alg: 'HS256' }, number)],
    ['no algorithm', (number) => forged({ ...knownKey(), alg: 'none' }, number)],
    ['a demand that is not known', (number) => forged({ ...knownKey(), crit: ['x'], x: 1 }, number)],
    ['a signature over no claims', (number) => `${part({ alg: 'ES256', b64: false, number })}..x`],
    ['no JWT', (number) => `token-${number}`],
    ['too many characters', (number) => forged({ ...knownKey(), much: 'x'.repeat(9_000) }, number)],
  ])('costs no check of a signature with %s, and the issuer nothing', async (_name, make) => {
    const asked = gateway.issuer.asked();
    const outcomes = await Promise.all(several(100, (number) => outcomeFor(make(number))));
    expect(new Set(outcomes)).toEqual(new Set(['INVALID_TOKEN']));
    expect(verifications).not.toHaveBeenCalled();
    expect(gateway.issuer.asked()).toBe(asked);
  });

  it('keeps nobody out whose key is known, however many tokens wait for keys that there are not', async () => {
    const { issuer } = gateway;
    const known = await issuer.token({ claims: { sub: 'known' } });
    expect(await gateway.ask(known)).toMatchObject(answered);
    const fresh = await Promise.all(
      several(20, (number) => issuer.token({ claims: { sub: `new-${number}` } })),
    );
    issuer.behave('slow');
    const flood: Promise<unknown>[] = [];
    for (let number = 0; number < 5_000; number += 1) {
      flood.push(outcomeFor(forged({ kid: `made-up-${number}` }, number)));
      if (number % 100 === 0) await setImmediate(); // as requests come, over many turns
    }
    expect(await Promise.all(fresh.map(outcomeFor))).toEqual(fresh.map((_, number) => `new-${number}`));
    expect(await gateway.ask(known)).toMatchObject(answered);
    expect(new Set(await Promise.all(flood))).toEqual(new Set(['INVALID_TOKEN', 'ISSUER_DOWN']));
  });
});

describe('tokens that nobody vouches for', () => {
  it('get 429 once many came from one address, while sound ones from there are answered', async () => {
    const few = await startGuardedGateway({ rates: { badTokens: 20 } });
    try {
      const sound = (sub: string) => few.issuer.token({ claims: { sub } });
      const known = await sound('known');
      expect(await few.ask(known)).toMatchObject(answered);
      const outcomes = [];
      for (let number = 0; number < 15; number += 1) outcomes.push(await few.ask(`no-token-${number}`));
      expect(outcomes.slice(0, 10).map(({ status }) => status)).toEqual(
        Array.from({ length: 10 }, () => 401),
      );
      expect(outcomes.at(-1)).toMatchObject({ status: 429, code: 'RATE_LIMITED', retryAfter: '3' });
      expect(await few.ask('x'.repeat(9_000))).toMatchObject({ status: 429 });
      expect(await few.ask(known)).toMatchObject(answered);
      expect(await few.ask(await sound('new'))).toMatchObject(answered);
      const ended = await few.issuer.token({ claims: { exp: inSeconds(-60) } });
      expect(await few.ask(ended)).toMatchObject({ status: 401 }); // whose bearer has to get a new one
    } finally {
      await few.stop();
    }
  });
});

describe('a token that was refused since its key was not published', () => {
  it('is accepted as soon as the gateway has the key', async () => {
    const { issuer } = gateway;
    await issuer.rotate({ published: false });
    const early = await issuer.token({ claims: { sub: 'early' } });
    expect(await gateway.ask(early)).toMatchObject({ status: 401, code: 'INVALID_TOKEN' });
    issuer.publish();
    expect(await gateway.ask(await issuer.token({ claims: { sub: 'later' } }))).toMatchObject(answered);
    expect(await gateway.ask(early)).toMatchObject(answered);
  });
});
