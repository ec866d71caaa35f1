import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestGateway, type TestGateway } from '../http/fixture.ts';
import { ask } from './fixture.ts';

const query = '{ household(id: "H1") { name } }';
const body = JSON.stringify({ query });
const json = { 'content-type': 'application/json' };
const nested = (open: string, inside: string, close: string) =>
  open.repeat(100_000) + inside + close.repeat(100_000);
const numbered = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`x-${index}`, '1']));

describe('an HTTP request that asks for more than an answer', () => {
  let gateway: TestGateway;
  beforeAll(async () => {
    gateway = await startTestGateway();
  });
  afterAll(() => gateway.stop());

  const zeros = gzipSync(Buffer.alloc(100 * 1024 * 1024)); // 100 KB that inflate to 100 MB

  it.each([
    ['a gzip bomb', { ...json, 'content-encoding': 'gzip' }, zeros, 'UNSUPPORTED_MEDIA_TYPE'],
    ['a deflated body', { ...json, 'content-encoding': 'deflate' }, body, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'a form',
      { 'content-type': 'application/x-www-form-urlencoded' },
      `query=${query}`,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['an upload', { 'content-type': 'multipart/form-data; boundary=x' }, body, 'UNSUPPORTED_MEDIA_TYPE'],
    ['plain text', { 'content-type': 'text/plain' }, body, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'plain text that says it is JSON',
      { 'content-type': 'text/plain; x=application/json' },
      body,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['no content type', {}, body, 'UNSUPPORTED_MEDIA_TYPE'],
    [
      'UTF-16',
      { 'content-type': 'application/json; charset=utf-16le' },
      Buffer.from(body, 'utf16le'),
      'UNSUPPORTED_MEDIA_TYPE',
    ],
    ['UTF-7', { 'content-type': 'application/json;charset="utf-7"' }, body, 'UNSUPPORTED_MEDIA_TYPE'],
    ['200 header lines', { ...json, ...numbered(200) }, body, 'LIMIT_EXCEEDED'],
    ['a header of 20 KB', { ...json, 'x-long': 'x'.repeat(20_000) }, body, 'LIMIT_EXCEEDED'],
    ['a body of 2 MB', json, JSON.stringify({ query: `#${'x'.repeat(2_000_000)}` }), 'LIMIT_EXCEEDED'],
    ['a batch', json, `[${body},${body}]`, 'BATCH_NOT_SUPPORTED'],
    ['100,000 nested lists', json, nested('[', '', ']'), 'BATCH_NOT_SUPPORTED'],
    ['100,000 nested objects', json, nested('{"a":', '1', '}'), 'BAD_REQUEST'],
    ['100,000 lists that do not end', json, '['.repeat(100_000), 'BAD_REQUEST'],
    ['100,000 nested extensions', json, `{"query":1,"extensions":${nested('[', '', ']')}}`, 'BAD_REQUEST'],
    ['a poisoned prototype', json, `{"query":${JSON.stringify(query)},"__proto__":{"a":1}}`, 'BAD_REQUEST'],
    [
      'variables with a prototype',
      json,
      `{"query":${JSON.stringify(query)},"variables":{"__proto__":{"a":1}}}`,
      'BAD_REQUEST',
    ],
  ])('is refused before any subgraph is asked: %s', async (_name, headers, content, code) => {
    expect(
      await ask(gateway.graphql, { headers: headers as Record<string, string>, body: content }),
    ).toMatchObject({ code });
    expect(gateway.federation.sent).toEqual([]);
  });

  it('is refused by GET too, when its header is too large or it changes anything', async () => {
    const get = (parameters: Record<string, string>, headers: Record<string, string> = {}) =>
      ask(`${gateway.graphql}?${new URLSearchParams(parameters)}`, { method: 'GET', headers });
    expect(await get({ query }, numbered(200))).toMatchObject({ status: 431, limit: 'headers' });
    expect(await get({ query: `{ ${'a'.repeat(20_000)} }` })).toMatchObject({
      status: 431,
      limit: 'headers',
    });
    const variables = nested('[', '', ']').slice(98_000, 102_000);
    expect(await get({ query, variables })).toMatchObject({ code: 'BAD_REQUEST' });
    expect(await get({ query: 'mutation { rename(id: "H1", name: "x") { name } }' })).toMatchObject({
      status: 405,
      code: 'MUTATION_NOT_ALLOWED',
    });
    expect(gateway.federation.sent).toEqual([]);
  });

  it('is not one of an app with many cookies', async () => {
    const answer = await ask(gateway.graphql, { headers: { ...json, ...numbered(80) }, body });
    expect(answer.text).toContain('"data":{"household":{"name":"Household H1"}}');
  });
});
