import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createInlinePlanner } from '@hearth/gateway/plan/inline-planner.ts';
import { afterEach, describe, expect, it } from 'vitest';
import { until } from '../script.ts';
import {
  DEADLY,
  ENDLESS,
  HARMLESS,
  openPlanner,
  plannersOf,
  supergraph,
  type TestPlanner,
} from './fixture.ts';

let planner: TestPlanner;
afterEach(() => planner.stop());

const codeOf = (plan: Promise<unknown>) =>
  plan.then(
    () => 'planned',
    (error) => error.errors?.[0].extensions.code ?? error.message,
  );

describe('a planner in a process of its own', () => {
  it('plans as one in this process does, errors included', async () => {
    planner = await openPlanner();
    const inline = createInlinePlanner(supergraph, new Set());
    for (const query of [HARMLESS, '{ household(id: "H1") { id } }']) {
      expect(await planner.plan(query, 0)).toEqual(JSON.parse(JSON.stringify(await inline.plan(query, 0))));
    }
    const unknown = '{ household(id: "H1") { unknown } }';
    expect(await codeOf(planner.plan(unknown, 0))).toBe(await codeOf(inline.plan(unknown, 0)));
  });

  it('refuses a query that ends it, and plans those before and after', async () => {
    planner = await openPlanner();
    const outcomes = [HARMLESS, DEADLY, HARMLESS, DEADLY, HARMLESS].map((query) =>
      codeOf(planner.plan(query, 0)),
    );
    expect(await Promise.all(outcomes)).toEqual([
      'planned',
      'QUERY_NOT_PLANNED',
      'planned',
      'QUERY_NOT_PLANNED',
      'planned',
    ]);
    expect(planner.failures).toEqual(['it was ended by SIGABRT', 'it was ended by SIGABRT']);
  });

  it('refuses a query that it does not plan in time, and plans those before and after', async () => {
    planner = await openPlanner({ deadline: 1_000 });
    const outcomes = [HARMLESS, ENDLESS, HARMLESS].map((query) => codeOf(planner.plan(query, 0)));
    expect(await Promise.all(outcomes)).toEqual(['planned', 'QUERY_NOT_PLANNED', 'planned']);
    expect(planner.failures).toEqual(['it took more than 1000 ms']);
  });

  it('starts another process when its own ends without a reason', async () => {
    planner = await openPlanner();
    process.kill(plannersOf(process.pid)[0]!, 'SIGKILL');
    await until(() => planner.failures.length === 1);
    expect(await codeOf(planner.plan(HARMLESS, 0))).toBe('planned');
  });

  it('refuses what waits too long or is too much, as something to be asked again', async () => {
    planner = await openPlanner({ deadline: 1_500, longestWait: 300, mostWaiting: 2 });
    const endless = codeOf(planner.plan(ENDLESS, 0));
    await delay(50); // it is no longer one that waits
    const waiting = [HARMLESS, HARMLESS, HARMLESS].map((query) => codeOf(planner.plan(query, 0)));
    expect(await waiting[2]).toBe('OVERLOADED');
    expect(await Promise.all(waiting)).toEqual(['OVERLOADED', 'OVERLOADED', 'OVERLOADED']);
    expect(planner.failures).toEqual([]);
    expect(await endless).toBe('QUERY_NOT_PLANNED');
  });

  it('says why it cannot read a supergraph, and leaves no process then', async () => {
    planner = await openPlanner();
    await planner.stop();
    await expect(openPlanner({ supergraph: 'type {' })).rejects.toThrow(
      thrownBy(() => createInlinePlanner('type {', new Set())),
    );
    const program = new URL('absent.ts', import.meta.url);
    await expect(openPlanner({ program })).rejects.toThrow(
      'The planner could not read the supergraph: it ended with code 1.',
    );
    expect(plannersOf(process.pid)).toEqual([]);
  });

  it('starts fewer and fewer processes when they do not come so far as to plan', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'hearth-planning-'));
    const starts = join(directory, 'starts');
    planner = await openPlanner({
      supergraph: starts, // this program writes there
      program: new URL('opens-once.fixture.ts', import.meta.url),
    });
    await until(() => planner.failures.length === 3);
    const begun = Date.now();
    await until(() => planner.failures.length === 5);
    expect(Date.now() - begun).toBeGreaterThan(200 + 400);
    await planner.stop();
    const started = await readFile(starts, 'utf8');
    await delay(1_000);
    expect(await readFile(starts, 'utf8')).toBe(started);
    await rm(directory, { recursive: true });
  });

  it('leaves no process when it is stopped, nor a query without an end', async () => {
    planner = await openPlanner();
    const outcomes = [ENDLESS, HARMLESS].map((query) => codeOf(planner.plan(query, 0)));
    await delay(50);
    await planner.stop();
    expect(plannersOf(process.pid)).toEqual([]);
    expect(await Promise.all(outcomes)).toEqual(['The planner was stopped.', 'The planner was stopped.']);
    expect(await codeOf(planner.plan(HARMLESS, 0))).toBe('The planner was stopped.');
    expect(planner.failures).toEqual([]);
  });
});

function thrownBy(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    return (error as Error).message;
  }
  return 'nothing';
}
