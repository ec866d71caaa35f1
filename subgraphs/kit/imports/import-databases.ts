import { openDatabase } from '../database/database.ts';
import type { Database } from '../database/database.ts';
import { openDatabases } from '../database/databases.ts';
import { registerFeed } from '../register-changes.ts';
import { followRegister } from '../register-follow.ts';
import { databaseSettingOf } from '../settings.ts';
import { prepareDatabase } from '../subgraph.ts';
import type { ImportMinistry } from './cli.ts';

/** The databases that a command works on, each opened when it is first needed. */
export interface ImportDatabases {
  of(ministry: ImportMinistry): Promise<MinistryDatabase>;
  /** Brings every ministry's projection of the register up to date. */
  followEverywhere(): Promise<void>;
  stop(): Promise<void>;
}

/** A ministry's database, its tables up to date. */
export interface MinistryDatabase {
  readonly database: Database;
  /** Brings its projection of the register up to date. */
  followRegister(): Promise<void>;
}

/** Finds the databases of the ministries, beside a hub that runs or on its own. */
export async function openImportDatabases(
  ministries: readonly ImportMinistry[],
  env: NodeJS.ProcessEnv,
): Promise<ImportDatabases> {
  const names = ministries.map(({ name }) => name);
  const databases = await openDatabases({ ministries: names, env, attach: true });
  const opened = new Map<string, Promise<Database>>();
  const open = (ministry: ImportMinistry): Promise<Database> => {
    const { name } = ministry;
    const database = opened.get(name) ?? openMigrated(ministry, databases.urlOf(name));
    opened.set(name, database);
    return database;
  };
  const owner = ministries.find(({ exchange }) => exchange.some((file) => file.announces));
  const follow = async (ministry: ImportMinistry): Promise<void> => {
    if (!owner) return;
    const options = { announcesMoves: ministry !== owner }; // who follows beside a hub that runs may be the first
    await followRegister(registerFeed(await open(owner)), await open(ministry), options);
  };
  return {
    of: async (ministry) => ({ database: await open(ministry), followRegister: () => follow(ministry) }),
    async followEverywhere() {
      for (const ministry of ministries) await follow(ministry);
    },
    async stop() {
      const settled = await Promise.allSettled(opened.values());
      for (const result of settled) if (result.status === 'fulfilled') await result.value.stop();
      await databases.stop();
    },
  };
}

async function openMigrated(ministry: ImportMinistry, url: string): Promise<Database> {
  const setting = databaseSettingOf(ministry.name);
  const database = await openDatabase({ url, application: 'hearth import', setting, seesEverybody: true });
  await prepareDatabase(ministry, database);
  return database;
}
