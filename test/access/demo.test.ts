import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endLeftoverServer } from '@hearth/kit/database/cluster.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endScript, runScript, type Script, startProgram, startScript } from '../script.ts';
import { askFor, outcomeOf } from './fixture.ts';

const START = 60_000; // milliseconds

let directory: string;
let env: Record<string, string>;
let hub: Script;
let url: string;
let text: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hearth-demo-'));
  env = { DATA_DIR: join(directory, 'data'), PORT: '0', SAMPLE_HOUSEHOLDS: '40' };
  hub = startScript('gateway/standalone/main.ts', { env });
  ({ input: text } = await hub.printed(/Ctrl-C ends it/));
  url = /answers at (http:\S+)/.exec(text)![1]!;
}, START);
afterAll(async () => {
  await endScript(hub);
  await endLeftoverServer({ directory: join(directory, 'data', 'postgres', 'cluster') });
  await rm(directory, { recursive: true });
});

const token = (...args: string[]) => runScript('gateway/standalone/token.ts', { args, env });

const claimsOf = (text: string) => JSON.parse(Buffer.from(text.split('.')[1]!, 'base64url').toString('utf8'));

describe('npm start without an issuer', { timeout: 30_000 }, () => {
  it('answers nobody without a token, and the printed example with the one that it makes', async () => {
    expect(await outcomeOf(await askFor(url, {}))).toMatchObject({ status: 401, code: 'UNAUTHENTICATED' });
    const example = startProgram('sh', { args: ['-c', /curl -s .+/.exec(text)![0]], env });
    expect(await example.ended).toEqual({ code: 0, signal: null });
    const answer = JSON.parse(example.output.stdout);
    expect(answer.errors).toBeUndefined();
    expect(answer.data.household).toMatchObject({
      kind: expect.any(String),
      region: { name: expect.any(String) },
    });
  });

  it('keeps the key of its issuer where this account alone may read it', async () => {
    const path = join(env['DATA_DIR']!, 'demo-issuer', 'private-key.json');
    expect((await stat(path)).mode & 0o777).toBe(0o600);
    const published = await readFile(join(env['DATA_DIR']!, 'demo-issuer', 'public-keys.json'), 'utf8');
    expect(published).not.toContain(JSON.parse(await readFile(path, 'utf8')).d);
  });
});

describe('npm run token', { timeout: 30_000 }, () => {
  it('vouches for a persona, elsewhere, for another purpose and as long as is told', async () => {
    const args = [
      '--persona',
      'county-official',
      '--region',
      '13',
      '--purpose',
      'CORRECTION',
      '--hours',
      '1',
    ];
    const claims = claimsOf((await token(...args)).stdout);
    expect(claims).toMatchObject({ sub: 'demo:county-official', regions: ['13'], purposes: ['CORRECTION'] });
    expect(claims.exp - claims.iat).toBe(3_600);
  });

  it('prints what curl needs', async () => {
    const { stdout } = await token('--persona', 'evaluator', '--header');
    const args = [
      '-c',
      `curl -s -H 'content-type: application/json' ${stdout.trim()} -d '{"query":"{ __typename }"}' ${url}`,
    ];
    const curl = startProgram('sh', { args });
    await curl.ended;
    expect(JSON.parse(curl.output.stdout)).toEqual({ data: { __typename: 'Query' } });
  });

  it.each([
    [[], '--persona is missing'],
    [['--persona', 'mayor'], 'There is no persona "mayor"'],
    [['--persona', 'citizen', '--region', '5'], '--region: "5" is no region'],
    [['--persona', 'citizen', '--purpose', 'FUN'], '--purpose is "FUN": expected one of MONITORING'],
    [['--persona', 'citizen', '--hours', '0'], '--hours is "0": expected a whole number from 1 to 720'],
  ])('says of %j what is wrong, and which personas there are', async (args, message) => {
    const { code, stdout, stderr } = await token(...args);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
    expect(stderr).toContain(message);
    expect(stderr).toMatch(/county-official +County official/);
  });
});
