import type { IncomingHttpHeaders } from 'node:http';
import { badRequest } from './refusal.ts';

const names = ['authorization', 'x-purpose', 'x-case'] as const;

/**
 * Who asks and for what, where a connection says it in its first message: browsers cannot give a socket headers. Throws an `HttpRefusal` when something
 * is said twice, or is no text.
 */
export function connectionHeaders(
  headers: IncomingHttpHeaders,
  payload: Readonly<Record<string, unknown>>,
): IncomingHttpHeaders {
  const given = Object.entries(payload).map(([name, value]) => [name.toLowerCase(), value] as const);
  const said: Record<string, string> = {};
  for (const [name, value] of given) {
    if (!(names as readonly string[]).includes(name)) continue;
    if (typeof value !== 'string') throw badRequest(`\`${name}\` of the connection must be a text.`);
    if (headers[name] !== undefined || name in said) throw badRequest(`${name} must be said once.`);
    said[name] = Buffer.from(value).toString('latin1'); // as HTTP brings what is not ASCII
  }
  return { ...headers, ...said };
}
