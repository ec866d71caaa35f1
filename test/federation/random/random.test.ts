import fc from 'fast-check';
import { afterAll, expect, it } from 'vitest';
import type { CrowdCounts } from './crowd.ts';
import {
  randomModel,
  randomQuery,
  randomWorld,
  type ModelDraw,
  type QueryDraw,
  type WorldDraw,
} from './draws.ts';
import { NotComposed, NotPlanned, startGraph, type Graph } from './graph.ts';
import type { Query } from './queries.ts';
import { LastingPlanner } from './lasting-planner.ts';

/** On average. */
const queriesPerGraph = 50;
/** Queries that are tried; `RUNS` asks for more. */
const runs = Number(process.env['RUNS'] ?? 10_500);
/** `SEED` repeats the run that printed it, or tries others. One is tried unless told, so that a check finds the same each time. */
const seed = Number(process.env['SEED'] ?? 8255);
const timeout = 120_000 + runs * 50;

/** What was tried, and what was left out for reasons that are not the hub's. */
const counts = { queries: 0, mutations: 0, graphs: 0, notComposed: 0, notPlanned: 0 };

/** What asking at the same time led to, over all graphs. */
const crowd: CrowdCounts = { readsAlone: 0, readsTogether: 0, combined: 0, broken: 0 };

/** When a failing case is small enough: a minute after it was found, in milliseconds since 1970. */
let shrinkUntil = Infinity;

const planner = new LastingPlanner();
afterAll(() => planner.stop());

async function startCounted(model: ModelDraw, world: WorldDraw): Promise<Graph | undefined> {
  counts.graphs += 1;
  return startGraph(model, world, planner).catch((error: unknown) => {
    if (!(error instanceof NotComposed)) throw error;
    counts.notComposed += 1;
    return undefined;
  });
}

/** Asks all queries one after the other, then all of them at the same time. */
async function checkAll(graph: Graph, drawn: readonly QueryDraw[]): Promise<void> {
  for (const query of drawn.flatMap((draw) => graph.read(draw))) await check(graph, query);
  fail(await graph.findFaultTogether());
  for (const name of Object.keys(crowd) as (keyof CrowdCounts)[]) crowd[name] += graph.crowdCounts[name];
}

async function check(graph: Graph, query: Query): Promise<void> {
  counts.queries += 1;
  if (query.kind === 'mutation') counts.mutations += 1;
  const fault = await graph.findFault(query).catch((error: unknown) => {
    if (!(error instanceof NotPlanned)) throw error;
    counts.notPlanned += 1;
    return undefined;
  });
  fail(fault);
}

function fail(fault: string | undefined): void {
  if (fault !== undefined) throw new Error(fault);
}

/** Tries a graph; whatever goes wrong, the smallest case is looked for no longer than a minute. */
async function tryGraph(model: ModelDraw, world: WorldDraw, drawn: readonly QueryDraw[]): Promise<void> {
  if (Date.now() > shrinkUntil) return;
  let graph: Graph | undefined;
  try {
    graph = await startCounted(model, world);
    if (graph) await checkAll(graph, drawn);
  } catch (error) {
    shrinkUntil = Math.min(shrinkUntil, Date.now() + 60_000);
    throw error;
  } finally {
    await graph?.stop();
  }
}

it('a hub over any split of a schema answers any query as one schema does', { timeout }, async () => {
  const queries = fc.array(randomQuery, { minLength: 15, maxLength: 35, size: 'max' });
  const property = fc.asyncProperty(randomModel, randomWorld, queries, tryGraph);
  const numRuns = Math.ceil(runs / queriesPerGraph);
  await fc.assert(property, { numRuns, seed });
  console.log(JSON.stringify({ ...counts, ...crowd }));
  // Refusals come in clusters, so a short run may have a few more.
  expect(counts.notComposed, 'splits that the composer refuses').toBeLessThan(3 + counts.graphs * 0.03);
  expect(counts.notPlanned, 'queries that the planner refuses').toBeLessThan(40 + counts.queries * 0.03);
  expect(counts.mutations, 'mutations among them').toBeGreaterThan(counts.queries / 50);
  const saved = crowd.readsAlone - crowd.readsTogether;
  expect(saved, 'reads that are saved').toBeGreaterThan(counts.queries / 10);
  expect(crowd.combined, 'operations made of several').toBeGreaterThan(counts.queries / 200);
  expect(crowd.broken, 'of them asked again in parts').toBeGreaterThan(counts.queries / 500);
});
