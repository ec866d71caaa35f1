import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ministryNames } from '@hearth/schema/subgraphs.ts';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { databaseSettingOf } from '../settings.ts';
import { openDatabase } from './database.ts';
import { openDatabases } from './databases.ts';
import { testDatabase } from './testing.ts';
import type { TestDatabase } from './testing.ts';

const [first, second] = ministryNames as [string, string];

describe('openDatabases', () => {
  let dataDir: string;
  let outside: TestDatabase;

  beforeAll(async () => {
    outside = await testDatabase();
    dataDir = await mkdtemp(join(tmpdir(), 'databases-'));
  });
  afterEach(async () => {
    await rm(dataDir, { recursive: true });
    dataDir = await mkdtemp(join(tmpdir(), 'databases-'));
  });
  afterAll(async () => {
    await outside.stop();
    await rm(dataDir, { recursive: true });
  });

  it('should use the PostgreSQL of the setting and start none', async () => {
    const env = { DATA_DIR: dataDir, [databaseSettingOf(first)]: outside.url };
    const databases = await openDatabases({ ministries: [first], env });
    expect(databases.urlOf(first)).toBe(outside.url);
    await databases.stop();
    expect(await readdir(dataDir)).toEqual([]);
  });

  it('should give a database in the embedded server to whom the settings give none', async () => {
    const env = { DATA_DIR: dataDir, [databaseSettingOf(first)]: outside.url };
    const databases = await openDatabases({ ministries: [first, second], env });
    expect(databases.urlOf(first)).toBe(outside.url);
    const database = await openDatabase({ url: databases.urlOf(second), application: second });
    const { rows } = await database.pool.query('select current_user as role, current_database() as name');
    expect(rows).toEqual([{ role: second.replaceAll('-', '_'), name: second.replaceAll('-', '_') }]);
    await database.pool.query('create schema own; create table own.village ()'); // as migrations do
    await database.stop();
    await databases.stop();
  });

  it('should let a command find the database of any ministry while the hub runs', async () => {
    const hub = await openDatabases({ ministries: [first], env: { DATA_DIR: dataDir } });
    const command = await openDatabases({ ministries: [second], env: { DATA_DIR: dataDir }, attach: true });
    const database = await openDatabase({ url: command.urlOf(second), application: 'command' });
    expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    await database.stop();
    await command.stop();
    await hub.stop();
  });

  it('should refuse a database that does not answer, by the name of its setting', async () => {
    const setting = databaseSettingOf(first);
    const env = { DATA_DIR: dataDir, [setting]: 'postgres://someone:pass-phrase@127.0.0.1:1/somewhere' };
    await expect(openDatabases({ ministries: [first], env })).rejects.toThrow(
      `${setting} (127.0.0.1:1/somewhere) cannot be used: connect ECONNREFUSED`,
    );
  });

  it('should refuse what is no URL of PostgreSQL without printing it', async () => {
    const setting = databaseSettingOf(first);
    const opened = openDatabases({ ministries: [first], env: { [setting]: 'mysql://pass-phrase@host/x' } });
    await expect(opened).rejects.toThrow(
      /^DATABASE_URL_\w+ is wrong: expected a URL of the form postgres:[^]*$/,
    );
    await expect(opened).rejects.not.toThrow('pass-phrase');
  });

  it('should refuse a setting for a ministry that does not exist', async () => {
    const env = { DATA_DIR: dataDir, DATABASE_URL_HELTH: outside.url };
    await expect(openDatabases({ ministries: [first], env })).rejects.toThrow(
      /^DATABASE_URL_HELTH: no such setting; expected one of DATABASE_URL_/,
    );
  });
});
