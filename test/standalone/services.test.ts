import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endLeftoverServer } from '@hearth/kit/database/cluster.ts';
import { findFreePort } from '@hearth/kit/database/port.ts';
import { personas } from '@hearth/standalone/personas.ts';
import { choosePlaces } from '@hearth/standalone/places.ts';
import { ministryNames } from '@hearth/schema/subgraphs.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { requestFor } from '../operation.ts';
import { post } from '../post.ts';
import { endScript, pidsOf, processesOf, runScript, type Script, startScript } from '../script.ts';
import { sortKeys } from './sort-keys.ts';

const TIMEOUT = 90_000; // milliseconds

let directory: string;
const running: Script[] = [];
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hearth-services-'));
});
afterEach(() => Promise.all(running.splice(0).map(endScript)));
afterAll(async () => {
  await endLeftoverServer({ directory: join(directory, 'data', 'postgres', 'cluster') });
  await rm(directory, { recursive: true });
});

const settings = (more: Record<string, string> = {}) => ({
  DATA_DIR: join(directory, 'data'),
  PORT: '0',
  ACCESS: 'open',
  SAMPLE_HOUSEHOLDS: '40',
  ...more,
});

interface Started {
  readonly script: Script;
  /** Where it answers GraphQL. */
  readonly url: string;
}

/** Starts a script and waits until it tells its URL. */
async function start(
  path: string,
  tells: RegExp,
  env: Record<string, string> = settings(),
): Promise<Started> {
  const script = startScript(path, { env });
  running.push(script);
  const [, url] = await script.printed(tells);
  return { script, url: url! };
}

const startHub = (path: string) => start(path, /Hearth answers at (http:[^\s,]+)/);

/** Ctrl-C in its terminal. */
async function interrupt({ script }: Started): Promise<unknown> {
  script.signal('SIGINT');
  return script.ended;
}

const REQUESTS = [
  ...[0, 1, 17, 39].map((number) =>
    requestFor('HouseholdView', { id: `H${String(number).padStart(9, '0')}` }),
  ),
  requestFor('MonitoredHouseholds'),
  requestFor('RegionOverview'),
];

async function answersOf(url: string): Promise<string[]> {
  const answers: string[] = [];
  for (const request of REQUESTS) answers.push(JSON.stringify(sortKeys(await post(url, request))));
  return answers;
}

/** `kill -9` of the one service that runs a script. */
function kill(script: string): void {
  const [pid, ...others] = pidsOf(directory, script);
  expect(others).toEqual([]);
  process.kill(pid!, 'SIGKILL');
}

/** Resolves once every ministry's part of a view is there: the gateway may have found one of them gone. */
async function untilWhole(url: string): Promise<void> {
  for (;;) {
    const { extensions } = await post(url, REQUESTS[0]!);
    if (Object.values(extensions!.ministries).every((state) => state === 'OK')) return;
    await delay(50);
  }
}

