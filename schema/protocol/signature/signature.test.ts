import { createHmac, generateKeyPairSync, hkdfSync, randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Components, contentDigest, coveredComponents, signatureBase } from './base.ts';
import { type KeyRing, readKeyRing } from './keys.ts';
import { createSign } from './sign.ts';
import { createVerify, type Received } from './verify.ts';

const secret = () => randomBytes(32).toString('base64');
const pair = generateKeyPairSync('ed25519');
const privateDer = pair.privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64');
const publicDer = pair.publicKey.export({ type: 'spki', format: 'der' }).toString('base64');

const hmac = readKeyRing(`one:${secret()},two:${secret()}`);
const ed25519 = readKeyRing(`pair:ed25519:${privateDer}`);

const NOW = 1_800_000_000_000; // milliseconds
const authority = '{"purpose":"MONITORING","regions":["53"],"scopes":["health:read"]}';

interface Signed extends Received {
  readonly headers: Readonly<Record<string, string>>;
}

function signed(keys: KeyRing, { now = NOW, ministry = 'health', target = '/operations' } = {}): Signed {
  const trace = 'ab'.repeat(16);
  const call = { method: 'POST', target, contentType: 'application/jsonl', authority, trace };
  const digest = contentDigest('{"query":"{ x }"}');
  const signature = createSign(keys, () => now)({ ...call, contentDigest: digest }, ministry);
  const headers = {
    'content-type': call.contentType,
    'content-digest': digest,
    'hearth-authority': authority,
    'hearth-trace': trace,
    ...signature,
  };
  return { method: 'POST', target, headers };
}

const verifyWith = (keys: KeyRing, now = NOW) => createVerify({ keys, ministry: 'health', now: () => now });
const withHeader = (call: Signed, name: string, value: string): Signed => ({
  ...call,
  headers: { ...call.headers, [name]: value },
});

describe('the signature base', () => {
  // RFC 9421, appendix B.2.5 and B.2.6, with the keys of B.1.4 and B.1.5.
  const date = 'Tue, 20 Apr 2021 02:07:55 GMT';
  const vectors: [string, string, Components, string][] = [
    [
      'test-shared-secret:derived:uzvJfB4u3N0Jy4T7NZ75MDVcr8zSTInedJtkgcu46YW4XByzNJjxBdtjUkdJPBtbmHhIDi6pcl8jsasjlTMtDQ==',
      'test-shared-secret',
      [
        ['date', date],
        ['@authority', 'example.com'],
        ['content-type', 'application/json'],
      ],
      'pxcQw6G3AjtMBQjwo8XzkZf/bws5LelbaMk5rGIGtE8=',
    ],
    [
      'test-key-ed25519:ed25519:MC4CAQAwBQYDK2VwBCIEIJ+DYvh6SEqVTm50DFtMDoQikTmiCqirVv9mWG9qfSnF',
      'test-key-ed25519',
      [
        ['date', date],
        ['@method', 'POST'],
        ['@path', '/foo'],
        ['@authority', 'example.com'],
        ['content-type', 'application/json'],
        ['content-length', '18'],
      ],
      'wqcAqbmYJ2ji2glfAMaRy4gruYYnx2nEFN2HN6jrnDnQCK1u02Gb04v9EDgwUPiu4A0w6vuQv5lIp5WPpBKRCw==',
    ],
  ];

  it.each(vectors)(
    'should give the signature that RFC 9421 gives for %s',
    (text, id, components, signature) => {
      const [key] = readKeyRing(text);
      const parameters = `${coveredComponents(components)};created=1618884473;keyid="${id}"`;
      const base = signatureBase(components, parameters);
      expect(key.verify(base, 'health', signature)).toBe(true);
      expect(key.sign?.(base, 'health')).toBe(text.includes(':derived:') ? undefined : signature);
    },
  );

  it('should digest a body as RFC 9530 does', () => {
    expect(contentDigest('{"hello": "world"}\n')).toBe(
      'sha-256=:RK/0qy18MlBSVnWgjwz6lZEWjP/lF5HF9bvEF8FabDg=:',
    );
  });
});

