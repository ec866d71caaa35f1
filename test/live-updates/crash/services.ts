import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDemoIssuer } from '@hearth/gateway/caller/demo/demo-issuer.ts';
import { subgraphUrlSettingOf } from '@hearth/gateway/settings.ts';
import { type Databases, openDatabases } from '@hearth/kit/database/databases.ts';
import { findFreePort } from '@hearth/kit/database/port.ts';
import { databaseSettingOf, GATEWAY } from '@hearth/kit/settings.ts';
import { type MinistryName, ministryNames, registerOwner } from '@hearth/schema/subgraphs.ts';
import { personas } from '@hearth/standalone/personas.ts';
import { startStandalone } from '@hearth/standalone/standalone.ts';
import { endScript, type Script, startScript } from '../../script.ts';
import type { Place } from '../persistent-watcher.ts';

/** A process of the hub: the gateway or a ministry. */
export type Part = MinistryName | typeof GATEWAY;

/** A whole hub, each part a process of its own that can be killed; each keeps its port. */
export interface Services {
  /** Where the gateway answers, and as whom it is asked there. */
  readonly place: Place & { readonly headers: Readonly<Record<string, string>> };
  readonly env: Readonly<Record<string, string>>;
  urlOf(ministry: MinistryName): string;
  /** `kill -9` of that process alone; resolves when it is gone. */
  kill(part: Part): Promise<void>;
  /** Resolves when it says that it is ready. */
  start(part: Part): Promise<void>;
  /** `kill -9` of the database server, which whoever opened it starts again. */
  killDatabase(): Promise<void>;
  stop(): Promise<void>;
}

/** What the services of a hub have in common. */
interface Plan {
  readonly env: Readonly<Record<string, string>>;
  readonly databases: Databases;
  readonly ports: Readonly<Record<Part, number>>;
}

const PARTS: readonly Part[] = [...ministryNames, GATEWAY];

/** Imports the sample into databases of its own, and starts the parts over them. */
export async function startServices(more: Readonly<Record<string, string>> = {}): Promise<Services> {
  const directory = await mkdtemp(join(tmpdir(), 'hearth-crash-'));
  const dataDir = join(directory, 'data');
  const env = { DATA_DIR: dataDir, PORT: '0', SAMPLE_HOUSEHOLDS: '40', ...more };
  await (await startStandalone(env)).stop();
  const databases = await openDatabases({ ministries: PARTS, env });
  const plan: Plan = { env, databases, ports: await choosePorts() };
  const running = new Map<Part, Script>();
  const start = async (part: Part) => void running.set(part, await startPart(part, plan));
  const stop = async () => {
    await Promise.all([...running.values()].map(endScript));
    await databases.stop();
    await rm(directory, { recursive: true });
  };
  try {
    await Promise.all(ministryNames.map(start));
    await start(GATEWAY);
  } catch (error) {
    await stop();
    throw error;
  }
  const origin = `127.0.0.1:${plan.ports[GATEWAY]}/graphql`;
  const headers = { authorization: `Bearer ${await issueToken(dataDir)}`, 'x-purpose': 'ASSISTANCE' };
  return {
    place: { graphql: `http://${origin}`, socket: `ws://${origin}`, headers },
    env,
    urlOf: (ministry) => databases.urlOf(ministry),
    async kill(part) {
      const script = running.get(part)!;
      process.kill(script.pid, 'SIGKILL');
      await script.ended;
    },
    start,
    killDatabase: async () => void process.kill(await findPostmaster(dataDir), 'SIGKILL'),
    stop,
  };
}

async function choosePorts(): Promise<Plan['ports']> {
  const free = new Set<number>();
  while (free.size < PARTS.length) free.add(await findFreePort());
  const ports = [...free];
  return Object.fromEntries(PARTS.map((part, index) => [part, ports[index]!])) as Plan['ports'];
}

async function startPart(part: Part, { env, databases, ports }: Plan): Promise<Script> {
  const url = (name: MinistryName) => `http://127.0.0.1:${ports[name]}/graphql`;
  const own =
    part === GATEWAY
      ? Object.fromEntries(ministryNames.map((name) => [subgraphUrlSettingOf(name), url(name)]))
      : { ...(part !== registerOwner && { REGISTER_URL: url(registerOwner) }) };
  const script = startScript(part === GATEWAY ? 'gateway/server/main.ts' : `subgraphs/${part}/main.ts`, {
    env: {
      ...env,
      ...own,
      ACCESS: 'demo',
      RATE_PER_SUBJECT: '1000000000', // who finds a part gone asks again at once
      PORT: String(ports[part]),
      [databaseSettingOf(part)]: databases.urlOf(part),
    },
  });
  await script.printed(/"msg":"ready"/);
  return script;
}

async function issueToken(dataDir: string): Promise<string> {
  const official = personas.find(({ name }) => name === 'county-official')!;
  const scopes = [...official.scopes, 'cache:read'] as const;
  return (await openDemoIssuer(dataDir)).issue({ ...official, scopes }, 1);
}

async function findPostmaster(dataDir: string): Promise<number> {
  const text = await readFile(join(dataDir, 'postgres', 'cluster', 'postmaster.pid'), 'utf8');
  return Number(text.split('\n')[0]);
}
