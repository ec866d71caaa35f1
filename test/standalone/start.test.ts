import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { endLeftoverServer } from '@hearth/kit/database/cluster.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { requestFor } from '../operation.ts';
import { post } from '../post.ts';
import { endScript, processesOf, runScript, type Script, startScript, until } from '../script.ts';

const MAIN = 'gateway/standalone/main.ts'; // what `npm start` runs
const TIMEOUT = 60_000; // milliseconds

let directory: string;
let running: Script | undefined;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hearth-start-'));
});
afterEach(() => endScript(running));
afterAll(async () => {
  for (const name of ['whole', 'broken-off']) {
    await endLeftoverServer({ directory: join(directory, name, 'postgres', 'cluster') });
  }
  await rm(directory, { recursive: true });
});

const settings = (name: string, more: Record<string, string> = {}) => ({
  DATA_DIR: join(directory, name),
  PORT: '0',
  ACCESS: 'open',
  SAMPLE_HOUSEHOLDS: '60',
  ...more,
});

/** What a newcomer reads once the hub answers. */
interface Welcome {
  readonly url: string;
  readonly households: readonly string[];
  readonly text: string;
}

async function start(env: Record<string, string>): Promise<Welcome> {
  running = startScript(MAIN, { env });
  const { input: text } = await running.printed(/Ctrl-C ends it/);
  return {
    url: /answers at (http:\S+)/.exec(text)![1]!,
    households: /Households: +(.+)/.exec(text)![1]!.split(', '),
    text,
  };
}

/** Ctrl-C in its terminal. */
async function interrupt(): Promise<unknown> {
  running!.signal('SIGINT');
  return running!.ended;
}

/** An answer without the random identifiers of records. */
const withoutIds = (answer: unknown): unknown =>
  JSON.parse(JSON.stringify(answer).replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, 'random'));

describe('npm start', { timeout: TIMEOUT }, () => {
  let first: Welcome;
  let view: unknown;

  it('prints the URL, three households and what to try on an empty directory, and answers', async () => {
    first = await start(settings('whole'));
    expect(first.text).toMatch(/^Imported the sample: \d{4} rows taken, \d+ quarantined\.$/m);
    expect(first.text).toMatch(/^Imported 1 of \d+ files: poverty-relief \w+$/m); // so that a newcomer sees that it moves
    expect(first.households).toEqual([1, 2, 3].map(() => expect.stringMatching(/^H\d{9}$/)));
    expect(first.text).toContain(`curl -s ${first.url}`);
    const answer = await post(first.url, requestFor('HouseholdView', { id: first.households[0] }));
    expect(answer).toMatchObject({ data: { household: { id: first.households[0] } } });
    expect(answer.errors).toBeUndefined();
    view = answer;

    const asked = post(first.url, requestFor('RegionOverview'));
    expect(await interrupt()).toEqual({ code: 0, signal: null });
    expect((await asked).errors).toBeUndefined(); // what was asked is answered
    expect(processesOf(directory)).toEqual([]);
  });

  it('finds the data at the second start and answers the same', async () => {
    const second = await start(settings('whole'));
    expect(second.text).not.toContain('Imported the sample');
    expect(second.households).toEqual(first.households);
    expect(await post(second.url, requestFor('HouseholdView', { id: first.households[0] }))).toEqual(view);
    await interrupt();
  });

  it('ends with code 0 also when it is told to end while it starts', async () => {
    running = startScript(MAIN, { env: settings('whole') });
    await until(() => processesOf(join(directory, 'whole', 'postgres')).length > 0, TIMEOUT);
    expect(await interrupt()).toEqual({ code: 0, signal: null });
    expect(processesOf(directory)).toEqual([]);
  });

  it('completes at the next start an import that was broken off', async () => {
    const env = settings('broken-off');
    running = startScript(MAIN, { env });
    const marker = join(env.DATA_DIR, 'sample-import-started');
    await until(() => existsSync(join(env.DATA_DIR, 'sample', 'finance', 'household-payments.csv')));
    await delay(500); // milliseconds; somewhere in the middle of the import
    running.signal('SIGKILL');
    await running.ended;
    expect(await readFile(marker, 'utf8')).toBe('');

    const { url, text, households } = await start(env);
    expect(text).toContain('Imported the sample');
    expect(existsSync(marker)).toBe(false);
    const again = await post(url, requestFor('HouseholdView', { id: households[0] }));
    expect(withoutIds(again)).toEqual(withoutIds(view)); // records get other identifiers with each import
  });

  it.each([
    ['PORT', 'abc', 'expected a whole number from 0 to 65535'],
    ['SAMPLE_HOUSEHOLDS', '-1', 'expected a whole number from 0 to 1000000'],
    ['DATA_DIR', '/proc/nope', 'expected the path of a directory that can be written'],
  ])('refuses %s=%s by name', async (name, value, expected) => {
    const { code, stdout, stderr } = await runScript(MAIN, { env: settings('refused', { [name]: value }) });
    expect(stderr).toContain(`${name} is "${value}": ${expected}`);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(existsSync(join(directory, 'refused'))).toBe(false);
  });
});
