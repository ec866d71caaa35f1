import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { migrate, MigrationMismatchError } from './migrate.ts';
import { forEachDatabase } from './testing.ts';
import type { TestDatabase } from './testing.ts';

describe('migrate', () => {
  forEachDatabase((createDatabase) => {
    let database: TestDatabase;
    let folder: string;

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'migrations-'));
      await write(folder, ['create table village (name text); select pg_sleep(0.2);']);
      database = await createDatabase();
    });
    afterEach(async () => {
      await database.stop();
      await rm(folder, { recursive: true });
    });

    it('should apply what is new and leave the rest alone', async () => {
      await migrate(database, { owner: 'health', folder });
      await database.pool.query("insert into village values ('Shibadong')");
      await write(folder, [
        'create table village (name text); select pg_sleep(0.2);',
        'create table county ()',
      ]);
      await migrate(database, { owner: 'health', folder });
      expect((await database.pool.query('select name from village, (select from county) as c')).rows).toEqual(
        [],
      );
      expect((await database.pool.query('select name from village')).rows).toEqual([{ name: 'Shibadong' }]);
    });

    it('should let one starter wait for the other', async () => {
      const both = [
        migrate(database, { owner: 'health', folder }),
        migrate(database, { owner: 'health', folder }),
      ];
      await expect(Promise.all(both)).resolves.toBeDefined();
    });

    it('should keep a record for each owner', async () => {
      const other = await mkdtemp(join(tmpdir(), 'migrations-'));
      await write(other, ['create table register (id text)']);
      await migrate(database, { owner: 'health', folder });
      await migrate(database, { owner: 'kit', folder: other });
      expect((await database.pool.query('select from register')).rowCount).toBe(0);
      await rm(other, { recursive: true });
    });

    it('should refuse a migration that was edited after it was applied', async () => {
      await migrate(database, { owner: 'health', folder });
      await write(folder, ['create table village (name text, county text)']);
      await expect(migrate(database, { owner: 'health', folder })).rejects.toThrow(MigrationMismatchError);
    });

    it('should refuse a database that is newer than the folder', async () => {
      await migrate(database, { owner: 'health', folder });
      await write(folder, []);
      await expect(migrate(database, { owner: 'health', folder })).rejects.toThrow('Migration 1 of health');
    });
  });
});

/** Writes a folder as drizzle-kit does. */
async function write(folder: string, statements: string[]): Promise<void> {
  await mkdir(join(folder, 'meta'), { recursive: true });
  const entries = statements.map((_, index) => ({
    idx: index,
    version: '7',
    when: 1_700_000_000_000 + index,
    tag: `000${index}_step`,
    breakpoints: true,
  }));
  const journal = { version: '7', dialect: 'postgresql', entries };
  await writeFile(join(folder, 'meta', '_journal.json'), JSON.stringify(journal));
  await Promise.all(entries.map(({ idx, tag }) => writeFile(join(folder, `${tag}.sql`), statements[idx]!)));
}
