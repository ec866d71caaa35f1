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

/** Asks as a county official, of another region than the demo's county where arguments say so. */
async function ask(
  body: object,
  { purpose = 'MONITORING', accept = '*/*', args = ['--persona', 'county-official'] },
) {
  const { stdout: token } = await runScript('gateway/standalone/token.ts', { args, env });
  const headers = {
    accept,
    'content-type': 'application/json',
    authorization: `Bearer ${token.trim()}`,
    'x-purpose': purpose,
  };
  return fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
}

/** The first answer that a stream of server-sent events brings. */
async function firstEvent({ body }: Response): Promise<unknown> {
  let text = '';
  for await (const chunk of body!.pipeThrough(new TextDecoderStream())) {
    text += chunk;
    const data = /^event: next\n(?:id: .*\n)?data: (.*)\n\n/m.exec(text)?.[1];
    if (data !== undefined) return JSON.parse(data);
  }
  throw new Error(`The stream ended without an answer: ${text}`);
}

describe('the README', () => {
  it('shows what the hub answers whom it says, on the sample that npm start imports', async () => {
    const args = found(/npm run --silent token -- (--persona \S+ --region \d+)/).split(' ');
    const purpose = found(/`X-Purpose: (\w+)`/);
    const query = found(/```graphql\n(query Household[^`]+)```/);
    const variables = JSON.parse(found(/with `(\{"id": "H\d+"\})`/));
    const response = await ask({ query, variables }, { purpose, args });
    expect(await response.json()).toEqual(JSON.parse(found(/```json\n(\{[^`]+)```/)));
  });

  it('shows a command that is carried out once, and what who watches is told', async () => {
    const watch = {
      query: found(/```graphql\n(subscription [^`]+)```/),
      variables: JSON.parse(found(/with `(\{"code": "\d+"\})`/)),
    };
    const told = firstEvent(await ask(watch, { accept: 'text/event-stream' }));
    const bill = {
      query: found(/```graphql\n(mutation [^`]+)```/),
      variables: JSON.parse(found(/```json\n(\{\s+"input"[^`]+)```/)),
    };
    const purpose = found(/a bill is recorded, with `X-Purpose: (\w+)`/);
    const answer = (await (await ask(bill, { purpose })).json()) as { errors?: unknown };
    expect(answer.errors).toBeUndefined();
    expect(await (await ask(bill, { purpose })).json()).toEqual(answer);
    expect(await told).toEqual(JSON.parse(found(/household as it is now:\s+```json\n([^`]+)```/)));
  });
});
