import type { EntityCache } from '../cache/entity-cache.ts';
import { findState } from '../transport/ping.ts';
import {
  type Subgraph,
  type SubgraphAnswer,
  type Transport,
  TransportError,
} from '../transport/transport.ts';
import { Breaker } from './breaker.ts';
import { deliver } from './deliver.ts';
import { Lane } from './lane.ts';
import type { Outgoing, Sender } from './outgoing.ts';

export interface DispatchOptions {
  readonly transport: Transport;
  readonly subgraphs: readonly Subgraph[];
  /** Milliseconds that an operation waits for company while its subgraph is answering others. Default 5. */
  readonly longestWait?: number;
  /** Operations that leave for one subgraph together at the most. Default 64. */
  readonly largestLoad?: number;
  /** Failures of a subgraph in a row after which it is only probed. Default 5. */
  readonly failuresToOpen?: number;
  /** What is kept of answers. Default: nothing is, and nobody tells of changes. */
  readonly cache?: Pick<EntityCache, 'wrote' | 'onOutdated'> | undefined;
}

/** Brings what requests send to the subgraphs: together where they may, again where that helps, never in vain. */
export interface Dispatch {
  /** Resolves with an answer that belongs to the caller. Rejects with a `TransportError`. */
  send(outgoing: Outgoing, sender: Sender): Promise<SubgraphAnswer>;
  /** Ends the probes. What is under way goes on. */
  stop(): void;
}

const PROBE_INTERVAL = 250; // milliseconds
const PROBE_PATIENCE = 100; // milliseconds
const PROBE_DEADLINE = 1_000; // milliseconds

export function createDispatch({
  transport,
  subgraphs,
  longestWait = 5,
  largestLoad = 64,
  failuresToOpen = 5,
  cache,
}: DispatchOptions): Dispatch {
  const breakers: Breaker[] = [];
  const openLane = (subgraph: string): Lane => {
    const probe = async () => (await findState(transport, subgraph, PROBE_DEADLINE)) === 'UP';
    const breaker = new Breaker({
      failuresToOpen,
      probe,
      probeInterval: PROBE_INTERVAL,
      probePatience: PROBE_PATIENCE,
    });
    breakers.push(breaker);
    return new Lane({
      longestWait,
      largestLoad,
      deliver: (parcel, deadlineAt) => deliver(transport, breaker, parcel, deadlineAt),
      onWritten: (answer) => cache?.wrote(subgraph, answer?.extensions),
    });
  };
  const lanes = new Map(subgraphs.map(({ name }) => [name, openLane(name)]));
  const endTelling = cache?.onOutdated((subgraph) => {
    for (const [name, lane] of lanes) if (subgraph === undefined || subgraph === name) lane.outdate();
  });
  return {
    send(outgoing, sender) {
      const { subgraph } = outgoing.template;
      const lane = lanes.get(subgraph);
      return (
        lane?.send(outgoing, sender) ??
        Promise.reject(new TransportError('DOWN', subgraph, 'The supergraph does not name it.'))
      );
    },
    stop() {
      endTelling?.();
      for (const breaker of breakers) breaker.stop();
    },
  };
}
