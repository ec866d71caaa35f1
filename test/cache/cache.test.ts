import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { Fences } from '@hearth/gateway/cache/fences.ts';
import { Lane } from '@hearth/gateway/dispatch/lane.ts';
import { createAuthority } from '@hearth/schema/protocol/authority.ts';
import { Model } from './model.ts';
import { households, personsOf, turns } from './world.ts';

const VIEW = `query ($id: ID!) { household(id: $id) { id place burden members { id name insured records { note } } } }`;
const ALL = `{ households { id burden } }`;

describe('what is kept', () => {
  let model: Model;
  beforeEach(() => void (model = new Model()));
  afterEach(async () => {
    vi.restoreAllMocks();
    await model.stop();
    if (model.faults.length > 0) throw new Error(model.faults.join('\n'));
  });
  const calls = async (run: () => Promise<unknown>): Promise<string[]> => {
    model.world.sent.length = 0;
    await run();
    return model.world.sent.map(({ variables }) => variables ?? '');
  };
  const view = (id = 'H0', caller = 0) => model.read(VIEW, caller, { id });

  it('answers again without asking any subgraph, with the same answer', async () => {
    const first = await view();
    const again = view();
    expect(await calls(() => again)).toEqual([]);
    const { cache: uses, ...rest } = (await again).extensions ?? {};
    expect((await again).data).toEqual(first.data);
    expect(rest).toEqual({ ministries: { health: 'OK', register: 'OK' } });
    expect(uses).toEqual({
      register: { hits: 1, misses: 0, oldest: expect.any(Number) },
      health: { hits: 3, misses: 0, oldest: expect.any(Number) },
    });
  });

  it('is the same for every operation with the same selection, whatever else it selects', async () => {
    await view();
    const other = `query ($id: ID!) { h: household(id: $id) { uncached burden } }`;
    expect(await calls(() => model.read(other, 0, { id: 'H0' }))).toHaveLength(1);
    const sized = `query ($id: ID!) { household(id: $id) { place burden(year: 2025) } }`;
    expect(await calls(() => model.read(sized, 0, { id: 'H0' }))).toHaveLength(2);
  });

  it('is for callers of one class alone', async () => {
    await view('H0', 0);
    expect(await calls(() => view('H0', 1))).toHaveLength(2);
  });

  it('is completed: only the entities that are missing are asked for', async () => {
    await model.read(`query ($id: ID!) { household(id: $id) { id burden } }`, 0, { id: 'H1' });
    const asked = await calls(() => model.read(ALL, 0));
    expect(asked).toHaveLength(2);
    expect(asked[1]).toContain('"H0"');
    expect(asked[1]).not.toContain('"H1"');
    expect(asked[1]).toContain('"H2"');
  });

  it('is never a list at the root, nor anything that the contract does not declare', async () => {
    await model.read(ALL, 0);
    expect(await calls(() => model.read(ALL, 0))).toHaveLength(1);
  });

  it('is no entity with an error, though others of the same answer are', async () => {
    model.world.faulty.add('H1');
    const first = await model.read(ALL, 0);
    expect(first.errors).toHaveLength(1);
    model.world.faulty.clear();
    const asked = await calls(() => model.read(ALL, 0));
    expect(asked[1]).toContain('"H1"');
    expect(asked[1]).not.toMatch(/"H0"|"H2"/);
  });

  it('is no household that is not there', async () => {
    await view('H9');
    expect(await calls(() => view('H9'))).toHaveLength(1);
  });

  it('goes when the log tells of the household, and that of other households and subgraphs stays', async () => {
    for (const id of households) await view(id);
    model.world.commit('health', 'H0', null);
    model.feed.tell('health');
    expect(await calls(() => view('H0'))).toHaveLength(1); // health for the household and both its people
    expect(await calls(() => view('H1'))).toEqual([]);
    expect(model.cache.counters.emptied).toEqual({ change: 3, write: 0, age: 0, room: 0 });
  });

  it('goes as a whole when the log tells of a record that is of no household', async () => {
    for (const id of households) await view(id);
    model.feed.add('health', { household: null, persons: [] });
    model.feed.tell('health');
    for (const id of households) expect(await calls(() => view(id))).toHaveLength(1); // the register's part stays
    expect(model.cache.counters.emptiedWhole).toBe(1);
  });

  it('stays for a day at the most when it depends on which day it is', async () => {
    const query = `query ($id: ID!) { household(id: $id) { id age } }`;
    const asked = () => calls(() => model.read(query, 0, { id: 'H0' }));
    model.date = Date.parse('2026-03-01T15:50:00Z'); // ten minutes before midnight in China
    expect(await asked()).toHaveLength(2);
    expect(await asked()).toEqual([]);
    model.time += 9 * 60_000 + 29_000;
    expect(await asked()).toEqual([]);
    model.time += 2_000;
    model.date = Date.parse('2026-03-01T15:59:31Z');
    expect(await asked()).toHaveLength(1); // the register's part is of any day
    expect(await asked()).toHaveLength(1);
    model.date = Date.parse('2026-03-01T16:00:31Z');
    expect(await asked()).toHaveLength(1);
    expect(await asked()).toEqual([]);
  });

  it('goes in all subgraphs when a household or somebody of it has moved, and when a write says that it concerned it', async () => {
    for (const kind of ['HOUSEHOLD_MOVED', 'MEMBERS_CHANGED']) {
      await view();
      model.feed.add('health', { household: 'H0', persons: [] }, kind);
      model.feed.tell('health');
      expect(await calls(() => view())).toHaveLength(2);
    }
    await model.write('health', 'H0', null);
    expect((await calls(() => view())).length).toBeGreaterThan(1);
  });

  it('goes as a whole when a write of a subgraph does not say what it changed', async () => {
    for (const id of households) await view(id);
    for (const how of ['untold', 'lost'] as const) {
      model.world.nextWrite = how;
      await model.write('health', 'H0', null);
      expect(await calls(() => view('H2'))).toHaveLength(1);
    }
    expect(model.cache.counters.emptiedWhole).toBe(2);
  });

  it('is neither used nor filled while a log is behind, and is there again when it has caught up', async () => {
    await view();
    model.feed.fallBehind('health');
    expect(await calls(() => view())).toHaveLength(1);
    await view('H1');
    model.world.commit('health', 'H0', 'H0-a');
    model.feed.catchUp('health');
    expect(await calls(() => view('H1'))).toHaveLength(1);
    expect(await calls(() => view('H0'))).toHaveLength(1);
    model.feed.loseAll('health');
    expect(await calls(() => view('H1'))).toHaveLength(1);
  });

  it('is asked for anew by a read that begins after a change, though the same read is on its way', async () => {
    expect(await readAcrossAChange(model)).toBe(3);
    vi.spyOn(Lane.prototype, 'outdate').mockReturnValue();
    expect(await readAcrossAChange(model)).toBeLessThan(3);
    expect(model.faults.splice(0)).not.toEqual([]);
  });

  it('is nothing that was read before a change and came after it', async () => {
    await readAcrossAChange(model, { isSecondLate: true });
    expect(model.cache.counters.fenced).toBe(1);
    vi.spyOn(Fences.prototype, 'break').mockReturnValue();
    await readAcrossAChange(model, { isSecondLate: true });
    expect(model.faults.splice(0)).not.toEqual([]);
  });

  it('is recorded of whom it tells, as what was fetched', async () => {
    await view();
    await view();
    expect(model.recorded.map(({ households: ids }) => ids)).toEqual([['H0'], ['H0']]);
    expect(model.recorded.map(({ persons }) => persons)).toEqual([personsOf('H0'), personsOf('H0')]);
    expect(model.recorded[1]?.fields).toEqual(model.recorded[0]?.fields);
  });

  it('says of a request what it had only when it is asked', async () => {
    const told = await view();
    expect(told.extensions).toHaveProperty('cache');
    const { hub, authority } = model.asked;
    const silent = await hub.execute({ query: VIEW, variables: { id: 'H0' }, authority });
    expect(silent.extensions).toEqual({ ministries: { health: 'OK', register: 'OK' } });
    const extensions = { cacheReport: true };
    const asking = await hub.execute({ query: VIEW, variables: { id: 'H0' }, authority, extensions });
    expect(asking.extensions).toHaveProperty('cache');
  });

  it('says it to nobody without the scope: it tells when a colleague looked', async () => {
    const { hub, authority: colleague } = model.asked;
    const authority = createAuthority({ ...colleague, scopes: ['household:read'] });
    const ask = (more: object) => hub.execute({ query: VIEW, variables: { id: 'H0' }, authority, ...more });
    const [asked, inDocument, silent] = [
      await ask({ cacheReport: true }),
      await ask({ extensions: { cacheReport: true } }),
      await ask({}),
    ];
    expect([asked, inDocument]).toEqual([silent, silent]);
    expect(asked.data).toHaveProperty('household.id');
    expect(asked.extensions).not.toHaveProperty('cache');
  });
});

