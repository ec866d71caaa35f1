import { isOutage } from '@hearth/schema/protocol/errors.ts';
import { PING } from '@hearth/schema/protocol/ping.ts';
import { type SubgraphAnswer, type SubgraphOperation, type Transport, TransportError } from './transport.ts';

/** Whether a subgraph answers: DOWN covers everything but being late. */
export type SubgraphState = 'UP' | 'DOWN' | 'TIMEOUT';

/** Asks for it. */
export const ping: SubgraphOperation = {
  kind: 'query',
  query: PING,
  queryJson: JSON.stringify(PING),
  variables: undefined,
};

/**
 * Asks a subgraph the least that can be asked. A ministry whose database does not answer says so, and counts as its database does. Never
 * rejects.
 * @param patience milliseconds for an answer
 */
export async function findState(
  transport: Transport,
  subgraph: string,
  patience: number,
): Promise<SubgraphState> {
  try {
    return stateIn(await transport.send(subgraph, ping, { deadline: patience }));
  } catch (error) {
    return error instanceof TransportError && error.code === 'TIMEOUT' ? 'TIMEOUT' : 'DOWN';
  }
}

function stateIn({ errors }: SubgraphAnswer): SubgraphState {
  const [error] = Array.isArray(errors) ? errors : [];
  const code: unknown = error?.extensions?.code;
  return isOutage(code) ? code : 'UP';
}