describe.each([
  ['hmac-sha256', hmac],
  ['ed25519', ed25519],
] as const)('a call signed with %s', (_, keys) => {
  it('should be verified, and no two have the same nonce', () => {
    const verify = verifyWith(keys);
    expect(verify(signed(keys))).toMatchObject({ authority, trace: 'ab'.repeat(16) });
    expect(verify(signed(keys, { target: '/graphql?x=1' })).target).toBe('/graphql?x=1');
    const sign = createSign(keys);
    const call = {
      method: 'GET',
      target: '/',
      contentType: undefined,
      contentDigest: '',
      authority,
      trace: '',
    };
    const inputs = Array.from({ length: 100 }, () => sign(call, 'health')['signature-input']);
    expect(new Set(inputs).size).toBe(100);
  });

  it('should be refused when one byte of anything that is signed is another', () => {
    const verify = verifyWith(keys);
    const call = signed(keys, { target: '/graphql?x=1' });
    const texts = { method: call.method, target: call.target, ...call.headers };
    const places = Object.entries(texts).flatMap(([name, { length }]) =>
      Array.from({ length }, (__, place) => [name, place] as const),
    );
    const byte = fc.integer({ min: 0x20, max: 0x7e }).map((code) => String.fromCharCode(code));
    fc.assert(
      fc.property(fc.constantFrom(...places), byte, ([name, place], other) => {
        const text = texts[name as 'method'];
        fc.pre(text[place] !== other);
        const changed = text.slice(0, place) + other + text.slice(place + 1);
        const received =
          name === 'method' || name === 'target'
            ? { ...call, [name]: changed }
            : withHeader(call, name, changed);
        expect(() => verify(received)).toThrow();
      }),
      { numRuns: 1_500 },
    );
  });

  it('should be refused when a header that is signed is missing, or one of ours is there that is not', () => {
    const verify = verifyWith(keys);
    const call = signed(keys);
    for (const name of Object.keys(call.headers)) {
      const headers = Object.fromEntries(Object.entries(call.headers).filter(([other]) => other !== name));
      expect(() => verify({ ...call, headers })).toThrow();
    }
    expect(() => verify(withHeader(call, 'hearth-scopes', 'identity:read'))).toThrow('no signature covers');
    expect(() => verify({ ...call, target: '/operations?x=1' })).toThrow('other components');
  });

  it('should be refused when its signature covers something less, more or in another order', () => {
    const verify = verifyWith(keys);
    const call = signed(keys);
    const input = call.headers['signature-input']!;
    for (const [part, instead] of [
      [' "content-digest"', ''],
      ['"@path"', '"@path" "date"'],
      ['"@method" "@path"', '"@path" "@method"'],
      ['"@path"', '"@path";req'],
      [';tag="health"', ''],
      [';alg=', ';x="y";alg='],
      ['hearth=', 'hearth=();created=1, other='],
    ] as const) {
      expect(input).toContain(part);
      expect(() => verify(withHeader(call, 'signature-input', input.replace(part, instead)))).toThrow(
        /form|components/,
      );
    }
  });

  it('should be refused early, late, or signed for long', () => {
    const call = signed(keys);
    const seconds = (count: number) => NOW + count * 1_000;
    for (const now of [-5, 0, 30]) expect(verifyWith(keys, seconds(now))(call).nonce).toBeTruthy();
    expect(() => verifyWith(keys, seconds(-6))(call)).toThrow('in the future');
    expect(() => verifyWith(keys, seconds(31))(call)).toThrow('has expired');
    const input = call.headers['signature-input']!;
    const long = input.replace(/expires=(\d+)/, (___, expires) => `expires=${Number(expires) + 1}`);
    const components = input.slice('hearth='.length, input.indexOf(';created'));
    expect(components).toContain('"@method"');
    const [key] = keys;
    const base = signatureBase(
      [
        ['@method', 'POST'],
        ['@path', '/operations'],
        ...['content-type', 'content-digest', 'hearth-authority', 'hearth-trace'].map(
          (name) => [name, call.headers[name]!] as const,
        ),
      ],
      long.slice('hearth='.length),
    );
    const resigned = withHeader(
      withHeader(call, 'signature-input', long),
      'signature',
      `hearth=:${key.sign!(base, 'health')}:`,
    );
    expect(() => verifyWith(keys)(resigned)).toThrow('longer than 30 s');
  });

  it('should be refused by another ministry, and by one that does not know its key', () => {
    expect(() => verifyWith(keys)(signed(keys, { ministry: 'finance' }))).toThrow('another ministry');
    expect(() => verifyWith(readKeyRing(`three:${secret()}`))(signed(keys))).toThrow('not known');
    const [{ id }] = keys;
    expect(() => verifyWith(readKeyRing(`${id}:${secret()}`))(signed(keys))).toThrow();
  });
});

