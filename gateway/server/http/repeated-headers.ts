import type { IncomingMessage } from 'node:http';
import { HttpRefusal } from './refusal.ts';

const once: ReadonlySet<string> = new Set(['authorization', 'x-purpose', 'x-case']);

/**
 * Refuses a header that says more than once who asks and for what: Node takes the first `authorization` and joins the others,
 * and a proxy before it may have looked at another one.
 */
export function refuseRepeatedHeaders({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): void {
  let seen = '';
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] as string).toLowerCase();
    if (!once.has(name)) continue;
    if (seen.includes(name)) throw repeated(name);
    seen += ` ${name}`;
  }
}

const repeated = (name: string): HttpRefusal =>
  new HttpRefusal(400, 'BAD_REQUEST', `The header ${name} must stand once.`, {
    headers: name === 'authorization' ? { 'www-authenticate': 'Bearer error="invalid_request"' } : {},
  });
