import type { FastifyInstance } from 'fastify';
import { badRequest } from './refusal.ts';

/** JSON that a client sent and that is not used. The message says why, and names the key at fault. */
export class UnusableJson extends Error {
  override readonly name = 'UnusableJson';
}

/** Reads JSON of a client. Throws `UnusableJson` for a key by which an object could change what all objects inherit. */
export function readJson(text: string): unknown {
  const value = parse(text);
  if (MAY_REACH_PROTOTYPES.test(text)) refusePrototypes(value);
  return value;
}

/** Reads bodies by `readJson`. Bytes that are not UTF-8 are refused: they would be replaced, and a mutation would write that. */
export function parseJsonBodies(server: FastifyInstance): void {
  server.removeContentTypeParser('application/json');
  server.addContentTypeParser('application/json', { parseAs: 'buffer' }, (_request, body, done) => {
    try {
      done(null, readBytes(body as Buffer));
    } catch (error) {
      done(error instanceof UnusableJson ? badRequest(`The body ${error.message}.`) : (error as Error));
    }
  });
}

function readBytes(body: Buffer): unknown {
  if (body.length === 0) throw badRequest('The body is empty; send JSON with `query`.');
  return readJson(decode(body));
}

function decode(body: Buffer): string {
  try {
    return utf8.decode(body);
  } catch {
    throw new UnusableJson('is not UTF-8');
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true }); // leaves a byte order mark out

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new UnusableJson('is not JSON');
  }
}

/** Keys may be written with escapes of ASCII. */
const MAY_REACH_PROTOTYPES = /__proto__|constructor|\\u00/;

function refusePrototypes(value: unknown): void {
  const open = [value];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (typeof node !== 'object' || node === null) continue;
    if (Object.hasOwn(node, '__proto__'))
      throw new UnusableJson('has the key "__proto__", which is not allowed');
    const { constructor } = node as { readonly constructor: unknown };
    if (Object.hasOwn(node, 'constructor') && isWithPrototype(constructor)) {
      throw new UnusableJson('has the key "prototype" within "constructor", which is not allowed');
    }
    for (const inner of Object.values(node)) open.push(inner);
  }
}

const isWithPrototype = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype');
