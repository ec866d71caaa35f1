import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import { EntityCache } from '@hearth/gateway/cache/entity-cache.ts';
import { HandFeed } from '../../cache/hand-feed.ts';
import { randomModel, randomQuery, randomWorld } from './draws.ts';
import { interfaceObjectSubgraph } from './model.ts';
import { NotComposed, NotPlanned, startGraph } from './graph.ts';
import { LastingPlanner } from './lasting-planner.ts';

/** Graphs that are tried; each is asked about twenty queries. */
const numRuns = Math.ceil(Number(process.env['RUNS'] ?? 1_000) / 50);

/** How often each query is asked: fetched, put together of what was kept, and given as it was put together. */
const TIMES = 3;

const subgraphNames = ['a', 'b', 'c', 'd', interfaceObjectSubgraph];

const planner = new LastingPlanner();
afterAll(() => planner.stop());

const totals = { hits: 0, fetched: 0, wholes: 0 };

it('a hub that keeps everything it may answers any query as one schema does, also from what it has kept, one at a time and all together', async () => {
  const queries = fc.array(randomQuery, { minLength: 10, maxLength: 25, size: 'max' });
  const property = fc.asyncProperty(randomModel, randomWorld, queries, async (model, world, drawn) => {
    const feed = new HandFeed();
    const cache = new EntityCache({ memory: 2 ** 24, feed });
    const graph = await startGraph(model, world, planner, cache).catch(unless(NotComposed));
    if (!graph) return;
    try {
      for (const query of drawn.flatMap((draw) => graph.read(draw))) {
        for (let time = 0; time < (query.kind === 'mutation' ? 1 : TIMES); time += 1) {
          const fault = await graph.findFault(query).catch(unless(NotPlanned));
          if (fault !== undefined) throw new Error(fault);
        }
        // The world undoes mutations before the next query, and tells nobody.
        if (query.kind === 'mutation') for (const name of subgraphNames) feed.loseAll(name);
      }
      for (const name of subgraphNames) feed.loseAll(name);
      for (let time = 0; time < TIMES; time += 1) {
        const fault = await graph.findFaultTogether();
        if (fault !== undefined) throw new Error(fault);
      }
    } finally {
      await graph.stop();
      totals.hits += cache.counters.hits;
      totals.wholes += cache.counters.wholes;
      totals.fetched += cache.counters.misses;
    }
  });
  await fc.assert(property, { numRuns, seed: Number(process.env['SEED'] ?? 8255), endOnFailure: true });
  expect(totals.hits).toBeGreaterThan(totals.fetched / 2);
  expect(totals.wholes).toBeGreaterThan(totals.fetched / 100);
}, 600_000);

/** Nothing for an error that is no fault of the hub's. */
const unless = (Expected: new () => Error) => (error: unknown) => {
  if (error instanceof Expected) return undefined;
  throw error;
};
