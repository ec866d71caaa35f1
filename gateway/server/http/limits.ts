import type { FastifyRequest } from 'fastify';
import { exceeded } from './refusal.ts';

/** Bounds on HTTP requests, whatever they hold. */
export interface HttpLimits {
  /** Bytes of the body. */
  readonly bodyBytes: number;
  /** Lines of the header. */
  readonly headers: number;
  /** Requests that are answered at the same time. */
  readonly requests: number;
}

export const defaultHttpLimits: HttpLimits = { bodyBytes: 1024 * 1024, headers: 100, requests: 1_000 };

/** Throws an `HttpRefusal` when a request has more header lines than the limit. */
export function refuseManyHeaders({ raw }: FastifyRequest, limit: number): void {
  const lines = raw.rawHeaders.length / 2;
  if (lines <= limit) return;
  throw exceeded(431, 'headers', `The request has ${lines} header lines; the limit is ${limit}.`);
}
