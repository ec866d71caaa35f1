import { fileURLToPath } from 'node:url';
import { ministryCode, type MinistryName, registerOwner } from '@hearth/schema/subgraphs.ts';
import type { AuthorityClass } from '@hearth/schema/protocol/authority.ts';
import type { GraphQLSchema } from 'graphql';
import type { ChangeLog } from './changes/change-log.ts';
import { renewEpoch } from './changes/epoch.ts';
import { keepChanges } from './changes/keep.ts';
import type { ChangesConfig } from './changes/open-broker.ts';
import { OutboxLog } from './changes/outbox-log.ts';
import { eventView, registerView } from './changes/view.ts';
import { Wake } from './changes/wake.ts';
import { createRunCommand } from './commands/run.ts';
import { ResolverContext } from './context.ts';
import { createCursorSeal } from './cursor-seal.ts';
import { openDatabase, type Database } from './database/database.ts';
import { databaseOutages, watchDatabase } from './database/health.ts';
import { migrate, type Migrations } from './database/migrate.ts';
import { bypassesRowSecurity, protectRows } from './database/row-security.ts';
import type { ExchangeFile } from './imports/exchange.ts';
import type { Reader } from './loader.ts';
import { createReaders } from './loading/reader.ts';
import { namesOf, projection, type RegisterTables } from './loading/register-tables.ts';
import { log } from './log.ts';
import type { RegisterLog } from './register-changes.ts';
import { startFollowing } from './register-follow.ts';
import { registerLoaders } from './register.ts';
import type { SampleRows } from './sample/rows.ts';
import { open } from './sealing.ts';
import { citizenIdKeysOf, type Secrets } from './secrets.ts';
import type { GuardOptions } from './server/guard.ts';
import { createGraphqlServer, type GraphqlServer } from './server/graphql.ts';
import { listen, type Address } from './server/http.ts';
import { defaultPatience, type Patience } from './server/patience.ts';
import { createLeanExecutor, type CreateContext, type ExecuteAll } from './server/lean.ts';
import { ministrySchema, type ResolverMap } from './server/schema.ts';

/** The kit's own tables: register projection, import runs, quarantine. */
const KIT_MIGRATIONS = new URL('migrations', import.meta.url);

/** The rooms of one ministry put together. */
export interface MinistryDefinition<Loaders = unknown> {
  readonly name: MinistryName;
  /** Resolvers of the ministry's types; scalars and `provenance` are the kit's. */
  readonly resolvers: ResolverMap;
  /** The ministry's own loaders, made anew for each request. */
  readonly createLoaders: (reader: Reader) => Loaders;
  /** Where it looks up who lives where; the register's projection unless told. */
  readonly register?: RegisterTables;
  /** The folder of SQL migrations that drizzle-kit wrote. */
  readonly migrations: URL;
  /** The files through which data comes in. */
  readonly exchange: readonly ExchangeFile[];
  /** How the sample's households become rows of those files. */
  readonly sample: SampleRows;
}

/** A ministry that is ready to be opened: its schema is built and found sound. */
export interface Ministry extends MinistryDefinition {
  readonly schema: GraphQLSchema;
}

export interface OpenMinistryOptions {
  readonly databaseUrl: string;
  readonly secrets: Pick<Secrets, 'citizenIdKey' | 'formerCitizenIdKeys'>;
  /** The register's log, which the projection follows while the ministry is open; its owner follows its own. Default: none is followed. */
  readonly register?: RegisterLog | undefined;
  /** How long its changes are kept, and where they are sent. Default: for ever, and nowhere. */
  readonly changes?: ChangesConfig | undefined;
  /** Called with the text of every SQL statement that is sent for callers. */
  readonly onStatement?: ((text: string) => void) | undefined;
}

/** A ministry with its database open and its tables up to date. */
export interface OpenMinistry {
  readonly name: MinistryName;
  /** Sees everybody: for the ministry's own work. What is read for callers goes through `execute` and `executeAll`. */
  readonly database: Database;
  /** Answers one operation as the public path does. Never rejects: what fails is an error of the answer. */
  readonly execute: GraphqlServer['execute'];
  /** Answers operations as the gateway's path does, together. */
  readonly executeAll: ExecuteAll;
  /** What it announces. */
  readonly changes: ChangeLog;
  /** The register's log; empty for all but its owner. */
  readonly registerLog: RegisterLog;
  /** Tells those who follow its logs that something was committed, so that they look at once. */
  nudge(): void;
  /**
   * Serves both paths to `callers`, `/health` and `/ready` to everybody; `port` 0 takes a free one. Resolves with the URL
   * of `/graphql`.
   */
  listen(address: Address, callers: Omit<GuardOptions, 'ministry'>, patience?: Patience): Promise<string>;
  /** Answers what was asked, then closes server and database. */
  stop(): Promise<void>;
}

