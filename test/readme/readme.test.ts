import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endLeftoverServer } from '@hearth/kit/database/cluster.ts';
import { repositoryFile } from '@hearth/schema/generated-files.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endScript, runScript, type Script, startScript } from '../script.ts';

const START = 120_000; // milliseconds

let readme: string;
let directory: string;
let env: Record<string, string>;
let hub: Script;
let url: string;
beforeAll(async () => {
  readme = await readFile(repositoryFile('README.md'), 'utf8');
  directory = await mkdtemp(join(tmpdir(), 'hearth-readme-'));
  env = { DATA_DIR: join(directory, 'data'), PORT: '0' };
  hub = startScript('gateway/standalone/main.ts', { env });
  const { input: text } = await hub.printed(/Ctrl-C ends it/);
  url = /answers at (http:\S+)/.exec(text)![1]!;
}, START);
afterAll(async () => {
  await endScript(hub);
  await endLeftoverServer({ directory: join(directory, 'data', 'postgres', 'cluster') });
  await rm(directory, { recursive: true });
}, START);

/** The first match of what a newcomer finds in the README. */
const found = (pattern: RegExp): string => {
  const match = pattern.exec(readme)?.[1];
  if (match === undefined) throw new Error(`The README has nothing like ${pattern}.`);
  return match;
};

describe('the README', () => {
  it('shows what the hub answers whom it says, on the sample that npm start imports', async () => {
    const args = found(/npm run --silent token -- (--persona \S+ --region \d+)/).split(' ');
    const { stdout: token } = await runScript('gateway/standalone/token.ts', { args, env });
    const response = await fetch(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        authorization: `Bearer ${token.trim()}`,
        'x-purpose': found(/`X-Purpose: (\w+)`/),
      },
      body: JSON.stringify({
        query: found(/```graphql\n(query Household[^`]+)```/),
        variables: JSON.parse(found(/with `(\{"id": "H\d+"\})`/)),
      }),
    });
    expect(await response.json()).toEqual(JSON.parse(found(/```json\n(\{[^`]+)```/)));
  });
});
