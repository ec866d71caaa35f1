import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startGuardedGateway, type GuardedGateway } from '../access/fixture.ts';
import { statusesOf } from './raw.ts';

let gateway: GuardedGateway;
let authorization: string;
beforeAll(async () => {
  gateway = await startGuardedGateway();
  authorization = `Authorization: Bearer ${await gateway.issuer.token()}`;
});
afterAll(() => gateway.stop());

const BODY = '{"query":"{ __typename }"}';
const LENGTH = `Content-Length: ${BODY.length}`;

/** A sound request, with other lines beside or in place of the length of its body. */
const requestWith = (lines: readonly string[], body = BODY): string[] => [
  'POST /graphql HTTP/1.1',
  'Host: 127.0.0.1',
  'Connection: close',
  'Content-Type: application/json',
  'X-Purpose: MONITORING',
  authorization,
  ...lines,
  '',
  body,
];

/** What a proxy before the gateway may have read as something else: the second request, or another caller's header. */
const second = `0\r\n\r\nGET /graphql?query=%7B__typename%7D HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`;

describe('a request that can be read in two ways', () => {
  it('is refused, where a sound one is answered', async () => {
    expect(await statusesOf(gateway.url, requestWith([LENGTH]))).toEqual([200]);
  });

  it.each<[string, string[], string?]>([
    ['has a length and is in chunks', [LENGTH, 'Transfer-Encoding: chunked'], second],
    ['has two lengths', [LENGTH, 'Content-Length: 5']],
    ['has a length that is none', ['Content-Length: 0x1a']],
    ['is in chunks of another name', ['Transfer-Encoding: xchunked'], second],
    ['is in chunks twice', ['Transfer-Encoding: chunked', 'Transfer-Encoding: identity'], second],
    ['has a blank before a colon', [LENGTH, 'X-Purpose : AUDIT']],
    ['has a header over two lines', [LENGTH, 'X-Case: a', ' b']],
    ['has a header without a name', [LENGTH, ': AUDIT']],
    ['has a NUL in a header', [LENGTH, 'X-Case: a\0b']],
    ['has a bare carriage return in a header', [LENGTH, 'X-Case: a\rX-Purpose: AUDIT']],
    ['names who asks twice', [LENGTH, 'authorization: Bearer x']],
    ['names its purpose twice', [LENGTH, 'x-purpose: MONITORING']],
  ])('is refused as a whole, and nothing after it answered, when it %s', async (_name, lines, body) => {
    expect(await statusesOf(gateway.url, requestWith(lines, body))).toEqual([400]);
  });

  it('says nothing of who asks after its body', async () => {
    const chunks = `${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\nX-Purpose: MONITORING\r\n${authorization}\r\n`;
    const sound = requestWith(['Transfer-Encoding: chunked'], chunks);
    const without = (name: string) => sound.filter((line) => !line.startsWith(name));
    expect(await statusesOf(gateway.url, sound)).toEqual([200]);
    expect(await statusesOf(gateway.url, without('X-Purpose'))).toEqual([403]);
    expect(await statusesOf(gateway.url, without('Authorization'))).toEqual([401]);
  });
});
