import { gzipSync } from 'node:zlib';

/** An HTTP request that asks for more than an answer, whatever document it holds. */
export interface HostileRequest {
  readonly name: string;
  readonly headers: Record<string, string>;
  readonly body: string | Buffer;
  /** What it is refused with. */
  readonly code: string;
}

const query = '{ household(id: "H1") { id } }';
const body = JSON.stringify({ query });

/** JSON that nests 100,000 times. */
export const nested = (open: string, inside: string, close: string): string =>
  open.repeat(100_000) + inside + close.repeat(100_000);

/** So many header lines. */
export const numbered = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`x-${index}`, '1']));

const json = (name: string, content: string | Buffer, code: string, headers = {}): HostileRequest => ({
  name,
  headers: { 'content-type': 'application/json', ...headers },
  body: content,
  code,
});

const typed = (
  name: string,
  type: string | undefined,
  content: string | Buffer = body,
  more = {},
): HostileRequest => ({
  name,
  headers: { ...(type && { 'content-type': type }), ...more },
  body: content,
  code: 'UNSUPPORTED_MEDIA_TYPE',
});

const compressed = (encoding: string) => ({ 'content-encoding': encoding });
const zeros = gzipSync(Buffer.alloc(100 * 1024 * 1024)); // 100 KB that inflate to 100 MB

export const requests: readonly HostileRequest[] = [
  typed('a gzip bomb', 'application/json', zeros, compressed('gzip')),
  typed('a deflated body', 'application/json', body, compressed('deflate')),
  typed('a form', 'application/x-www-form-urlencoded', `query=${encodeURIComponent(query)}`),
  typed('an upload', 'multipart/form-data; boundary=x'),
  typed('plain text', 'text/plain'),
  typed('plain text that says it is JSON', 'text/plain; x=application/json'),
  typed('no content type', undefined),
  typed('UTF-16', 'application/json; charset=utf-16le', Buffer.from(body, 'utf16le')),
  typed('UTF-7', 'application/json;charset="utf-7"'),
  json('200 header lines', body, 'LIMIT_EXCEEDED', numbered(200)),
  json('a header of 20 KB', body, 'LIMIT_EXCEEDED', { 'x-long': 'x'.repeat(20_000) }),
  json('a body of 2 MB', JSON.stringify({ query: `#${'x'.repeat(2_000_000)}` }), 'LIMIT_EXCEEDED'),
  json('a batch', `[${body},${body}]`, 'BATCH_NOT_SUPPORTED'),
  json('100,000 nested lists', nested('[', '', ']'), 'BATCH_NOT_SUPPORTED'),
  json('100,000 nested objects', nested('{"a":', '1', '}'), 'BAD_REQUEST'),
  json('100,000 lists that do not end', '['.repeat(100_000), 'BAD_REQUEST'),
  json(
    '100,000 nested lists in extensions',
    `{"query":1,"extensions":${nested('[', '', ']')}}`,
    'BAD_REQUEST',
  ),
  json('a poisoned prototype', `{"query":${JSON.stringify(query)},"__proto__":{"a":1}}`, 'BAD_REQUEST'),
  json('variables with a prototype', `{"query":"{a}","variables":{"__proto__":{"a":1}}}`, 'BAD_REQUEST'),
];
