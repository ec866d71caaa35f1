import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readAccessConfig } from '@hearth/gateway/caller/config.ts';
import { createAccess } from '@hearth/gateway/caller/create-access.ts';
import { openDemoIssuer } from '@hearth/gateway/caller/demo/demo-issuer.ts';
import { startGateway } from '@hearth/gateway/gateway.ts';
import { createHttpTransport } from '@hearth/gateway/transport/http/http.ts';
import { type TestDatabase, testDatabase } from '@hearth/kit/database/testing.ts';
import { databaseSettingOf } from '@hearth/kit/settings.ts';
import { openMinistry } from '@hearth/kit/subgraph.ts';
import { log } from '@hearth/kit/log.ts';
import { SECRETS } from '@hearth/kit/testing/ministry-with-sample.ts';
import { KEYS } from '@hearth/kit/testing/signed.ts';
import { ministryNames } from '@hearth/schema/subgraphs.ts';
import { ministries } from '@hearth/standalone/ministries.ts';
import { personas } from '@hearth/standalone/personas.ts';
import { startStandalone } from '@hearth/standalone/standalone.ts';
import { readSupergraph } from '@hearth/standalone/supergraph.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { requestFor } from '../operation.ts';
import { post } from '../post.ts';
import { type Loss, openSwitchableDatabase, type SwitchableDatabase } from './switchable-database.ts';

const DEADLINE = 1_500; // milliseconds of a request

let directory: string;
let way: SwitchableDatabase;
const databases = new Map<string, TestDatabase>();
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hearth-databases-'));
  for (const name of ministryNames) databases.set(name, await testDatabase());
  way = await openSwitchableDatabase(databases.get('health')!.url);
});
afterAll(async () => {
  way.stop();
  for (const database of databases.values()) await database.stop();
  await rm(directory, { recursive: true });
});

const urlOf = (name: string): string => way.by(databases.get(name)!.url);

interface Running {
  /** Of GraphQL. */
  readonly url: string;
  stop(): Promise<void>;
}

const inOneProcess = (): Promise<Running> =>
  startStandalone({
    ...Object.fromEntries(ministryNames.map((name) => [databaseSettingOf(name), urlOf(name)])),
    DATA_DIR: directory,
    PORT: '0',
    ACCESS: 'demo',
    ACCESS_RECORD: 'off',
    SAMPLE_HOUSEHOLDS: '0',
    CACHE_MEMORY: '0',
    REQUEST_DEADLINE: String(DEADLINE),
  });

async function overHttp(): Promise<Running> {
  const open = await Promise.all(
    ministries.map((each) => openMinistry(each, { databaseUrl: urlOf(each.name), secrets: SECRETS })),
  );
  const urls = await Promise.all(
    open.map(async (each) => [each.name, await each.listen({ host: '127.0.0.1', port: 0 }, { keys: KEYS })]),
  );
  const byName = Object.fromEntries(urls) as Record<string, string>;
  const signing = { keys: KEYS, subgraphs: new Set<string>(ministryNames) };
  const gateway = await startGateway({
    access: await createAccess(readAccessConfig({ env: { ACCESS: 'demo' } }), {
      dataDir: directory,
      personas,
      log,
    }),
    supergraph: await readSupergraph(),
    transport: (subgraphs) =>
      createHttpTransport(
        subgraphs.map(({ name }) => ({ name, url: byName[name]! })),
        { signing },
      ),
    host: '127.0.0.1',
    port: 0,
    deadline: DEADLINE,
  });
  const stop = async () => {
    await gateway.stop();
    for (const each of open) await each.stop();
  };
  return { url: `${gateway.url}/graphql`, stop };
}

const QUERY = '{ household(id: "H000000000") { id } }';
const LOSSES: readonly (readonly [Loss, 'DOWN' | 'TIMEOUT'])[] = [
  ['unreachable', 'DOWN'],
  ['57P01', 'DOWN'],
  ['57P03', 'DOWN'],
  ['53300', 'DOWN'],
  ['hung', 'TIMEOUT'],
];

describe.each([
  ['in one process', inOneProcess],
  ['over HTTP', overHttp],
])('a hub %s', (_, start) => {
  let hub: Running;
  beforeAll(async () => {
    hub = await start();
  });
  afterAll(async () => {
    way.restore();
    await hub.stop();
  });

  const ready = async () => {
    const response = await fetch(new URL('/ready', hub.url));
    const { subgraphs } = (await response.json()) as { subgraphs: Record<string, string> };
    return { status: response.status, states: [...new Set(Object.values(subgraphs))] };
  };
  const ask = async (request: object = { query: QUERY }) => {
    const { issue } = await openDemoIssuer(directory);
    const persona = personas.find(({ name }) => name === 'county-official')!;
    const authorization = `Bearer ${await issue(persona, 1)}`;
    return post(hub.url, request, { authorization, 'x-purpose': 'ASSISTANCE' });
  };
  const becomes = async (status: number, state: string) => {
    await expect.poll(ready, { timeout: 20_000 }).toEqual({ status, states: [state] });
  };

  describe.each(LOSSES)('whose databases are all gone (%s)', (loss, code) => {
    it('is not ready, answers that they are, and is ready once they are back', async () => {
      await becomes(200, 'UP');
      expect(await ask()).toMatchObject({ data: { household: null } });
      way.lose(loss);
      const answer = await ask();
      expect(answer.data).toEqual({ household: null });
      expect(answer.errors).toEqual([
        {
          message: expect.any(String),
          path: ['household'],
          extensions: { code, ministry: 'poverty-relief', retryable: true },
        },
      ]);
      await becomes(503, code);
      way.restore();
      await becomes(200, 'UP');
      await expect.poll(async () => (await ask()).errors, { timeout: 20_000 }).toBeUndefined();
    });

    it('says of a command that its outcome is not known, and not to simply send it again', async () => {
      await becomes(200, 'UP');
      way.lose(loss);
      const { errors } = await ask(requestFor('UpdateIncome'));
      way.restore();
      expect(errors).toMatchObject([
        {
          path: ['updateIncome'],
          message: expect.stringContaining('is not known: send it again with the same idempotency key'),
          extensions: { retryable: false },
        },
      ]);
      expect(['DOWN', 'TIMEOUT']).toContain(errors![0]!.extensions!['code']);
    });
  });
});
