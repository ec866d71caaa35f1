import type { IncomingMessage } from 'node:http';
import { isLoopback } from '@hearth/kit/loopback.ts';
import { HttpRefusal } from './refusal.ts';

/**
 * Refuses what a page of another site makes a browser send: browsers say so themselves (Fetch Metadata), and
 * older ones at least name the page's origin. Other programs send neither header and pass, and so do pages of `allowed` origins.
 */
export function refuseOtherSites(
  { headers }: Pick<IncomingMessage, 'headers'>,
  allowed: ReadonlySet<string> = none,
): void {
  if (headers.origin !== undefined && allowed.has(headers.origin)) return;
  const site = headers['sec-fetch-site'];
  const isOwn =
    site === undefined
      ? isOwnOrigin(headers.origin, headers.host)
      : site === 'same-origin' || site === 'none';
  if (!isOwn) throw new HttpRefusal(403, 'DENIED', 'Pages of other sites may not use this endpoint.');
}

/**
 * Refuses requests that were sent to this machine by another name. A gateway for this machine alone relies on nobody else reaching a
 * loopback address; a page whose own name is made to resolve to it (DNS rebinding) would.
 */
export function refuseOtherNames({ headers: { host } }: Pick<IncomingMessage, 'headers'>): void {
  if (host === lastAdmitted) return;
  if (isLoopback((host ?? '').toLowerCase().replace(/:\d+$/, ''))) {
    lastAdmitted = host;
    return;
  }
  throw new HttpRefusal(403, 'DENIED', 'This gateway answers to the names of this machine only: localhost.');
}

/** Almost all requests are sent to the same name. */
let lastAdmitted: string | undefined;

const none: ReadonlySet<string> = new Set();

const isOwnOrigin = (origin: string | undefined, host: string | undefined): boolean =>
  origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
