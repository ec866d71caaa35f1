import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { GraphQLObjectType } from 'graphql';
import type { CreateDatabase, TestDatabase } from '../database/testing.ts';
import { importFile, type ImportSummary } from '../imports/importer.ts';
import { registerFeed } from '../register-changes.ts';
import { followRegister } from '../register-follow.ts';
import { sampleFilesOf } from '../sample/files.ts';
import { writeSample } from '../sample/write.ts';
import { sealingKey } from '../sealing.ts';
import type { Secrets } from '../secrets.ts';
import { type Ministry, migrationsOf, type OpenMinistry, openMinistry } from '../subgraph.ts';
import type { EntityKey } from './entity-keys.ts';
import { existingKeys, typesWithoutRecord } from './explore.ts';
import { withoutFrames } from './reader.ts';
import { sampleRegister } from './sample-register.ts';
import { TEST_SAMPLE } from './test-sample.ts';

/** A ministry that is open on a database of its own, filled with its part of a small sample. */
export interface MinistryWithSample {
  readonly ministry: Ministry;
  readonly open: OpenMinistry;
  readonly databaseUrl: string;
  /** The same database for a role that passes by its row-level security. */
  readonly superuserUrl: string;
  /** What became of each file. */
  readonly imports: readonly ImportSummary[];
  /** Keys of entities of the type that exist. */
  keys(type: GraphQLObjectType, count: number): Promise<EntityKey[]>;
  /** The SQL statements that were sent meanwhile, without the frames of their transactions. */
  statementsOf(run: () => Promise<unknown>): Promise<string[]>;
  /** Calls `watch` for each statement that is sent meanwhile, those of frames included; what it throws breaks the statement. */
  watchStatements<Result>(watch: (text: string) => void, run: () => Promise<Result>): Promise<Result>;
  /** The record types of the schema that the sample has no record of. */
  typesWithoutSample(): Promise<string[]>;
  stop(): Promise<void>;
}

/** The keys that every test's ministries are opened with. */
export const SECRETS: Secrets = {
  citizenIdKey: sealingKey(randomBytes(32)),
  citizenIdHashKey: sealingKey(randomBytes(32)),
};

/** Opens a ministry and imports its part of the sample, without planted faults, through its exchange files. */
export async function openWithSample(
  ministry: Ministry,
  createDatabase: CreateDatabase,
): Promise<MinistryWithSample> {
  const database = await createDatabase({ migrations: migrationsOf(ministry) });
  const statements: string[] = [];
  let watching: ((text: string) => void) | undefined;
  const open = await openMinistry(ministry, {
    databaseUrl: database.url,
    secrets: SECRETS,
    onStatement: (text) => {
      statements.push(text);
      watching?.(text);
    },
  });
  const imports = await importSample(ministry, database);
  return {
    ministry,
    open,
    databaseUrl: database.url,
    superuserUrl: database.superuserUrl,
    imports,
    keys: (type, count) => existingKeys(open, ministry, type, count),
    async statementsOf(run) {
      statements.length = 0;
      await run();
      return withoutFrames(statements);
    },
    async watchStatements(watch, run) {
      watching = watch;
      try {
        return await run();
      } finally {
        watching = undefined;
      }
    },
    typesWithoutSample: () => typesWithoutRecord(open, ministry),
    async stop() {
      await open.stop();
      await database.stop();
    },
  };
}

async function importSample(ministry: Ministry, database: TestDatabase): Promise<ImportSummary[]> {
  const directory = await mkdtemp(join(tmpdir(), 'hearth-sample-'));
  try {
    await writeSample({ ...TEST_SAMPLE, ministries: [ministry], directory, faultsPerThousand: 0 });
    const isOwner = ministry.exchange.some((file) => file.announces !== null);
    const feed = isOwner ? registerFeed(database) : sampleRegister(TEST_SAMPLE, SECRETS);
    const summaries: ImportSummary[] = [];
    for (const { file, path } of sampleFilesOf(ministry, directory)) {
      await followRegister(feed, database, { announcesMoves: false });
      summaries.push(
        await importFile({ file, path, database, secrets: SECRETS, register: ministry.register }),
      );
    }
    return summaries;
  } finally {
    await rm(directory, { recursive: true });
  }
}