describe('a key', () => {
  it('should be of one algorithm: the text of a public key is no secret', () => {
    const asSecret = readKeyRing(`pair:${Buffer.from(publicDer, 'base64').toString('base64')}`);
    const verify = verifyWith(readKeyRing(`pair:ed25519:${publicDer}`));
    expect(() => verify(signed(asSecret))).toThrow('not of what the call says');
    const call = signed(asSecret);
    const claimed = call.headers['signature-input']!.replace('hmac-sha256', 'ed25519');
    expect(() => verify(withHeader(call, 'signature-input', claimed))).toThrow('does not fit');
    expect(verify(signed(ed25519)).nonce).toBeTruthy();
  });

  it('should be replaced without a refusal: any that is known verifies, the first signs', () => {
    const [one, two] = hmac as unknown as [KeyRing[0], KeyRing[0]];
    expect(signed([two, one]).headers['signature-input']).toContain('keyid="two"');
    expect(verifyWith([one, two])(signed([two])).nonce).toBeTruthy();
    expect(verifyWith([two, one])(signed([one])).nonce).toBeTruthy();
    expect(() => verifyWith([two])(signed([one]))).toThrow('not known');
  });

  it.each([
    ['', 'id of 1 to 64'],
    ['a', 'fewer than 32 bytes'],
    ['a:c2hvcnQ=', 'fewer than 32 bytes'],
    [`a:${secret()}`.slice(0, -1), 'not in base64'],
    [`a b:${secret()}`, 'id of 1 to 64'],
    [`a:${secret()},a:${secret()}`, 'Two keys have one id'],
    ['a:derived:c2hvcnQ=', 'fewer than 32 bytes'],
    [`a:rsa:${secret()}`, 'no known algorithm'],
    [`a:derived:b:${secret()}`, 'no known algorithm'],
    [`a:ed25519:${secret()}`, 'no key of Ed25519'],
  ])('should not be read from %s', (text, reason) => {
    expect(() => readKeyRing(text)).toThrow(reason);
  });

  const derived = (text: string, ministry: string) => {
    const bytes = Buffer.from(text, 'base64');
    return Buffer.from(hkdfSync('sha256', bytes, '', ministry, 32)).toString('base64');
  };

  it('should vouch for calls to one ministry alone when it was derived for it from a secret', () => {
    const root = secret();
    const held = derived(root, 'health');
    const gateway = readKeyRing(`root:${root}`);
    expect(verifyWith(readKeyRing(`root:derived:${held}`))(signed(gateway)).nonce).toBeTruthy();
    const finance = createVerify({ keys: gateway, ministry: 'finance', now: () => NOW });
    expect(finance(signed(gateway, { ministry: 'finance' })).nonce).toBeTruthy();

    const forge = (text: string) =>
      createHmac('sha256', Buffer.from(held, 'base64')).update(text).digest('base64');
    const forger: KeyRing = [{ ...gateway[0], sign: forge }];
    expect(verifyWith(gateway)(signed(forger)).nonce).toBeTruthy(); // so it does forge, in its own name
    for (const keys of [forger, readKeyRing(`root:${held}`)]) {
      expect(() => finance(signed(keys, { ministry: 'finance' }))).toThrow('does not fit');
    }
  });

  it.each([
    ['the public half', `pair:ed25519:${publicDer}`],
    ['derived for a ministry', `one:derived:${secret()}`],
  ])('should not sign when it is %s', (_, keys) => {
    expect(() => createSign(readKeyRing(keys))).toThrow('must be able to sign');
  });
});
