import type { FastifyRequest } from 'fastify';
import { defaultPatience, type Patience } from '@hearth/kit/server/patience.ts';
import { exceeded } from './refusal.ts';

/** Bounds on HTTP requests, whatever they hold. */
export interface HttpLimits extends Patience {
  /** Bytes of the body. */
  readonly bodyBytes: number;
  /** Lines of the header. */
  readonly headers: number;
  /** Requests that are answered at the same time, or wait for their turn. */
  readonly requests: number;
  /** Those of one caller. */
  readonly requestsPerSubject: number;
  /** Those of one caller that are answered while others of theirs wait. */
  readonly runningPerSubject: number;
  /** Connections that are held open for subscriptions: sockets and event streams. */
  readonly sockets: number;
  /** Those of one caller. */
  readonly socketsPerSubject: number;
  /** WebSockets of one address whose caller is not known yet. */
  readonly socketsPerAddress: number;
  /** Connections of one address, for any purpose. */
  readonly connectionsPerAddress: number;
  /** Operations that are under way on one of them. */
  readonly operationsPerSocket: number;
  /** Different shapes that the subscriptions of one caller may have. */
  readonly shapesPerSubject: number;
  /** Bytes of one message of a client. */
  readonly frameBytes: number;
  /** Milliseconds for a client to begin its connection. */
  readonly initTimeout: number;
}

export const defaultHttpLimits: HttpLimits = {
  ...defaultPatience,
  bodyBytes: 1024 * 1024,
  headers: 100,
  requests: 1_000,
  requestsPerSubject: 200,
  runningPerSubject: 32,
  sockets: 10_000,
  socketsPerSubject: 100,
  socketsPerAddress: 500,
  connectionsPerAddress: 2_000,
  operationsPerSocket: 100,
  shapesPerSubject: 50,
  frameBytes: 256 * 1024,
  initTimeout: 3_000,
};

/** Throws an `HttpRefusal` when a request has more header lines than the limit. */
export function refuseManyHeaders({ raw }: Pick<FastifyRequest, 'raw'>, limit: number): void {
  const lines = raw.rawHeaders.length / 2;
  if (lines <= limit) return;
  throw exceeded(431, 'headers', `The request has ${lines} header lines; the limit is ${limit}.`);
}
