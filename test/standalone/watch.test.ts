import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endLeftoverServer } from '@hearth/kit/database/cluster.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endScript, type Script, startProgram, startScript } from '../script.ts';

const START = 120_000; // milliseconds

let directory: string;
let env: Record<string, string>;
let hub: Script;
let welcome: string;
const running: Script[] = [];
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hearth-watch-'));
  env = { DATA_DIR: join(directory, 'data'), PORT: '0', SAMPLE_HOUSEHOLDS: '60' };
  hub = startScript('gateway/standalone/main.ts', { env });
  ({ input: welcome } = await hub.printed(/Ctrl-C ends it/));
}, START);
afterAll(async () => {
  for (const script of [...running, hub]) await endScript(script);
  await endLeftoverServer({ directory: join(directory, 'data', 'postgres', 'cluster') });
  await rm(directory, { recursive: true });
}, START);

/** Types a line that `npm start` printed into a shell, as it stands. */
function type(pattern: RegExp): Script {
  const line = pattern.exec(welcome)?.[1];
  if (line === undefined) throw new Error(`npm start prints nothing like ${pattern}.`);
  const script = startProgram('/bin/sh', { args: ['-c', line], env });
  running.push(script);
  return script;
}

describe('what npm start prints for watching a region', () => {
  it('shows the changes that the command beside it makes', { timeout: START }, async () => {
    const watching = type(/^Watch: +(curl .+)$/m);
    await watching.printed(/^retry: /m); // it is connected
    const changing = type(/(npm run change .+)$/m);
    const [, household] = await changing.printed(/ (H\d{9}) committed/);
    const [, data] = await watching.printed(new RegExp(`^data: (.*"${household}".*)$`, 'm'));
    const told = JSON.parse(data!);
    expect(told.errors).toBeUndefined();
    expect(told.data.regionChanged).toEqual({
      ministry: expect.stringMatching(/^[A-Z_]+$/),
      kind: expect.stringMatching(/^[A-Z_]+$/),
      at: expect.stringMatching(/^\d{4}-/),
      household: { id: household, microcreditOutstanding: expect.stringMatching(/^\d+\.\d\d$/) },
    });
  });
});
