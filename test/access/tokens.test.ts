import { CompactEncrypt, type CryptoKey, exportSPKI, generateKeyPair, importJWK } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { answered, askFor, type GuardedGateway, outcomeOf, startGuardedGateway } from './fixture.ts';
import { inSeconds, soundClaims, type TokenOptions } from './issuer.ts';

let gateway: GuardedGateway;
beforeAll(async () => {
  gateway = await startGuardedGateway();
});
afterAll(() => gateway.stop());

const invalid = (about: string) => ({
  status: 401,
  code: about === 'expired' ? 'TOKEN_EXPIRED' : 'INVALID_TOKEN',
  authenticate: expect.stringMatching(
    new RegExp(`^Bearer error="invalid_token", error_description="[^"]*${about}`),
  ),
});

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

describe('a sound access token', () => {
  it('is answered, however its scheme is written, and with more claims than the gateway reads', async () => {
    expect(await gateway.askWith({})).toMatchObject(answered);
    expect(
      await gateway.askWith({ claims: { jti: 'x', name: '王芳', aud: ['other', 'hearth'] } }),
    ).toMatchObject(answered);
    const token = await gateway.issuer.token();
    expect(await gateway.ask(token, { authorization: `bearer ${token}` })).toMatchObject(answered);
  });

  it.each(['ES256', 'RS256', 'EdDSA'])('may be signed with %s', async (algorithm) => {
    await gateway.issuer.rotate({ algorithm });
    expect(await gateway.askWith({})).toMatchObject(answered);
  });

  it('may say its type in full', async () => {
    expect(await gateway.askWith({ header: { typ: 'application/at+jwt' } })).toMatchObject(answered);
  });

  it('names its application with azp where client_id is missing', async () => {
    expect(await gateway.askWith({ claims: { client_id: undefined, azp: 'desk' } })).toMatchObject(answered);
  });

  it('costs the issuer nothing once it is known', async () => {
    const token = await gateway.issuer.token();
    await gateway.ask(token);
    const before = gateway.issuer.asked();
    for (let count = 0; count < 20; count += 1) expect(await gateway.ask(token)).toMatchObject(answered);
    expect(gateway.issuer.asked()).toBe(before);
  });
});

describe('a request without a token', () => {
  it.each([
    [{}],
    [{ authorization: '' }],
    [{ authorization: 'Basic dXNlcjpwYXNz' }],
    [{ authorization: 'Bearer' }],
    [{ cookie: 'access_token=eyJ' }],
  ])('is told what is needed: %o', async (headers) => {
    const outcome = await outcomeOf(await askFor(gateway.graphql, headers as Record<string, string>));
    expect(outcome).toMatchObject({ status: 401, code: 'UNAUTHENTICATED', authenticate: 'Bearer' });
  });

  it('is not helped by one in the query string or the body', async () => {
    const token = await gateway.issuer.token();
    const url = `${gateway.graphql}?access_token=${token}`;
    expect(await outcomeOf(await askFor(url, {}))).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    const got = await fetch(`${url}&query=${encodeURIComponent('{ household(id: "H1") { name } }')}`);
    expect(got.status).toBe(401);
  });

  it('is refused before its body is read', async () => {
    const response = await fetch(gateway.graphql, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: `{ no JSON ${'x'.repeat(2_000_000)}`,
    });
    expect(response.status).toBe(401);
  });
});

