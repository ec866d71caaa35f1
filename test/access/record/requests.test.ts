import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AccessEntry, readEntry } from '@hearth/gateway/audit/entry.ts';
import { openRecordKeys } from '@hearth/gateway/audit/keys.ts';
import { Pseudonyms } from '@hearth/gateway/audit/pseudonyms.ts';
import { recordMigrations } from '@hearth/gateway/audit/store.ts';
import { runAuditCommand } from '@hearth/gateway/audit/command.ts';
import { type TestDatabase, testDatabase } from '@hearth/kit/database/testing.ts';
import { databaseSettingOf, GATEWAY } from '@hearth/kit/settings.ts';
import { type Standalone, startStandalone } from '@hearth/standalone/standalone.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Answer } from '../../post.ts';
import { runScript } from '../../script.ts';

let directory: string;
let database: TestDatabase;
let env: Record<string, string>;
let hub: Standalone;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'hearth-record-hub-'));
  database = await testDatabase({ migrations: [recordMigrations] });
  env = {
    DATA_DIR: join(directory, 'data'),
    PORT: '0',
    SAMPLE_HOUSEHOLDS: '40',
    ACCESS_RECORD_GRACE: '2000',
    [databaseSettingOf(GATEWAY)]: database.url,
  };
  hub = await startStandalone(env);
}, 90_000);
afterAll(async () => {
  await hub.stop();
  await database.stop();
  await rm(directory, { recursive: true });
});

const tokenOf = async (persona: string, ...more: string[]) => {
  const args = ['--persona', persona, ...more];
  return (await runScript('gateway/standalone/token.ts', { args, env })).stdout.trim();
};
let traces = 0;
const ask = async (token: string, query: string, headers: Record<string, string> = {}) => {
  const trace = (traces += 1).toString(16).padStart(32, 'a');
  const response = await fetch(hub.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Bearer ${token}`,
      traceparent: `00-${trace}-aaaaaaaaaaaaaaaa-01`,
      'x-purpose': 'MONITORING',
      ...headers,
    },
    body: JSON.stringify({ query }),
  });
  return { trace, response, answer: (await response.json()) as Answer };
};
const entryOf = async (trace: string): Promise<AccessEntry> => {
  const find = async () => {
    const { rows } = await database.pool.query(
      "select entry from access_entries where entry::json ->> 'trace' = $1",
      [trace],
    );
    return rows.map(({ entry }) => entry as string);
  };
  await expect.poll(find, { timeout: 5_000 }).toHaveLength(1);
  return readEntry((await find())[0]!);
};
const names = async (kind: 'household' | 'person', ids: readonly string[]) => {
  const keys = await openRecordKeys(join(env['DATA_DIR']!, 'access-record'), {
    signing: undefined,
    secret: undefined,
  });
  return ids.map((id) => new Pseudonyms(keys.subjects).of(kind, id)).toSorted();
};

describe('the access record of a hub', { timeout: 60_000 }, () => {
  const household = () => hub.examples.households[0]!;
  const look = (selection: string) => `query Look { household(id: "${household()}") ${selection} }`;

  it('has one entry for an answer with data of people: who asked for what, and of whom, though the client asked no number', async () => {
    const token = await tokenOf('county-official');
    const { answer: known } = await ask(token, look('{ members { edges { node { id } } } }'));
    const members: string[] = known.data.household.members.edges.map(
      ({ node }: { node: { id: string } }) => node.id,
    );
    expect(members.length).toBeGreaterThan(0);
    const document = look(
      '{ kind members { edges { node { relationToHead insuranceEnrolments { edges { node { scheme } } } } } } }',
    );
    const { trace, answer } = await ask(token, document, { 'x-case': 'case 7' });
    expect(answer.errors).toBeUndefined();
    expect(JSON.stringify(answer.data)).not.toContain(members[0]);
    const entry = await entryOf(trace);
    expect(entry).toMatchObject({
      client: expect.any(String),
      ministry: 'POVERTY_RELIEF',
      purpose: 'MONITORING',
      case: 'case 7',
      operation: { name: 'Look', hash: createHash('sha256').update(document).digest('hex') },
      households: await names('household', [household()]),
      persons: await names('person', members),
      denied: [],
      outcome: 'OK',
    });
    expect(entry.subject).toContain('county-official');
    expect(entry.fields['poverty-relief']).toContain('Household.kind');
    expect(entry.fields['health']).toContain('Person.insuranceEnrolments');
  });

  it('has an entry for what was denied too', async () => {
    const { trace, answer } = await ask(
      await tokenOf('village-worker'),
      look('{ kind latestIncome { netPerCapita } }'),
    );
    expect(answer.errors?.[0]?.extensions?.['code']).toBe('DENIED');
    expect(await entryOf(trace)).toMatchObject({ outcome: 'PARTIAL', denied: ['Household.latestIncome'] });
  });

  it('has none for what tells of nobody', async () => {
    const token = await tokenOf('county-official');
    const { trace } = await ask(token, '{ __typename }');
    await entryOf((await ask(token, look('{ kind }'))).trace);
    const { rows } = await database.pool.query('select 1 from access_entries where entry like $1', [
      `%${trace}%`,
    ]);
    expect(rows).toEqual([]);
  });

  it('keeps data of people back while it cannot be stored, and gives it again by itself', async () => {
    const token = await tokenOf('county-official');
    await database.pool.query('alter table access_heads rename to access_heads_away');
    const served: string[] = [];
    const outcome = async () => {
      const { trace, response, answer } = await ask(token, look('{ kind }'));
      if (response.status === 200) served.push(trace);
      return [response.status, answer.errors?.[0]?.extensions?.['code'], response.headers.get('retry-after')];
    };
    await expect
      .poll(outcome, { timeout: 15_000, interval: 200 })
      .toEqual([503, 'ACCESS_RECORD_UNAVAILABLE', '1']);
    expect((await ask(token, '{ __typename }')).answer).toEqual({ data: { __typename: 'Query' } });
    await database.pool.query('alter table access_heads_away rename to access_heads');
    await expect.poll(async () => (await outcome())[0], { timeout: 15_000, interval: 200 }).toBe(200);
    for (const trace of served) await entryOf(trace);
  });

  it('is as it was recorded', async () => {
    const said: string[] = [];
    const print = (text: string) => void said.push(text);
    const code = await runAuditCommand(['verify'], { env, print, complain: print });
    expect([code, said.join()]).toEqual([0, expect.stringContaining('are as they were recorded')]);
  });
});
