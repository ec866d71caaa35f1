import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDemoIssuer } from '@hearth/gateway/caller/demo/demo-issuer.ts';
import { endLeftoverServer } from '@hearth/kit/database/cluster.ts';
import type { Purpose } from '@hearth/schema/protocol/purposes.ts';
import { type Scope, scopeNames } from '@hearth/schema/protocol/scopes.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { endScript, type Script, startScript } from '../../script.ts';
import { candidatesIn, dumpTables, readFiles } from './everything.ts';
import { importFaultyFiles, type Ran } from './faulty-files.ts';
import { questionsHolding, soundQuestions } from './questions.ts';

const key = randomBytes(32).toString('base64');

let directory: string;
let env: Record<string, string>;
let hub: Script;
let url: string;
/** All citizen IDs that stand in exchange files, sound or not: the sample's have a prefix of their own. */
let known: Set<string>;
let ran: Ran[];
const answers = { whole: [] as string[], masked: [] as string[], failed: {} as Record<string, string> };

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hearth-citizen-ids-'));
  env = {
    DATA_DIR: join(directory, 'data'),
    PORT: '0',
    ACCESS: 'demo',
    LOG_LEVEL: 'debug',
    SAMPLE_HOUSEHOLDS: '60',
    CITIZEN_ID_KEY: key,
  };
  hub = startScript('gateway/standalone/services.ts', { env });
  url = (await hub.printed(/Hearth answers at (http:\S+?),/))[1]!;
  ran = await importFaultyFiles(env);
  const sample = await readFiles(join(env['DATA_DIR']!, 'sample'));
  known = new Set([...sample.values()].flatMap(candidatesIn).filter((id) => id.startsWith('990000')));
  await askEverything();
}, 180_000);
afterAll(async () => {
  await endScript(hub);
  await endLeftoverServer({ directory: join(directory, 'data', 'postgres', 'cluster') });
  await rm(directory, { recursive: true });
});

async function askEverything(): Promise<void> {
  const most = scopeNames.filter((scope) => scope !== 'identity:read');
  const [reader, other] = [await headersOf(scopeNames), await headersOf(most)];
  const { 'x-case': _, ...withoutCase } = reader;
  const watching = { ...reader, 'x-purpose': 'MONITORING' };
  const sound = soundQuestions(['H000000000', 'H000000021', 'H000000042', 'H000000059']);
  for (const request of sound) {
    answers.whole.push(await ask(request, reader));
    for (const headers of [other, withoutCase, watching]) answers.masked.push(await ask(request, headers));
  }
  const id = [...known].find((candidate) => !candidate.endsWith('X'))!;
  for (const [where, request] of Object.entries(questionsHolding(id))) {
    answers.failed[where] = await ask(request, other);
  }
  for (const [where, headers] of Object.entries(headersHolding(id))) {
    answers.failed[where] = await ask(sound[0]!, { ...other, ...headers });
  }
  for (const path of [`?query={${id}}`, `?query={__typename}&variables=${id}`, `?${id}=1`, `/${id}`]) {
    answers.failed[`in the path ${path.length}`] = await (await fetch(url + path, { headers: other })).text();
  }
}

const headersHolding = (id: string): Record<string, Record<string, string>> => ({
  'as the purpose': { 'x-purpose': id },
  'as the case': { 'x-case': id },
  'as a token': { authorization: `Bearer ${id}` },
  'as a media type': { accept: `text/${id}` },
  'as an encoding': { 'content-encoding': id },
  'as a trace': { traceparent: `00-${id}${'a'.repeat(14)}-${'b'.repeat(16)}-01` },
  'as a header': { [`x-${id}`]: id },
});

async function headersOf(scopes: readonly Scope[]): Promise<Record<string, string>> {
  const { issue } = await openDemoIssuer(env['DATA_DIR']!);
  const purposes: Purpose[] = ['ASSISTANCE', 'MONITORING'];
  const token = await issue({ name: 'reader', title: 'Reader', scopes, regions: ['*'], purposes }, 1);
  return { authorization: `Bearer ${token}`, 'x-purpose': 'ASSISTANCE', 'x-case': 'case 1' };
}

/** The whole answer, with its headers. */
async function ask(request: object, headers: Record<string, string>): Promise<string> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(request),
  });
  return JSON.stringify([...response.headers]) + (await response.text());
}

/** The outputs that hold citizen IDs, with how many: never the IDs, for a failing test is read as well. */
const holding = (outputs: Iterable<readonly [name: string, text: string]>): string[] =>
  [...outputs].flatMap(([name, text]) => {
    const count = candidatesIn(text).filter((candidate) => known.has(candidate)).length;
    return count > 0 ? [`${name}: ${count}`] : [];
  });

const numbered = (texts: readonly string[]) => texts.map((text, index) => [String(index), text] as const);

describe('citizen IDs', { timeout: 60_000 }, () => {
  it('are whole for those alone who may read identities, for a purpose and in a case that open them', () => {
    expect(known.size).toBeGreaterThan(150);
    const [household] = answers.whole;
    expect(candidatesIn(household!).length).toBeGreaterThan(0);
    expect(candidatesIn(household!).filter((id) => !known.has(id))).toEqual([]);
    expect(answers.masked[0]).toMatch(/"citizenId":"\d{6}\*{8}\d{3}[\dX]"/);
  });

  it('are masked in every answer to everybody else', () => {
    expect(holding(numbered(answers.masked))).toEqual([]);
  });

  it('do not come back to whoever wrote one where it does not belong', () => {
    expect(Object.values(answers.failed).filter((text) => text.includes('"errors"')).length).toBeGreaterThan(
      20,
    );
    expect(holding(Object.entries(answers.failed))).toEqual([]);
  });

  it('are not in what commands tell of imports, of rows in quarantine and of files that are refused', () => {
    const told = ran.map(({ text }) => text);
    expect(told.join('\n')).toMatch(/MALFORMED_CITIZEN_ID[^]*WRONG_CHECK_CHARACTER/);
    expect(new Set(ran.map(({ code }) => code))).toEqual(new Set([0, 2]));
    expect(holding(numbered(told))).toEqual([]);
  });

  it('are in nothing that the six processes print, whatever is logged', () => {
    expect(hub.output.stderr).toContain('"msg":"ready"');
    expect(holding(Object.entries(hub.output))).toEqual([]);
  });

  it('are in no table of any database', async () => {
    await expect
      .poll(async () => (await dumpTables(env)).get('gateway public.access_entries'), { timeout: 30_000 })
      .toMatch(/"Q\d{6}\*+/); // named so by a client, and stored a moment after its answer
    const tables = await dumpTables(env);
    expect(tables.get('poverty-relief public.identities')).toContain('.');
    expect(tables.get('health public.quarantined_rows')).toContain('WRONG_CHECK_CHARACTER');
    expect(holding(tables)).toEqual([]);
  });

  it('are in no file of the installation, of its PostgreSQL either, but those that ministries send', async () => {
    const files = await readFiles(env['DATA_DIR']!, 'sample');
    expect([...files.keys()].filter((path) => path.startsWith('postgres')).length).toBeGreaterThan(100);
    expect(holding(files)).toEqual([]);
  });
});
