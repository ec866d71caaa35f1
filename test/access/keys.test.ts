import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createKeySet } from '@hearth/gateway/caller/key-set.ts';
import { keysFrom } from '@hearth/gateway/caller/key-source.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { answered, type GuardedGateway, startGuardedGateway } from './fixture.ts';
import { generateKeyPair } from 'jose';

let gateway: GuardedGateway;
beforeAll(async () => {
  gateway = await startGuardedGateway();
});
afterEach(() => gateway.issuer.behave('well'));
afterAll(() => gateway.stop());

/** A token signed with a key that nobody publishes. */
const madeUp = async (kid: string) => {
  const { privateKey } = await generateKeyPair('ES256');
  return gateway.issuer.token({ header: { kid }, key: privateKey });
};

describe('the keys of the issuer', () => {
  it('may rotate under load without one valid request that fails', async () => {
    const { issuer } = gateway;
    const outcomes: unknown[] = [];
    const over = new AbortController();
    const caller = async (number: number) => {
      while (!over.signal.aborted) {
        const token = await issuer.token({ claims: { sub: `caller-${number}-${outcomes.length}` } });
        outcomes.push((await gateway.ask(token)).status);
      }
    };
    const callers = Array.from({ length: 8 }, (_, number) => caller(number));
    for (let turn = 0; turn < 3; turn += 1) {
      await delay(200);
      await issuer.rotate();
    }
    await delay(1_500); // longer than two loads of the keys
    over.abort();
    await Promise.all(callers);
    expect(outcomes.length).toBeGreaterThan(50);
    expect(outcomes.filter((status) => status !== 200)).toEqual([]);
  });

  it('are fetched once for a key that is new, whoever waits for it', async () => {
    const { issuer } = gateway;
    issuer.behave('slow');
    await delay(1_100); // the next load begins at once
    const before = issuer.asked();
    await issuer.rotate();
    const tokens = await Promise.all(
      [1, 2, 3, 4, 5].map((sub) => issuer.token({ claims: { sub: `new-${sub}` } })),
    );
    const outcomes = await Promise.all(tokens.map((token) => gateway.ask(token)));
    for (const outcome of outcomes) expect(outcome).toMatchObject(answered);
    expect(issuer.asked() - before).toBe(1);
  });

  it('are asked for once a second at most, however many tokens name keys that there are not', async () => {
    const { issuer } = gateway;
    const before = issuer.asked();
    const begun = performance.now();
    const flood = await Promise.all(Array.from({ length: 100 }, (_, number) => madeUp(`made-up-${number}`)));
    const valid = await issuer.token({ claims: { sub: 'in-the-flood' } });
    const [known, ...refused] = await Promise.all([valid, ...flood].map((token) => gateway.ask(token)));
    const seconds = (performance.now() - begun) / 1_000;
    expect(known).toMatchObject(answered);
    expect(new Set(refused.map(({ code }) => code))).toEqual(new Set(['INVALID_TOKEN']));
    expect(issuer.asked() - before).toBeLessThanOrEqual(Math.ceil(seconds) + 1);
  });

  it('serve on while the issuer is down or answers nonsense; who bears an unknown key is told to ask again', async () => {
    const { issuer } = gateway;
    const known = await issuer.token({ claims: { sub: 'outage' } });
    for (const how of ['down', 'broken'] as const) {
      issuer.behave(how);
      const unknown = gateway.ask(await madeUp(`unknown-${how}`));
      expect(await gateway.ask(known)).toMatchObject(answered);
      expect(await gateway.ask(await issuer.token({ claims: { sub: `new-while-${how}` } }))).toMatchObject(
        answered,
      );
      expect(await unknown).toMatchObject({ status: 503, code: 'ISSUER_DOWN', retryAfter: '1' });
    }
    expect(gateway.warnings.length).toBeGreaterThan(0);
    expect(JSON.stringify(gateway.warnings)).not.toContain('<html>');
  });

  it('no longer let anybody in once they are withdrawn, also who was let in before', async () => {
    const { issuer } = gateway;
    const old = await issuer.token({ claims: { sub: 'before-withdrawal' } });
    expect(await gateway.ask(old)).toMatchObject(answered);
    await issuer.rotate({ withdraw: true });
    expect(await gateway.askWith({})).toMatchObject(answered); // its key is new, and so all are loaded
    expect(await gateway.ask(old)).toMatchObject({ status: 401, code: 'INVALID_TOKEN' });
  });
});

