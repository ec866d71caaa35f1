import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Standalone, startStandalone } from '@hearth/standalone/standalone.ts';
import { requestFor } from './operation.ts';
import { type Answer, post } from './post.ts';

/** What an answer cost. */
export interface Cost {
  /** Operations sent, by ministry. */
  readonly calls: Readonly<Record<string, number>>;
  /** SQL statements sent, by ministry. */
  readonly statements: Readonly<Record<string, number>>;
}

/** A whole hub of a test's own: real databases, real HTTP in front, the sample imported through the front door. */
export interface TestHub extends Standalone {
  /** The settings that it runs with, for commands that run beside it. */
  readonly env: Readonly<Record<string, string>>;
  ask(query: string, variables?: object): Promise<Answer>;
  /** Asks a named operation of the contract, with its example variables unless told others. */
  askFor(operation: string, variables?: object): Promise<Answer>;
  /** What was sent to ministries and databases while something ran. */
  costOf(run: () => Promise<unknown>): Promise<Cost>;
  /** Ministries of which every call fails until told otherwise. */
  readonly broken: Set<string>;
}

/**
 * Starts it on an empty directory, which `stop` removes. Nothing is kept of answers unless `cacheMemory`, in megabytes, says so: what
 * is counted, and what is broken, is then asked for each time.
 */
export async function startHub({ households = 120, cacheMemory = 0 } = {}): Promise<TestHub> {
  const directory = await mkdtemp(join(tmpdir(), 'hearth-hub-'));
  const calls: string[] = [];
  const statements: string[] = [];
  const broken = new Set<string>();
  const env = {
    DATA_DIR: join(directory, 'data'),
    PORT: '0',
    ACCESS: 'open',
    SAMPLE_HOUSEHOLDS: String(households),
    CACHE_MEMORY: String(cacheMemory),
  };
  const hub = await startStandalone(env, {
    onCall: (ministry) => {
      calls.push(ministry);
      if (broken.has(ministry)) throw new Error('The test broke this ministry.');
    },
    onStatement: (ministry) => statements.push(ministry),
  });
  return {
    ...hub,
    env,
    broken,
    ask: (query, variables = {}) => post(hub.url, { query, variables }),
    askFor: (name, variables) => post(hub.url, requestFor(name, variables)),
    async costOf(run) {
      calls.length = 0;
      statements.length = 0;
      await run();
      return { calls: countEach(calls), statements: countEach(statements) };
    },
    async stop() {
      await hub.stop();
      await rm(directory, { recursive: true });
    },
  };
}

function countEach(names: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const name of names) counts[name] = (counts[name] ?? 0) + 1;
  return counts;
}
