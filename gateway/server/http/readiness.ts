import { ping } from '../transport/ping.ts';
import { TransportError, type Subgraph, type Transport } from '../transport/transport.ts';

/** Whether a subgraph answers: DOWN covers everything but being late. */
export type SubgraphState = 'UP' | 'DOWN' | 'TIMEOUT';

const PATIENCE = 1_000; // milliseconds for a subgraph to answer
const FRESH = 1_000; // milliseconds for which states are not asked again

/** Asks all subgraphs whether they answer, at most once a second however often it is called. */
export function createReadiness(subgraphs: readonly Subgraph[], transport: Transport) {
  let states: Promise<Record<string, SubgraphState>> | undefined;
  const askAll = async () => {
    const asked = subgraphs.map(async ({ name }) => [name, await stateOf(name, transport)] as const);
    return Object.fromEntries(await Promise.all(asked));
  };
  return (): Promise<Record<string, SubgraphState>> => {
    if (!states) {
      states = askAll();
      setTimeout(() => (states = undefined), FRESH).unref();
    }
    return states;
  };
}

async function stateOf(subgraph: string, transport: Transport): Promise<SubgraphState> {
  try {
    await transport.send(subgraph, ping, { deadline: PATIENCE });
    return 'UP';
  } catch (error) {
    return error instanceof TransportError && error.code === 'TIMEOUT' ? 'TIMEOUT' : 'DOWN';
  }
}
