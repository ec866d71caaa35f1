import { findState, type SubgraphState } from '../transport/ping.ts';
import type { Subgraph, Transport } from '../transport/transport.ts';

const PATIENCE = 1_000; // milliseconds for a subgraph to answer
const FRESH = 1_000; // milliseconds for which states are not asked again

/** Asks all subgraphs whether they answer, at most once a second however often it is called. */
export function createReadiness(subgraphs: readonly Subgraph[], transport: Transport) {
  let states: Promise<Record<string, SubgraphState>> | undefined;
  const askAll = async () => {
    const asked = subgraphs.map(
      async ({ name }) => [name, await findState(transport, name, PATIENCE)] as const,
    );
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