describe('a token that is not accepted', () => {
  const hs256WithPublicKey = async () => {
    const key = (await importJWK(gateway.issuer.publicKey(), undefined, { extractable: true })) as CryptoKey;
    const secret = new TextEncoder().encode(await exportSPKI(key));
    return gateway.issuer.token({ header: { alg: 'HS256' }, key: secret });
  };
  const unsigned = async () =>
    `${part({ alg: 'none', typ: 'at+jwt' })}.${part({ ...soundClaims(), iss: gateway.issuer.issuer })}.`;

  it('is unsigned, or signed with the public key as if that were a secret', async () => {
    expect(await gateway.ask(await unsigned())).toMatchObject(invalid(''));
    expect(await gateway.ask(await hs256WithPublicKey())).toMatchObject(invalid('must be signed with ES256'));
  });

  it('is signed with another algorithm of the right kind, or by somebody else with the right name of a key', async () => {
    const { privateKey: ps256 } = await generateKeyPair('PS256');
    const other = gateway.askWith({ header: { alg: 'PS256' }, key: ps256 });
    expect(await other).toMatchObject(invalid('must be signed with ES256'));
    await gateway.issuer.rotate();
    const { privateKey: stranger } = await generateKeyPair('ES256');
    expect(await gateway.askWith({ key: stranger })).toMatchObject(invalid('signature'));
  });

  it.each([
    ['a path', '../../../../dev/null'],
    ['a path with a NUL', 'key-1\0.pem'],
    ['a URL', 'http://127.0.0.1:1/keys'],
    ['SQL', "x' UNION SELECT 'secret"],
    ['a command', 'key-1|whoami'],
    ['a name of every object', '__proto__'],
    ['a name of every function', 'constructor'],
    ['nothing', ''],
    ['a number', 1],
    ['a list', ['key-1']],
    ['an object', { toString: 'key-1' }],
    ['null', null],
    ['a name without end', 'k'.repeat(6_000)],
  ])('names as its key %s, whoever signed it, and nothing is loaded but the keys', async (_name, kid) => {
    const before = gateway.issuer.asked();
    const { privateKey } = await generateKeyPair('ES256');
    for (const key of [privateKey, undefined]) {
      const outcome = await gateway.askWith({ header: { kid }, ...(key && { key }) });
      expect(outcome).toMatchObject({ status: 401, code: 'INVALID_TOKEN' });
    }
    expect(gateway.issuer.asked() - before).toBeLessThanOrEqual(2);
  });

  it('is signed with a key of the issuer’s for another algorithm', async () => {
    await gateway.issuer.rotate({ algorithm: 'RS256' });
    const { kid } = gateway.issuer.publicKey();
    await gateway.issuer.rotate({ algorithm: 'ES256' });
    expect(await gateway.askWith({ header: { kid } })).toMatchObject({ status: 401, code: 'INVALID_TOKEN' });
    const { privateKey } = await generateKeyPair('EdDSA');
    const other = await gateway.askWith({ header: { alg: 'EdDSA' }, key: privateKey });
    expect(other).toMatchObject({ status: 401, code: 'INVALID_TOKEN' });
  });

  it('has claims that were not encoded before they were signed, which another reader may read otherwise', async () => {
    const claims = JSON.stringify({ ...soundClaims(), iss: gateway.issuer.issuer });
    for (const header of [{ b64: false, crit: ['b64'] }, { b64: false }]) {
      const { kid } = gateway.issuer.publicKey();
      const head = part({ alg: 'ES256', typ: 'at+jwt', kid, ...header });
      expect(await gateway.ask(`${head}.${Buffer.from(claims).toString('base64url')}.AAAA`)).toMatchObject(
        invalid(''),
      );
    }
  });

  it('is encrypted, also when what is inside is sound', async () => {
    const secret = crypto.getRandomValues(new Uint8Array(32));
    const inside = new TextEncoder().encode(await gateway.issuer.token());
    const encrypted = await new CompactEncrypt(inside)
      .setProtectedHeader({ alg: 'dir', enc: 'A256GCM', cty: 'JWT' })
      .encrypt(secret);
    expect(await gateway.ask(encrypted)).toMatchObject(invalid(''));
  });

  it('stands twice in one header, or has something beside it', async () => {
    const token = await gateway.issuer.token();
    for (const text of [
      `${token}, Bearer ${token}`,
      `${token} ${token}`,
      `"${token}"`,
      `${token};x=1`,
      `${token}=`,
    ]) {
      expect(await gateway.ask(text)).toMatchObject(invalid(''));
    }
  });

  it('brings its own key along, or says where it is', async () => {
    const { privateKey, publicKey } = await generateKeyPair('ES256', { extractable: true });
    const jwk = await crypto.subtle.exportKey('jwk', publicKey);
    for (const header of [
      { jwk, kid: undefined },
      { jku: 'http://127.0.0.1:1/keys' },
      { x5u: 'http://127.0.0.1:1/' },
    ]) {
      expect(await gateway.askWith({ header, key: privateKey })).toMatchObject({ status: 401 });
    }
  });

  it.each<[string, TokenOptions, string]>([
    ['is from another issuer', { claims: { iss: 'https://elsewhere.example' } }, 'issuer'],
    ['is for another gateway', { claims: { aud: 'payroll' } }, 'aud'],
    ['is for nobody', { claims: { aud: undefined } }, 'aud'],
    ['is an ID token', { header: { typ: 'JWT' } }, 'at\\+jwt'],
    ['does not say what it is', { header: { typ: undefined } }, 'typ'],
    ['expired 31 seconds ago', { claims: { exp: inSeconds(-31) } }, 'expired'],
    ['is for later', { claims: { nbf: inSeconds(90) } }, 'nbf'],
    ['never ends', { claims: { exp: undefined } }, 'exp'],
    ['lives for more than a day', { claims: { exp: inSeconds(100_000) } }, 'exp'],
    ['was made long before, to live for years', { claims: { iat: 1, exp: inSeconds(60) } }, 'exp'],
    ['does not say when it was made', { claims: { iat: undefined } }, 'iat'],
    ['was made as a text', { claims: { iat: '2020-01-01' } }, 'iat'],
    ['will be made later', { claims: { iat: inSeconds(600), exp: inSeconds(1_200) } }, 'iat'],
    ['is of nobody', { claims: { sub: undefined } }, 'sub'],
    ['is of nobody with an empty name', { claims: { sub: '' } }, 'sub'],
    ['is of a name that would fill the record', { claims: { sub: 'x'.repeat(256) } }, 'sub'],
    ['came through an application of such a name', { claims: { client_id: 'x'.repeat(256) } }, 'client_id'],
    ['came through no application', { claims: { client_id: undefined } }, 'azp'],
    [
      'demands what the gateway does not know',
      { header: { crit: ['urn:of-another'], 'urn:of-another': 1 } },
      '',
    ],
    ['has scopes as a list', { claims: { scope: ['household:read'] } }, 'scope'],
    ['has a region that is none', { claims: { regions: ['530625', '5306251'] } }, 'regions'],
    ['has an empty region, which is not the whole country', { claims: { regions: [''] } }, 'regions'],
    ['has a region as a number', { claims: { regions: [530625] } }, 'regions'],
    ['has regions as one text', { claims: { regions: '*' } }, 'regions'],
    ['has a purpose that is none', { claims: { purposes: ['CURIOSITY'] } }, 'purposes'],
    ['has purposes as one text', { claims: { purposes: 'MONITORING' } }, 'purposes'],
    ['has a person that is no text', { claims: { person: { id: 'P1' } } }, 'person'],
  ])('%s', async (_name, options, about) => {
    const token = await gateway.issuer.token(options);
    for (let time = 0; time < 2; time += 1) expect(await gateway.ask(token)).toMatchObject(invalid(about));
  });

  it('is accepted when clocks differ by less than thirty seconds', async () => {
    expect(await gateway.askWith({ claims: { exp: inSeconds(-20) } })).toMatchObject(answered);
    expect(await gateway.askWith({ claims: { nbf: inSeconds(20) } })).toMatchObject(answered);
    expect(await gateway.askWith({ claims: { iat: inSeconds(20) } })).toMatchObject(answered);
  });

  it.each(['x', 'a.b.c', '..', `${part({ alg: 'ES256', typ: 'at+jwt' })}..`, 'a.b.c.d.e', '王芳'])(
    'is no token at all: %s',
    async (text) => {
      const bytes = Buffer.from(text).toString('latin1');
      expect(await gateway.ask(bytes)).toMatchObject(invalid(''));
    },
  );

  it('is changed by one letter anywhere', async () => {
    const token = await gateway.issuer.token();
    for (const at of [3, token.indexOf('.') + 5, token.length - 10]) {
      const changed = token.slice(0, at) + (token[at] === 'A' ? 'B' : 'A') + token.slice(at + 1);
      expect(await gateway.ask(changed)).toMatchObject({ status: 401, code: 'INVALID_TOKEN' });
    }
  });

  it('is too long to be looked at, or for the header as a whole', async () => {
    expect(await gateway.ask('x'.repeat(9_000))).toMatchObject(invalid('longer than the limit of 8192'));
    expect(await gateway.ask('x'.repeat(17_000))).toMatchObject({ status: 431, code: 'LIMIT_EXCEEDED' });
  });

  it('is told of without anything that it holds', async () => {
    const token = await gateway.issuer.token({ claims: { sub: 'secret-name', regions: ['secret-place'] } });
    const response = await askFor(gateway.graphql, { authorization: `Bearer ${token}` });
    const told = `${await response.text()} ${response.headers.get('www-authenticate')}`;
    expect(told).not.toContain('secret');
    expect(told).not.toContain(token.split('.')[2]);
  });
});

describe('an issuer that is set to make other tokens', () => {
  let other: GuardedGateway;
  beforeAll(async () => {
    other = await startGuardedGateway({ tokens: { type: 'JWT', longestLife: 3_600 } });
  });
  afterAll(() => other.stop());

  it('has them accepted by the type that is set, and by no other', async () => {
    expect(await other.askWith({ header: { typ: 'JWT' } })).toMatchObject(answered);
    expect(await other.askWith({ header: { typ: 'at+jwt' } })).toMatchObject(invalid('must be JWT'));
  });

  it('has them live as long as is set, and no longer', async () => {
    const header = { typ: 'JWT' };
    const lives = (seconds: number) => ({ iat: inSeconds(0), exp: inSeconds(0) + seconds });
    expect(await other.askWith({ header, claims: lives(3_600) })).toMatchObject(answered);
    expect(await other.askWith({ header, claims: lives(3_601) })).toMatchObject(invalid('3600 seconds'));
  });
});