describe('an answer that is kept as a whole', () => {
  let model: Model;
  beforeEach(() => void (model = new Model()));
  afterEach(() => model.stop());
  const ask = (id = 'H0', caller = 0) => model.read(VIEW, caller, { id }, { cacheReport: false });
  const wholesOf = async (run: () => Promise<unknown>) => {
    const before = model.wholes;
    await run();
    return model.wholes - before;
  };

  it('is the one that was put together from what is kept, and no other', async () => {
    const first = await ask();
    const second = await ask();
    expect(model.wholes).toBe(0);
    expect(await wholesOf(async () => expect(await ask()).toBe(second))).toBe(1);
    expect(second).toEqual(first);
    expect(model.cache.counters).toMatchObject({ hits: 8, misses: 4 });
  });

  it('is recorded as any other', async () => {
    for (let time = 0; time < 3; time += 1) await ask();
    expect(model.wholes).toBe(1);
    const [fetched, , whole] = model.recorded.map((entry) => ({ ...entry, time: '', trace: '' }));
    expect(whole).toEqual(fetched);
    expect(whole?.persons).toEqual(personsOf('H0'));
  });

  it('is for the same variables, the same class and the same operation', async () => {
    for (let time = 0; time < 3; time += 1) await ask('H0', 0);
    expect(await wholesOf(() => ask('H1', 0))).toBe(0);
    expect(await wholesOf(() => ask('H0', 1))).toBe(0);
    const other = `query ($id: ID!) { household(id: $id) { place burden id } }`;
    expect(await wholesOf(() => model.read(other, 0, { id: 'H0' }, { cacheReport: false }))).toBe(0);
    expect(await wholesOf(() => ask('H0', 0))).toBe(1);
  });

  it.each([
    [
      'a change of any ministry in it',
      () => (model.world.commit('health', 'H0', 'H0-b'), model.feed.tell('health')),
    ],
    ['a gap in a log', () => model.feed.loseAll('health')],
    ['a log that falls behind', () => model.feed.fallBehind('register')],
    ['its age', () => (model.time += 601_000)],
  ])('ends with %s', async (_, happen) => {
    for (let time = 0; time < 3; time += 1) await ask();
    happen();
    expect(await wholesOf(() => ask())).toBe(0);
    expect(model.faults).toEqual([]);
  });

  it('does not end with changes of others', async () => {
    for (let time = 0; time < 3; time += 1) await ask();
    model.world.commit('health', 'H1', 'H1-a');
    model.feed.tell('health');
    expect(await wholesOf(() => ask())).toBe(1);
  });

  it('cannot be altered by who is given it', async () => {
    for (let time = 0; time < 2; time += 1) await ask();
    const { data } = await ask();
    expect(() => Object.assign(data!['household'] as object, { place: 'elsewhere' })).toThrow(TypeError);
  });
});

/**
 * Reads while a change is told, then again: while the first read is on its way, or when it is over; and once more.
 * Returns how often the subgraph was asked.
 */
async function readAcrossAChange(model: Model, { isSecondLate = false } = {}): Promise<number> {
  const query = `query ($id: ID!) { household(id: $id) { place } }`;
  await model.prepare([query]);
  model.feed.loseAll('register');
  model.world.delays = () => ({ before: 0, after: 30 });
  model.world.sent.length = 0;
  const first = model.read(query, 0, { id: 'H0' });
  await turns(15);
  model.world.commit('register', 'H0', null);
  model.feed.tell('register');
  if (isSecondLate) await first;
  const second = model.read(query, 0, { id: 'H0' });
  await Promise.all([first, second]);
  model.feed.loseAll('register');
  await model.read(query, 0, { id: 'H0' });
  return model.world.sent.length;
}