/**
 * Puts a ministry's rooms together.
 * @throws when the contract and the resolvers do not fit each other.
 */
export function defineMinistry<Loaders>(definition: MinistryDefinition<Loaders>): Ministry {
  return { ...definition, schema: ministrySchema(definition.name, definition.resolvers) };
}

/** The kit's migrations and the ministry's own, in the order in which they are applied. */
export const migrationsOf = ({ name, migrations }: Pick<Ministry, 'name' | 'migrations'>): Migrations[] => [
  { owner: 'kit', folder: fileURLToPath(KIT_MIGRATIONS) },
  { owner: name, folder: fileURLToPath(migrations) },
];

/** Brings a database's tables up to date, and what hides their rows. */
export async function prepareDatabase(
  ministry: Pick<Ministry, 'name' | 'migrations' | 'register'>,
  database: Database,
): Promise<void> {
  for (const migrations of migrationsOf(ministry)) await migrate(database, migrations);
  await protectRows(database, namesOf(ministry.register ?? projection));
  await renewEpoch(database);
  if (!(await bypassesRowSecurity(database))) return;
  log.warn(
    { ministry: ministryCode(ministry.name) },
    'the role of this database passes by its row-level security: give the ministry an ordinary role that owns the tables',
  );
}

/** Opens a ministry's database, brings its tables up to date and makes it ready to answer. */
export async function openMinistry(
  ministry: Ministry,
  { databaseUrl, secrets, register: followed, changes: config, onStatement }: OpenMinistryOptions,
): Promise<OpenMinistry> {
  const { name, schema, createLoaders, register = projection } = ministry;
  const options = { url: databaseUrl, setting: `DATABASE_URL_${ministryCode(name)}` };
  const database = await openDatabase({ ...options, application: `hearth ${name}`, seesEverybody: true });
  await prepareDatabase(ministry, database);
  const requests = await openDatabase({ ...options, application: `hearth ${name} requests`, onStatement });
  const health = watchDatabase({ database, ...databaseOutages({ ministry: ministryCode(name) }) });
  const keys = citizenIdKeysOf(secrets);
  const cursors = createCursorSeal(
    keys.map(({ bytes }) => bytes),
    name,
  );
  const createReader = createReaders(requests, { register, cursors });
  const wake = new Wake();
  const runCommand = createRunCommand({ pool: requests.pool, register, onCommit: () => wake.ring() });
  const load = (authority: AuthorityClass) => {
    const reader = createReader(authority);
    return { loaders: createLoaders(reader), register: registerLoaders(reader) };
  };
  const unseal = (sealed: string) => open(sealed, ...keys);
  const createContext: CreateContext = ({ authority }) =>
    new ResolverContext(authority, { load, unseal, runCommand });
  const graphql = await createGraphqlServer({ name, schema, createContext, databaseState: health.state });
  const executeAll = createLeanExecutor({ name, schema, createContext, databaseState: health.state });
  const isOwner = name === registerOwner;
  const changes = new OutboxLog({ database, ministry: name, view: eventView, wake });
  const registerLog = new OutboxLog({ database, ministry: name, view: registerView, wake });
  const stopFollowing = startFollowing(isOwner ? registerLog : followed, database, {
    announcesMoves: !isOwner,
    onAnnounced: () => wake.ring(),
  });
  const closers = [() => database.stop(), () => requests.stop(), () => graphql.stop(), stopFollowing];
  closers.push(async () => health.stop());
  if (config) closers.push(keepChanges(config, { ministry: name, database, outbox: changes }));

  return {
    name,
    database,
    execute: graphql.execute,
    executeAll,
    changes,
    registerLog,
    nudge: () => wake.ring(),
    async listen(address, callers, patience = defaultPatience) {
      const server = await listen({
        graphql,
        executeAll,
        databaseState: health.state,
        address,
        callers: { ...callers, ministry: name },
        patience,
        changes,
        registerLog: isOwner ? registerLog : undefined,
      });
      closers.push(() => server.stop());
      return server.url;
    },
    async stop() {
      for (const close of closers.splice(0).toReversed()) await close();
    },
  };
}
