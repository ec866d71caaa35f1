import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { EntityCache } from '@hearth/gateway/cache/entity-cache.ts';
import { KeptStore } from '@hearth/gateway/cache/kept-store.ts';
import { Question } from '@hearth/gateway/cache/question.ts';
import { Model } from './model.ts';
import { type Delays, households, personsOf, subgraphNames, turns, type World } from './world.ts';

/** Interleavings that are tried. */
const numRuns = Number(process.env['RUNS'] ?? 100);

const QUERIES = [
  `query ($id: ID!) { household(id: $id) { id place burden members { id name insured records { note } } } }`,
  `query ($id: ID!) { household(id: $id) { place members { insured } } }`,
  `query ($id: ID!) { household(id: $id) { uncached burden burden25: burden(year: 2025) } }`,
  `{ households { id place burden members { name insured } } }`,
  `{ patients { id name insured household { place } } }`,
];

const subgraph = fc.constantFrom(...subgraphNames);
const how = fc.constantFrom('told', 'told', 'told', 'lost', 'untold');

/** What may happen: among these households, asked by so many callers with these queries. */
function stepsOver(among: readonly string[], callers: number, queries: readonly string[]) {
  const target = fc
    .constantFrom(...among)
    .chain((id) => fc.record({ id: fc.constant(id), person: fc.constantFrom(null, ...personsOf(id)) }));
  const read = fc.record({
    do: fc.constant('read' as const),
    query: fc.constantFrom(...queries),
    caller: fc.nat(callers - 1),
    id: fc.constantFrom(...among),
    cacheReport: fc.constantFrom(true, false, false),
  });
  const write = fc.record({ do: fc.constant('write' as const), to: subgraph, target, how });
  const beside = fc.record({ do: fc.constant('write beside' as const), to: subgraph, target });
  const tell = fc.record({ do: fc.constant('tell' as const), of: subgraph, count: fc.nat(3) });
  const rest = fc.record({
    do: fc.constantFrom('fall behind' as const, 'catch up' as const, 'catch up' as const, 'lose' as const),
    of: subgraph,
  });
  const restart = fc.record({ do: fc.constant('restart' as const) });
  return fc.oneof(
    { weight: 8, arbitrary: read },
    { weight: 3, arbitrary: write },
    { weight: 2, arbitrary: beside },
    { weight: 3, arbitrary: tell },
    { weight: 4, arbitrary: rest },
    { weight: 1, arbitrary: restart },
  );
}

type Step = ReturnType<typeof stepsOver> extends fc.Arbitrary<infer Value> ? Value : never;

/** A step, how long after it the next one comes, and how long subgraphs take meanwhile; all in turns of the event loop. */
interface Timed extends Delays {
  readonly step: Step;
  readonly wait: number;
}

const totals = { reads: 0, hits: 0, wholes: 0, fenced: 0 };

async function play(steps: readonly Timed[], queries: readonly string[], memory: number) {
  const model = new Model(memory);
  await model.prepare(queries);
  const underWay: Promise<unknown>[] = [];
  for (const { step: each, wait, before, after } of steps) {
    model.world.delays = () => ({ before, after });
    if (each.do === 'read') underWay.push(model.read(each.query, each.caller, { id: each.id }, each));
    else if (each.do === 'write') {
      model.world.nextWrite = each.how as World['nextWrite'];
      underWay.push(model.write(each.to, each.target.id, each.target.person));
    } else if (each.do === 'write beside') model.world.commit(each.to, each.target.id, each.target.person);
    else if (each.do === 'tell') model.feed.tell(each.of, each.count);
    else if (each.do === 'fall behind') model.feed.fallBehind(each.of);
    else if (each.do === 'catch up') model.feed.catchUp(each.of);
    else if (each.do === 'lose') model.lose(each.of);
    else {
      model.restart();
      await model.prepare(queries);
    }
    await turns(wait);
  }
  await Promise.all(underWay);
  for (const name of subgraphNames) model.feed.catchUp(name);
  for (const query of QUERIES) {
    for (const id of households) {
      for (const cacheReport of [true, false, false]) await model.read(query, 0, { id }, { cacheReport });
    }
  }
  totals.reads += model.reads;
  totals.hits += model.hits;
  totals.wholes += model.wholes;
  totals.fenced += model.cache.counters.fenced;
  await model.stop();
  return model.faults;
}

/** Small memory lets slices be dropped for room all the time. */
function propertyOver(among: readonly string[], callers: number, queries: readonly string[]) {
  const step = stepsOver(among, callers, queries);
  const timed = fc.record({ step, wait: fc.nat(6), before: fc.nat(4), after: fc.nat(4) });
  return fc.asyncProperty(
    fc.array(timed, { minLength: 5, maxLength: 60, size: 'max' }),
    fc.constantFrom(1_000_000, 1_000_000, 8_000),
    async (steps, memory) => {
      const faults = await play(steps, queries, memory);
      if (faults.length > 0) throw new Error(faults.join('\n'));
    },
  );
}

describe('the cache', () => {
  afterEach(() => vi.restoreAllMocks());

  it('answers nothing older than what was acknowledged or told when a read began, and nothing across classes', async () => {
    await fc.assert(propertyOver(households, 3, QUERIES), {
      numRuns,
      seed: Number(process.env['SEED'] ?? 8255),
    });
    expect(totals.hits).toBeGreaterThan(totals.reads / 4); // of those that are reported
    expect(totals.wholes).toBeGreaterThan(totals.reads / 20);
    expect(totals.fenced).toBeGreaterThan(numRuns / 10);
  }, 300_000);

  const isFoundOut = async () => {
    const crowded = propertyOver(households.slice(0, 1), 1, QUERIES.slice(0, 1));
    const { failed } = await fc.check(crowded, { numRuns: 2_000, seed: 8255, endOnFailure: true });
    return failed;
  };

  it('is found out when writes that pass through empty nothing', async () => {
    vi.spyOn(EntityCache.prototype, 'wrote').mockReturnValue();
    expect(await isFoundOut()).toBe(true);
  }, 300_000);

  it('is found out when answers stay that were made of what went', async () => {
    const { delete: drop } = KeptStore.prototype;
    vi.spyOn(KeptStore.prototype, 'delete').mockImplementation(function (this: KeptStore, entry) {
      if (entry.kind === 'slice') drop.call(this, entry);
    });
    expect(await isFoundOut()).toBe(true);
  }, 300_000);

  it('is found out when it keeps answers that were not made of slices alone', async () => {
    vi.spyOn(Question.prototype, 'ask').mockReturnValue();
    expect(await isFoundOut()).toBe(true);
  }, 300_000);
});
