import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { federate, type Federation } from '../federation/fixture.ts';
import { households, post } from './fixture.ts';

const repository = fileURLToPath(new URL('../../', import.meta.url));

/** Starts what `npm run gateway` runs, with these settings alone. */
function startCommand(env: Record<string, string>): ChildProcess {
  const { PATH = '' } = process.env;
  return spawn(
    process.execPath,
    ['--import', '@hearth/kit/typescript/register.js', 'gateway/server/main.ts'],
    {
      cwd: repository,
      env: { PATH, ...env },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
}

/** What it says when it refuses to start. */
async function refusal(env: Record<string, string>): Promise<{ said: string; code: unknown }> {
  const command = startCommand(env);
  let said = '';
  command.stderr!.on('data', (chunk) => (said += chunk));
  const [code] = await once(command, 'close');
  return { said: said.trim(), code };
}

/** The URL of its line. */
async function urlOf(command: ChildProcess): Promise<string> {
  for await (const line of createInterface(command.stderr!)) {
    const { msg, url } = JSON.parse(line);
    if (msg === 'ready') return url;
  }
  throw new Error('The command ended before it was ready.');
}

describe('npm run gateway', () => {
  let federation: Federation;
  let directory: string;
  let supergraph: string;
  beforeAll(async () => {
    federation = await federate(households, { overHttp: true });
    directory = await mkdtemp(join(tmpdir(), 'hearth-gateway-'));
    supergraph = join(directory, 'supergraph.graphql');
    await writeFile(supergraph, federation.supergraph);
  });
  afterAll(async () => {
    await federation.stop();
    await rm(directory, { recursive: true });
  });

  it('serves any supergraph over its subgraphs’ URLs until it is told to end, then ends with 0', async () => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      const command = startCommand({ SUPERGRAPH: supergraph, PORT: '0', ACCESS: 'open' });
      const url = await urlOf(command);
      const answer = await post(`${url}/graphql`, { query: '{ household(id: "H2") { name visits } }' });
      expect(await answer.json()).toMatchObject({ data: { household: { name: 'Household H2', visits: 3 } } });
      command.kill(signal);
      expect(await once(command, 'exit')).toEqual([0, null]);
    }
  });

  it('calls a subgraph where its setting says', async () => {
    const command = startCommand({
      SUPERGRAPH: supergraph,
      PORT: '0',
      ACCESS: 'open',
      SUBGRAPH_URL_CLINIC: 'http://127.0.0.1:1/graphql',
    });
    const url = await urlOf(command);
    const answer = await post(`${url}/graphql`, { query: '{ household(id: "H2") { name visits } }' });
    expect(await answer.json()).toMatchObject({
      data: { household: { name: 'Household H2', visits: null } },
      errors: [{ extensions: { code: 'DOWN', ministry: 'clinic', retryable: true } }],
      extensions: { ministries: { register: 'OK', clinic: 'DOWN' } },
    });
    command.kill('SIGTERM');
    await once(command, 'exit');
  });

  it('says what is missing on standard error and ends with 1', async () => {
    expect(await refusal({ SUPERGRAPH: supergraph })).toEqual({
      said: expect.stringMatching(
        /^Nobody can be let in: set TOKEN_ISSUER, .+, ACCESS=open to answer everybody/,
      ),
      code: 1,
    });
  });
});
