import type { FastifyRequest } from 'fastify';
import { unsupported } from './refusal.ts';

/** Throws an `HttpRefusal` when a body is not plain UTF-8, before any of it is read. */
export function refuseOtherEncodings({ headers }: FastifyRequest): void {
  const encoding = headers['content-encoding'] ?? 'identity';
  if (encoding.toLowerCase() !== 'identity') {
    throw unsupported(`The body must not be compressed; its content encoding is "${encoding}".`);
  }
  const charset = /;\s*charset="?([^";\s]+)/i.exec(headers['content-type'] ?? '')?.[1];
  if (charset !== undefined && !/^utf-?8$/i.test(charset)) {
    throw unsupported(`The charset of the body must be utf-8; it is "${charset}".`);
  }
}
