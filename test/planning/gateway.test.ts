import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { compose, federate, type Federation } from '../federation/fixture.ts';
import { post } from '../post.ts';
import { endScript, type Script, startScript, until } from '../script.ts';
import { DEADLY, HARMLESS, isRunning, ministries, plannersOf } from './fixture.ts';

const ENDED = 'planner ended; another is started';

let directory: string;
let file: string;
let federation: Federation;
let gateway: Script;
let url: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hearth-planning-'));
  file = join(directory, 'supergraph.graphql');
  federation = await federate(ministries, { overHttp: true });
  const urls = Object.fromEntries(federation.hub.subgraphs.map((subgraph) => [subgraph.name, subgraph.url]));
  await writeFile(file, compose(ministries, urls));
  gateway = startScript('gateway/server/main.ts', {
    env: { ACCESS: 'open', PORT: '0', SUPERGRAPH: file },
  });
  const [, origin] = await gateway.printed(/"url":"([^"]+)","msg":"ready"/);
  url = `${origin}/graphql`;
});
afterEach(async () => {
  await endScript(gateway);
  await federation.stop();
  await rm(directory, { recursive: true });
});

const planners = () => plannersOf(gateway.pid);

describe('a gateway', () => {
  it('outlives a query that its planner does not, and answers all others', async () => {
    const whole = { data: { household: { size: 4, visits: 3 } } };
    const answers = await Promise.all([DEADLY, HARMLESS, DEADLY].map((query) => post(url, { query })));
    const refusal = { errors: [{ extensions: { code: 'QUERY_NOT_PLANNED', retryable: false } }] };
    expect(answers).toMatchObject([refusal, whole, refusal]);
    expect(await post(url, { query: DEADLY })).toMatchObject(refusal);
    expect(await post(url, { query: '{ household(id: "H2") { visits } }' })).toMatchObject({
      data: { household: { visits: 3 } },
    });
    expect(gateway.output.stderr.split(ENDED)).toHaveLength(2);
    expect(gateway.output.stderr).not.toContain('risk');
  });

  it('takes its planner with it when it is killed', async () => {
    const [planner] = planners();
    expect(isRunning(planner!)).toBe(true);
    process.kill(gateway.pid, 'SIGKILL');
    await until(() => !isRunning(planner!));
  });

  it('takes its planner with it in the middle of a plan that never ends', async () => {
    const script = startScript('test/planning/never-done.fixture.ts');
    await script.printed(/begun/);
    const [planner] = plannersOf(script.pid);
    expect(isRunning(planner!)).toBe(true);
    process.kill(script.pid, 'SIGKILL');
    await until(() => !isRunning(planner!), 5_000);
  });

  it('has one planner after each reload, and none when it has stopped', async () => {
    const before = planners();
    gateway.signal('SIGHUP');
    await gateway.printed(/supergraph replaced/);
    await until(() => planners().length === 1);
    expect(planners()).not.toEqual(before);
    const after = planners();
    gateway.signal('SIGTERM');
    expect(await gateway.ended).toEqual({ code: 0, signal: null });
    expect(after.filter(isRunning)).toEqual([]);
    expect(gateway.output.stderr).not.toContain(ENDED);
  });
});