describe('a key set', () => {
  let directory: string;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'hearth-keys-'));
  });
  afterEach(() => vi.restoreAllMocks());
  afterAll(() => rm(directory, { recursive: true }));

  it('is loaded anew after ten minutes, while the keys that are there serve on, but not for more than a day', async () => {
    const { issuer } = gateway;
    const failures: string[] = [];
    const keys = createKeySet({
      load: keysFrom(issuer.keys),
      outages: { onLost: (reason) => failures.push(reason), onBack: () => {} },
    });
    await keys.load();
    const version = keys.version();
    const { alg, kid } = issuer.publicKey();
    const find = () => keys.find({ alg: alg!, kid: kid! }, { payload: '', signature: '' });

    let skipped = 0;
    const real = performance.now.bind(performance);
    vi.spyOn(performance, 'now').mockImplementation(() => real() + skipped);
    issuer.behave('down');
    skipped = 11 * 60_000;
    const before = issuer.asked();
    expect(keys.version()).toBe(version);
    await keys.load();
    expect(issuer.asked()).toBe(before + 1);
    expect(failures).toHaveLength(1);
    await expect(find()).resolves.toBeDefined();

    skipped = 25 * 60 * 60_000;
    await keys.load();
    expect(keys.version()).not.toBe(version);
    await expect(find()).rejects.toThrow();
  });

  it.each([
    ['{"keys":[]}', 'JSON Web Key Set'],
    ['{"keys":{}}', 'JSON Web Key Set'],
    ['{"keys":[{}]}', 'see keys.0'],
    ['{"keys":["secret"]}', 'see keys.0'],
    ['{"keys":[{"kty":"EC","crv":"P-256","x":"x"}]}', 'see keys.0'],
    ['{"keys":[{"kty":"RSA","n":"secret words","e":"AQAB"}]}', 'see keys.0'],
    ['{"keys":[{"kty":"EC","crv":"P-256","x":"x","y":"y","kid":7}]}', 'see keys.0'],
    [`{"keys":[${'{"kty":"oct"},'.repeat(100)}{"kty":"oct"}]}`, '1 to 100 keys'],
    [`{"keys":[],"secret":"${'x'.repeat(300_000)}"}`, 'larger than the limit of 262144 bytes'],
    ['secret words', 'JSON Web Key Set'],
    ['{"keys":[{"kty":"oct","k":"c2VjcmV0"}]}', 'public keys alone'],
    ['{"keys":[{"kty":"EC","crv":"P-256","x":"x","y":"y","d":"secret"}]}', 'public keys alone'],
  ])('is refused as %s, without its text', async (text, reason) => {
    const path = join(directory, 'keys.json');
    await writeFile(path, text);
    const failure = await keysFrom(path)().catch((error: Error) => error.message);
    expect(failure).toContain(reason);
    expect(failure).not.toContain('secret');
  });

  it('that is malformed or endless leaves the keys that are there, is no fresh one, and is asked for again', async () => {
    const { issuer } = gateway;
    const failures: string[] = [];
    const keys = createKeySet({
      load: keysFrom(issuer.keys),
      outages: { onLost: (reason) => failures.push(reason), onBack: () => {} },
    });
    await keys.load();
    const version = keys.version();
    const { alg, kid } = issuer.publicKey();
    let skipped = 11 * 60_000; // now it is time to load them again
    const real = performance.now.bind(performance);
    vi.spyOn(performance, 'now').mockImplementation(() => real() + skipped);
    for (const how of ['malformed', 'endless'] as const) {
      issuer.behave(how);
      await keys.load();
      expect(keys.version()).toBe(version);
      await expect(
        keys.find({ alg: alg!, kid: kid! }, { payload: '', signature: '' }),
      ).resolves.toBeDefined();
      skipped += 2_000;
    }
    expect(failures).toEqual([
      expect.stringContaining('see keys.0'),
      expect.stringContaining('larger than the limit'),
    ]);
    expect(issuer.sent()).toBeLessThan(50_000_000);
    issuer.behave('well');
    skipped += 2_000;
    const before = issuer.asked();
    keys.version(); // it was not fresh, and so is loaded by whoever asks
    await keys.load();
    expect(issuer.asked()).toBe(before + 1);
    expect(failures).toHaveLength(2);
  });
});
