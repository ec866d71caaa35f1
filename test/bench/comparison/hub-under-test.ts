import { writeFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMinistryName, type MinistryName, ministryNames } from '@hearth/schema/subgraphs.ts';
import { repositoryFile } from '@hearth/schema/generated-files.ts';
import { type HubProcesses, processesOfHub } from '../hub-processes.ts';
import { environmentOf } from '../measured-processes.ts';
import type { Workspace } from '../workspace.ts';
import { unprotected } from './unprotected.ts';
import { HOUSEHOLDS } from './workloads.ts';

/** The hub as `npm run start:services` runs it; its ministries and database serve every candidate. */
export interface HubUnderTest {
  /** Where Hearth's own gateway answers. */
  readonly url: string;
  readonly processes: HubProcesses;
  /** Where each ministry answers GraphQL over HTTP. */
  readonly ministryUrls: Readonly<Record<MinistryName, string>>;
  /** What Hearth's gateway was started with. */
  readonly gatewayEnvironment: Readonly<Record<string, string>>;
  /** A file of the supergraph with the ministries' URLs over HTTP. */
  readonly supergraphFile: string;
  /** The same without what protects fields. */
  readonly unprotectedSupergraphFile: string;
}

/** Starts it on the sample, in production settings. Who may ask its gateway is everybody, unless `access` says otherwise. */
export async function startHubUnderTest(
  { directory, start }: Workspace,
  access: Readonly<Record<string, string>> = { ACCESS: 'open' },
): Promise<HubUnderTest> {
  const env = {
    ...access,
    CALLERS: 'open', // peers sign nothing
    SAMPLE_HOUSEHOLDS: String(HOUSEHOLDS),
    NODE_ENV: 'production',
  };
  const services = start('gateway/standalone/services.ts', { folder: 'services', env });
  const [, url] = await services.printed(/Hearth answers at (http:[^\s,]+)/);
  const processes = processesOfHub(services.pid);
  const ministryUrls = Object.fromEntries(
    ministryNames.map((name) => [name, urlOf(name, processes.ministries[name])]),
  ) as Record<MinistryName, string>;
  const supergraph = withUrls(ministryUrls);
  const write = (name: string, sdl: string): string => {
    const file = join(directory, name);
    writeFileSync(file, sdl);
    return file;
  };
  return {
    url: url!,
    processes,
    ministryUrls,
    gatewayEnvironment: environmentOf(processes.gateway),
    supergraphFile: write('supergraph.graphql', supergraph),
    unprotectedSupergraphFile: write('unprotected-supergraph.graphql', unprotected(supergraph)),
  };
}

function urlOf(name: MinistryName, pid: number): string {
  const { HOST = '127.0.0.1', PORT } = environmentOf(pid);
  if (!PORT) throw new Error(`The process of ${name} was given no PORT: peers could not reach it over HTTP.`);
  return `http://${HOST}:${PORT}/graphql`;
}

function withUrls(urls: Readonly<Record<MinistryName, string>>): string {
  const sdl = readFileSync(repositoryFile('schema/supergraph.graphql'), 'utf8');
  return sdl.replaceAll(/@join__graph\(name: "([^"]+)", url: "[^"]*"\)/g, (given, name: string) =>
    isMinistryName(name) ? `@join__graph(name: "${name}", url: "${urls[name]}")` : given,
  );
}
