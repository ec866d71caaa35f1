import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Operation } from '@hearth/schema/operations.ts';
import { Refusal } from '../errors.ts';
import { type Example, readyOperations } from '../explorer/ready-operations.ts';
import { createReadiness } from '../http/readiness.ts';
import type { SubgraphState } from '../transport/ping.ts';
import { createHub, type Hub, type HubOptions } from '../hub.ts';
import type { OpenPlanner } from '../plan/planner.ts';
import { readSupergraphInTurns } from '../plan/supergraph.ts';
import type { Transport } from '../transport/transport.ts';

/** What a supergraph is put into service with. */
export interface ServingOptions extends Omit<HubOptions, 'supergraph' | 'planner'> {
  /** As SDL. */
  readonly supergraph: string;
  readonly openPlanner: OpenPlanner;
  /** Operations that are known before anybody asks them. */
  readonly operations: readonly Operation[];
  /** Keys of real records for the operations' variables. */
  readonly example: Example;
}

/** One supergraph in service, or about to be. */
export interface Serving extends Pick<
  Hub,
  'schema' | 'execute' | 'read' | 'prepare' | 'kindOf' | 'planSubscription'
> {
  /** The operations that its schema can answer, for the explorer. */
  readonly operations: readonly Operation[];
  /** Which of its subgraphs answer. */
  readiness(): Promise<Record<string, SubgraphState>>;
  /** Resolves when what was asked of it is answered and the way to its subgraphs is closed. */
  retire(): Promise<void>;
}

/**
 * Reads a supergraph, plans and compiles the operations that fit it, and is ready to answer.
 * Rejects when the supergraph cannot be used; nothing is left open then.
 */
export async function openServing({
  operations,
  example,
  openPlanner,
  supergraph: sdl,
  ...options
}: ServingOptions): Promise<Serving> {
  const planner = openPlanner(sdl, options.overrideLabels ?? new Set()); // it reads while this process does
  let transport!: Transport;
  let hub: Hub | undefined;
  try {
    hub = createHub({
      ...options,
      supergraph: await readSupergraphInTurns(sdl),
      planner,
      transport: (subgraphs) => (transport = options.transport(subgraphs)),
    });
    await planner.opened;
    if (!hub.schema.getQueryType()) throw new Error('The supergraph has no type for queries.');
    const ready = readyOperations(hub.schema, operations, example);
    const names = new Set(ready.map(({ name }) => name));
    await warm(hub, [...operations.filter(({ name }) => names.has(name)), ...ready]);
    return countUses(hub, ready, createReadiness(hub.subgraphs, transport));
  } catch (error) {
    await (hub ?? planner).stop();
    throw error;
  }
}

/** Plans and compiles operations one at a time, so that requests to another supergraph are answered in between. */
async function warm(hub: Hub, operations: readonly Operation[]): Promise<void> {
  for (const { document: query, variables } of operations) {
    await nextTurn();
    try {
      await hub.prepare({ query, variables });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error; // one that the settings refuse needs no plan
    }
  }
}

/** Knows when the last request that began is answered. */
function countUses(hub: Hub, operations: readonly Operation[], readiness: Serving['readiness']): Serving {
  let uses = 0;
  let onUnused: (() => void) | undefined;
  const release = () => {
    uses -= 1;
    if (uses === 0) onUnused?.();
  };
  const use = <Result>(run: () => Promise<Result>): Promise<Result> => {
    uses += 1;
    return run().finally(release);
  };
  return {
    schema: hub.schema,
    operations,
    execute: (request) => use(() => hub.execute(request)),
    read: (request) => use(() => hub.read(request)),
    prepare: (request) => use(() => hub.prepare(request)),
    kindOf: (request) => hub.kindOf(request),
    planSubscription: (request) => hub.planSubscription(request),
    readiness: () => use(readiness),
    async retire() {
      if (uses > 0) await new Promise<void>((resolve) => (onUnused = resolve));
      await hub.stop();
    },
  };
}
