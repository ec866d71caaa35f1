import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type AccessEntry, readEntry } from '@hearth/gateway/audit/entry.ts';
import { openRecordKeys } from '@hearth/gateway/audit/keys.ts';
import { Pseudonyms, type SubjectKind } from '@hearth/gateway/audit/pseudonyms.ts';
import { recordMigrations } from '@hearth/gateway/audit/store.ts';
import { openDemoIssuer } from '@hearth/gateway/caller/demo/demo-issuer.ts';
import type { Persona } from '@hearth/gateway/caller/demo/personas.ts';
import { type TestDatabase, testDatabase } from '@hearth/kit/database/testing.ts';
import { databaseSettingOf, GATEWAY } from '@hearth/kit/settings.ts';
import { personas } from '@hearth/standalone/personas.ts';
import { type Standalone, startStandalone } from '@hearth/standalone/standalone.ts';
import { expect, vi } from 'vitest';
import type { Answer } from '../../post.ts';

/** What came of a request. */
export interface Asked {
  /** The trace that it was sent with, by which its entry is found. */
  readonly trace: string;
  readonly response: Response;
  readonly answer: Answer;
}

/** A hub whose callers are known and recorded, on a database of its own. */
export interface RecordedHub extends Standalone {
  readonly env: Readonly<Record<string, string>>;
  /** Where the record is. */
  readonly database: TestDatabase;
  /** A token of a persona, or of one that differs from it. */
  tokenOf(persona: string, changes?: Partial<Persona>): Promise<string>;
  /** Asks for MONITORING, unless the headers tell otherwise. */
  ask(token: string, query: string, headers?: Record<string, string>, variables?: object): Promise<Asked>;
  /** The entry of a request, once it is stored. */
  entryOf(trace: string): Promise<AccessEntry>;
  /** What the record calls households or persons, in order. */
  namesOf(kind: SubjectKind, ids: readonly string[]): Promise<string[]>;
}

/** Starts it; `stop` removes what it wrote. */
export async function startRecordedHub(settings: Record<string, string> = {}): Promise<RecordedHub> {
  const directory = await mkdtemp(join(tmpdir(), 'hearth-record-hub-'));
  const database = await testDatabase({ migrations: [recordMigrations] });
  const dataDir = join(directory, 'data');
  const env = {
    DATA_DIR: dataDir,
    PORT: '0',
    SAMPLE_HOUSEHOLDS: '40',
    ACCESS_RECORD_GRACE: '2000',
    [databaseSettingOf(GATEWAY)]: database.url,
    ...settings,
  };
  const hub = await startStandalone(env);
  return {
    ...hub,
    env,
    database,
    tokenOf: (persona, changes) => issueToken(dataDir, persona, changes),
    ask: (token, query, headers, variables) =>
      ask(hub.url, { query, variables }, { authorization: `Bearer ${token}`, ...headers }),
    entryOf: (trace) => findEntry(database, trace),
    async namesOf(kind, ids) {
      const folder = join(dataDir, 'access-record');
      const { subjects } = await openRecordKeys(folder, { signing: undefined, secret: undefined });
      return ids.map((id) => new Pseudonyms(subjects).of(kind, id)).toSorted();
    },
    async stop() {
      await hub.stop();
      await database.stop();
      await rm(directory, { recursive: true });
    },
  };
}

async function issueToken(dataDir: string, name: string, changes: Partial<Persona> = {}): Promise<string> {
  const persona = personas.find((each) => each.name === name);
  if (!persona) throw new Error(`There is no persona ${name}.`);
  const { issue } = await openDemoIssuer(dataDir);
  return issue({ ...persona, ...changes }, 1);
}

let traces = 0;

async function ask(url: string, body: object, headers: Record<string, string>): Promise<Asked> {
  const trace = (traces += 1).toString(16).padStart(32, 'a');
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      traceparent: `00-${trace}-aaaaaaaaaaaaaaaa-01`,
      'x-purpose': 'MONITORING',
      ...headers,
    },
    body: JSON.stringify(body),
  });
  return { trace, response, answer: (await response.json()) as Answer };
}

function findEntry({ pool }: TestDatabase, trace: string): Promise<AccessEntry> {
  const find = async () => {
    const { rows } = await pool.query<{ entry: string }>(
      "select entry from access_entries where entry::json ->> 'trace' = $1",
      [trace],
    );
    expect(rows).toHaveLength(1);
    return readEntry(rows[0]!.entry);
  };
  return vi.waitFor(find, { timeout: 30_000 });
}
