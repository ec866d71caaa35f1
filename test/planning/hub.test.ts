import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Lifetime } from '@hearth/gateway/dispatch/outgoing.ts';
import { federate, type Federation } from '../federation/fixture.ts';
import { unlimited } from '../federation/random/limits.ts';
import { DEADLY, ENDLESS, HARMLESS, ministries, openPlanner, type TestPlanner } from './fixture.ts';

const DEADLINE = 1_000; // milliseconds for a plan
const whole = { data: { household: { size: 4, visits: 3 } } };
const refused = (code: string) => ({ errors: [{ extensions: { code } }] });

let planner: TestPlanner;
let federation: Federation;
/** Queries that were sent to the planner. */
const planned: string[] = [];
beforeAll(async () => {
  planner = await openPlanner({ deadline: DEADLINE });
  const plan: TestPlanner['plan'] = (query, rollout) => (planned.push(query), planner.plan(query, rollout));
  const counting = { ...planner, plan, drawRollout: () => 0, stop: () => planner.stop() };
  federation = await federate(ministries, {
    limits: unlimited,
    deadline: 30_000, // of a request: a plan ends sooner, however busy the machine is
    openPlanner: () => counting,
  });
});
afterAll(() => federation.stop());

const ask = (query: string, more: object = {}) => federation.ask(query, {}, more);

describe('a query that cannot be planned', () => {
  it('is refused with a code of its own, and others are answered', async () => {
    const answers = await Promise.all([ask(DEADLY), ask(HARMLESS)]);
    expect(answers).toMatchObject([refused('QUERY_NOT_PLANNED'), whole]);
    expect(await ask(HARMLESS)).toEqual(whole);
    expect(planner.failures).toHaveLength(1);
  });

  it('is refused at once when it comes again', async () => {
    expect(await ask(DEADLY)).toMatchObject(refused('QUERY_NOT_PLANNED'));
    expect(planner.failures).toHaveLength(1);
  });

  it('is refused as late in the time of a plan when it never ends', async () => {
    expect(await ask(ENDLESS)).toMatchObject(refused('QUERY_NOT_PLANNED'));
    expect(planner.failures).toHaveLength(2);
    expect(await ask(HARMLESS)).toEqual(whole);
  });
});

describe('a query that is planned', () => {
  it('is planned once for all who ask for it meanwhile', async () => {
    planned.length = 0;
    const query = '{ household(id: "H2") { visits size } }';
    const answers = await Promise.all([1, 2, 3, 4, 5].map(() => ask(query)));
    expect(answers).toEqual(answers.map(() => ({ data: { household: { visits: 3, size: 4 } } })));
    expect(planned).toHaveLength(1);
    await ask(query);
    expect(planned).toHaveLength(1);
  });

  it('is not waited for by a request that is given up, though by others', async () => {
    const query = '{ household(id: "H3") { visits } }';
    const lifetime = new Lifetime();
    const answers = [ask(query, { lifetime }), ask(query)];
    lifetime.giveUp();
    expect(await answers[0]).toMatchObject(refused('ABORTED'));
    expect(await answers[1]).toEqual({ data: { household: { visits: 3 } } });
    expect(await ask('{ household(id: "H4") { visits } }', { lifetime })).toMatchObject(refused('ABORTED'));
  });

  it('is not waited for by a request that has no time left', async () => {
    const hasty = await federate(ministries, {
      limits: unlimited,
      deadline: 100,
      openPlanner: () => ({ ...planner, plan: () => new Promise(() => {}), drawRollout: () => 0 }),
    });
    expect(await hasty.ask(HARMLESS)).toMatchObject(refused('OVERLOADED'));
  });
});
