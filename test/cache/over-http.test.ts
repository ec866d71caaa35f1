import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { databaseSettingOf } from '@hearth/kit/settings.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Services, startServices } from '../live-updates/crash/services.ts';
import { requestFor } from '../operation.ts';
import { type Answer, post } from '../post.ts';
import { runScript } from '../script.ts';

const QUERY = '{ household(id: "H000000000") { region { code } microcreditOutstanding } }';
const FINANCE = 'finance';

type CachedAnswer = Answer & {
  readonly extensions: { readonly cache?: Readonly<Record<string, { readonly hits: number }>> };
};

let services: Services;
let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hearth-cache-'));
  services = await startServices();
}, 240_000);
afterAll(async () => {
  await services?.stop();
  await rm(directory, { recursive: true });
}, 120_000);

async function ask() {
  const { graphql, headers } = services.place;
  const answer = await post(graphql, { query: QUERY }, { ...headers, 'x-cache-report': '1' });
  const { data, errors, extensions } = answer as CachedAnswer;
  return {
    owed: data.household.microcreditOutstanding as string | null,
    region: data.household.region.code as string,
    code: errors?.[0]?.extensions?.['code'],
    state: extensions.ministries[FINANCE]!,
    hits: extensions.cache?.[FINANCE]?.hits ?? 0,
  };
}

/** Asks again until an answer is as it should be. @returns all of the answers */
async function askUntil(isEnough: (answer: Awaited<ReturnType<typeof ask>>) => boolean) {
  const answers = [await ask()];
  while (!isEnough(answers.at(-1)!)) answers.push(await ask());
  return answers;
}

/** Runs a script of the hub beside its processes. */
const run = (path: string, ...args: string[]) => {
  const database = { [databaseSettingOf(FINANCE)]: services.urlOf(FINANCE) };
  return runScript(path, { args, env: { ...services.env, ...database } });
};

/** Imports that the household has paid back a part, into the database alone. */
async function repay(): Promise<void> {
  await run('gateway/standalone/sample.ts', '--households', '40', '--faults', '0', '--out', directory);
  const file = join(directory, FINANCE, 'microcredit-loans.csv');
  const [head, ...rows] = (await readFile(file, 'utf8')).split('\n');
  const row = rows.find((each) => each.startsWith('XD-H000000000,'))!;
  await writeFile(file, `${head}\n${row.replace(',0,ACTIVE,', ',20000,ACTIVE,')}\n`);
  const { code, stderr } = await run('gateway/standalone/import.ts', FINANCE, 'microcredit-loans', file);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
}

describe('an answer over HTTP', { timeout: 60_000 }, () => {
  it('is the same when it is fetched, put together and given as it was kept, compressed or not', async () => {
    const { graphql, headers } = services.place;
    const body = JSON.stringify(requestFor('HouseholdView', { id: 'H000000001' }));
    const texts = new Set<string>();
    for (const encoding of ['identity', 'identity', 'gzip', 'identity', 'br', 'gzip']) {
      const own = { ...headers, 'content-type': 'application/json', 'accept-encoding': encoding };
      const answer = await fetch(graphql, { method: 'POST', headers: own, body });
      expect(answer.headers.get('content-encoding')).toBe(encoding === 'identity' ? null : encoding);
      expect(answer.headers.get('content-type')).toMatch(/^application\/.*json; charset=utf-8$/);
      texts.add(await answer.text());
    }
    const [text, ...others] = texts;
    expect(others).toEqual([]);
    expect(JSON.parse(text!)).toMatchObject({ data: { household: { id: 'H000000001' } } });
  });
});

describe('what is kept of a ministry that goes down', { timeout: 240_000 }, () => {
  it('is not given once its log is silent: its part is missing, and as the ministry has it when it is back', async () => {
    const kept = (await askUntil(({ hits }) => hits > 0)).at(-1)!;
    expect(kept).toMatchObject({ owed: '50000.00', state: 'OK' });

    await services.kill(FINANCE);
    await askUntil(({ state }) => state !== 'OK');
    await repay();
    for (let count = 0; count < 20; count += 1) {
      const answer = await ask();
      expect(answer).toMatchObject({ owed: null, region: kept.region, hits: 0 });
      expect(answer.code).toMatch(/^(DOWN|TIMEOUT)$/);
      expect(answer.state).toBe(answer.code);
    }

    const starting = services.start(FINANCE);
    const answers = await askUntil(({ hits }) => hits > 0);
    await starting;
    expect(new Set(answers.map(({ owed }) => owed))).toEqual(new Set([null, '30000.00']));
    for (const { owed, state } of answers) expect(state === 'OK').toBe(owed !== null);
  });
});
