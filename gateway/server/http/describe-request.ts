import { maskCitizenIds } from '@hearth/schema/protocol/citizen-id.ts';
import type { FastifyRequest } from 'fastify';

const NAME = /^[_A-Za-z]\w{0,199}$/;
const NAMED = /\b(?:query|mutation|subscription)\s+([_A-Za-z]\w{0,199})/;

/** What the log says of a request for GraphQL: its operation's name, where it has one, and its trace. */
export function describeRequest({ asked }: Pick<FastifyRequest, 'asked'>): object {
  if (!asked) return {};
  const { query, operationName, traceId } = asked;
  const name = operationName ?? NAMED.exec(query ?? '')?.[1];
  return { operation: name && NAME.test(name) ? maskCitizenIds(name) : undefined, traceId };
}
