import { hkdfSync, randomBytes } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { readKeyRing } from '@hearth/schema/protocol/signature/keys.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import fc from 'fast-check';
import { keysNamed, type ListeningMinistry, openHealth, send, soundCall, type WireCall } from './fixture.ts';

const keys = keysNamed('one');
let ministry: ListeningMinistry;
beforeAll(async () => {
  ministry = await openHealth(keys);
});
afterAll(() => ministry.stop());

const refused = {
  errors: [
    {
      message: 'No gateway that the ministry knows vouches for the call.',
      extensions: { code: 'UNSIGNED_CALL' },
    },
  ],
};

async function expectRefusal(call: WireCall): Promise<void> {
  const { status, text } = await send(ministry.url, call);
  expect([status, JSON.parse(text)]).toEqual([401, refused]);
}

const withHeader = (call: WireCall, name: string, value: string): WireCall => ({
  ...call,
  headers: { ...call.headers, [name]: value },
});
const minutes = (count: number) => () => Date.now() + count * 60_000;

const attacks: Record<string, () => WireCall> = {
  'an edited body': () => ({ ...soundCall({ keys }), body: '{"query":"{__typename  }"}' }),
  'a body that is no JSON, before it is read': () => ({ ...soundCall({ keys }), body: 'x' }),
  'no body in place of one': () => ({ ...soundCall({ keys }), body: '' }),
  'a body in place of none': () => ({
    ...soundCall({ keys, body: '' }),
    body: '{"query":"{ __typename }"}',
  }),
  'another path': () => ({ ...soundCall({ keys }), path: '/operations' }),
  'a query that was not signed': () => ({ ...soundCall({ keys }), path: '/graphql?query={__typename}' }),
  'another method': () => ({ ...soundCall({ keys, body: '' }), method: 'GET' }),
  'a digest of an edited body': () => {
    const other = soundCall({ keys, body: '{"query":"{ other }"}' });
    const call = { ...soundCall({ keys }), body: other.body };
    return withHeader(call, 'content-digest', other.headers['content-digest']!);
  },
  'another authority': () =>
    withHeader(
      soundCall({ keys }),
      'hearth-authority',
      '{"purpose":"AUDIT","regions":[""],"scopes":["identity:read"]}',
    ),
  'another trace': () => withHeader(soundCall({ keys }), 'hearth-trace', 'ab'.repeat(16)),
  'a header of ours beside the signed ones': () => withHeader(soundCall({ keys }), 'hearth-region', '53'),
  'a key that the ministry does not know': () => soundCall({ keys: keysNamed('other') }),
  'a known key id with another secret': () => {
    const call = soundCall({ keys: keysNamed('other') });
    const input = call.headers['signature-input']!.replace('keyid="other"', 'keyid="one"');
    return withHeader(call, 'signature-input', input);
  },
  'an algorithm that the key is not of': () => {
    const call = soundCall({ keys });
    const input = call.headers['signature-input']!.replace('hmac-sha256', 'ed25519');
    return withHeader(call, 'signature-input', input);
  },
  'a signature of a minute ago': () => soundCall({ keys, now: minutes(-1) }),
  'a signature of the next minute': () => soundCall({ keys, now: minutes(1) }),
  'a signature for another ministry': () => soundCall({ keys, ministry: 'finance' }),
  'two signatures': () => {
    const call = soundCall({ keys });
    return withHeader(call, 'signature', `${call.headers['signature']}, other=:AAAA:`);
  },
};

describe('a ministry', () => {
  it('should answer a signed call', async () => {
    expect(await send(ministry.url, soundCall({ keys }))).toEqual({
      status: 200,
      text: '{"data":{"__typename":"Query"}}\n',
    });
  });

  it.each(Object.entries(attacks))('should refuse %s, and tell nothing of why', async (_, attack) => {
    await expectRefusal(attack());
  });

  it('should answer a call once, however often and however fast it comes', async () => {
    const call = soundCall({ keys });
    const answers = await Promise.all(Array.from({ length: 20 }, () => send(ministry.url, call)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ status }) => status === 401)).toHaveLength(19);
    await expectRefusal(call);
  });

  it('should refuse a call of which any one byte was changed on its way', async () => {
    const byte = fc.integer({ min: 0x21, max: 0x7e }).map((code) => String.fromCharCode(code));
    await fc.assert(
      fc.asyncProperty(fc.nat(), fc.nat(), byte, async (part, place, other) => {
        const call = soundCall({ keys, path: '/graphql?x=1' });
        const names = [...Object.keys(call.headers), 'body'];
        const name = names[part % names.length]!;
        const text = name === 'body' ? call.body : call.headers[name]!;
        const at = place % text.length;
        fc.pre(text[at] !== other);
        const changed = text.slice(0, at) + other + text.slice(at + 1);
        await expectRefusal(name === 'body' ? { ...call, body: changed } : withHeader(call, name, changed));
      }),
      { numRuns: 300 },
    );
  });
});

describe('a ministry that starts again', { timeout: 60_000 }, () => {
  it('should refuse what came to the process before it, and answer what is signed from then on', async () => {
    const call = soundCall({ keys });
    expect((await send(ministry.url, call)).status).toBe(200);
    const second = () => Math.floor(Date.now() / 1_000);
    for (const then = second(); second() === then;) await delay(20);
    const again = await openHealth(keys);
    expect((await send(again.url, call)).status).toBe(401);
    expect((await send(again.url, soundCall({ keys }))).status).toBe(200);
    await again.stop();
  });
});

describe('a ministry that holds a key derived for it', { timeout: 60_000 }, () => {
  it('should answer the gateway, which has the secret', async () => {
    const root = randomBytes(32);
    const held = Buffer.from(hkdfSync('sha256', root, '', 'health', 32)).toString('base64');
    const own = await openHealth(readKeyRing(`root:derived:${held}`));
    const gateway = readKeyRing(`root:${root.toString('base64')}`);
    expect((await send(own.url, soundCall({ keys: gateway }))).status).toBe(200);
    await own.stop();
  });
});

describe('a ministry that is open', () => {
  it('should answer unsigned calls to this machine’s own name, and verify signed ones as always', async () => {
    const open = await openHealth(keys, true);
    const unsigned: WireCall = {
      method: 'POST',
      path: '/graphql',
      headers: { 'content-type': 'application/json' },
      body: '{"query":"{ __typename }"}',
    };
    const statusOf = async (call: WireCall) => (await send(open.url, call)).status;
    expect(await statusOf(unsigned)).toBe(200);
    expect(await statusOf(withHeader(unsigned, 'host', 'rebound.example'))).toBe(401);
    expect(await statusOf(withHeader(unsigned, 'hearth-authority', '{}'))).toBe(401);
    expect(await statusOf(soundCall({ keys }))).toBe(200);
    expect(await statusOf(soundCall({ keys: keysNamed('other') }))).toBe(401);
    await open.stop();
  });
});