describe('the hub as six processes', { timeout: TIMEOUT }, () => {
  it('answers as the one process does, byte for byte, also after two were killed, and ends all at Ctrl-C', async () => {
    const services = await startHub('gateway/standalone/services.ts');
    const own = processesOf(directory).filter((command) => command.includes('main.ts'));
    expect(own).toHaveLength(6);
    const answers = await answersOf(services.url);
    expect(answers.filter((answer) => answer.includes('"errors"'))).toEqual([]);

    for (const script of ['subgraphs/health/main.ts', 'gateway/server/main.ts']) kill(script);
    for (const name of ['health', 'gateway']) {
      await services.script.printed(
        new RegExp(`"service":"${name}","deaths":1,"msg":"service is ready again"`),
      );
    }
    await untilWhole(services.url);
    expect(await answersOf(services.url)).toEqual(answers);

    expect(await interrupt(services)).toEqual({ code: 0, signal: null });
    expect(processesOf(directory)).toEqual([]);

    const one = await startHub('gateway/standalone/main.ts');
    expect(await answersOf(one.url)).toEqual(answers);
    expect(await interrupt(one)).toEqual({ code: 0, signal: null });
  });

  it('offers the personas of the demo issuer in its explorer, and answers them', async () => {
    const { script, url } = await start(
      'gateway/standalone/services.ts',
      /Hearth answers at (http:[^\s,]+)/,
      settings({ ACCESS: '' }),
    );
    const access = await (await fetch(new URL('/explorer/access', url))).json();
    const named = personas.map(({ name, title, purposes }) => ({ name, title, purposes }));
    expect(access).toMatchObject({ mode: 'demo', personas: named });
    const { token } = (await (
      await fetch(new URL('/demo/token', url), {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
        body: '{"persona":"village-worker"}',
      })
    ).json()) as { token: string };
    const answer = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token}`,
        'x-purpose': 'MONITORING',
      },
      body: JSON.stringify({ query: '{ household(id: "H000000000") { id kind } }' }),
    });
    expect(await answer.json()).toMatchObject({ data: { household: { id: 'H000000000' } } });
    expect(await interrupt({ script, url })).toEqual({ code: 0, signal: null });
  });

  it('ends what it started when something else answers at the gateway’s port', async () => {
    const stranger = await listen();
    const { port } = stranger.address() as AddressInfo;
    const env = settings({ PORT: String(port), SAMPLE_HOUSEHOLDS: '0' });
    const { code, stderr } = await runScript('gateway/standalone/services.ts', { env });
    expect(stderr).toContain(`something else answers at http://127.0.0.1:${port}`);
    expect(code).toBe(1);
    expect(processesOf(directory)).toEqual([]);
    stranger.close();
  });

  it('has a ministry where its setting says, and ends all with code 1 when it cannot be started again', async () => {
    const port = await findFreePort();
    const env = settings({ PORT_FINANCE: String(port), SERVICE_RESTARTS: '1' });
    const { script } = await start('gateway/standalone/services.ts', /Hearth answers at (http:[^\s,]+)/, env);
    expect((await fetch(`http://127.0.0.1:${port}/ready`)).status).toBe(200);
    kill('subgraphs/finance/main.ts');
    const stranger = await listen(port, 404);
    expect(await script.ended).toEqual({ code: 1, signal: null });
    expect(script.output.stderr).toMatch(/"level":60,.*"service":"finance".*"msg":"service is given up"/);
    expect(script.output.stderr).toContain('finance ended 2 times in a row, each time soon after its start.');
    expect(processesOf(directory)).toEqual([]);
    stranger.close();
  });

  it('refuses two services on one port by name', async () => {
    await expect(choosePlaces(4_999, { PORT_FINANCE: '4999' })).rejects.toThrow(
      'PORT_FINANCE is "4999": expected another port than that of PORT',
    );
  });
});

/** Something else at a port, as soon as that is free. */
function listen(port = 0, status = 200): Promise<Server> {
  const server = createServer((_, response) => response.writeHead(status).end());
  const take = () => server.listen(port, '127.0.0.1');
  server.on('error', () => setTimeout(take, 5));
  return new Promise((resolve) => take().once('listening', () => resolve(server)));
}

describe('a ministry alone', { timeout: TIMEOUT }, () => {
  it.each(ministryNames)('%s starts with a database of its own and says that it is well', async (name) => {
    const env = { DATA_DIR: join(directory, 'data'), PORT: '0' };
    const ministry = await start(`subgraphs/${name}/main.ts`, /"url":"(http:[^"]+)"/, env);
    for (const path of ['/health', '/ready']) {
      expect((await fetch(new URL(path, ministry.url))).status).toBe(200);
    }
    expect(await post(ministry.url, { query: '{ __typename }' })).toMatchObject({
      errors: [{ extensions: { code: 'UNSIGNED_CALL' } }],
    });
    expect(await interrupt(ministry)).toEqual({ code: 0, signal: null });
  });

  it('answers everybody on this machine when it is told to, and says so', async () => {
    const env = { DATA_DIR: join(directory, 'data'), PORT: '0', CALLERS: 'open' };
    const ministry = await start('subgraphs/health/main.ts', /"url":"(http:[^"]+)"/, env);
    await ministry.script.printed(/CALLERS=open: unsigned calls are answered/);
    expect(await post(ministry.url, { query: '{ __typename }' })).toEqual({ data: { __typename: 'Query' } });
    expect(await interrupt(ministry)).toEqual({ code: 0, signal: null });
  });

  it('does not start for everybody on an address that others reach', async () => {
    const env = { DATA_DIR: join(directory, 'data'), HOST: '0.0.0.0', CALLERS: 'open' };
    const { code, stderr } = await runScript('subgraphs/health/main.ts', { env });
    expect(stderr).toContain('HOST is "0.0.0.0": with CALLERS=open expected a loopback address');
    expect(code).toBe(1);
  });
});
