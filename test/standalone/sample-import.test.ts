import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openSecrets } from '@hearth/kit/secrets.ts';
import { openMinistries, type OpenMinistries } from '@hearth/standalone/open-ministries.ts';
import { importSampleOnce } from '@hearth/standalone/sample-import.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

describe('the import of the sample', () => {
  let directory: string;
  let hub: OpenMinistries;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'hearth-sample-'));
    const env = { DATA_DIR: directory };
    const secrets = await openSecrets(env);
    hub = await openMinistries({ secrets, env });
    await importSampleOnce({ open: hub.all, dataDir: directory, households: 40, secrets });
  }, 60_000);
  afterAll(async () => {
    await hub.stop();
    await rm(directory, { recursive: true });
  });

  it('should leave tables that PostgreSQL has counted, so that its first plans are good ones', async () => {
    const uncounted = hub.all.map(async ({ name, database }) => {
      const { rows } = await database.pool.query<{ table: string }>(
        `select relname as table from pg_class
          where relkind = 'r' and relnamespace = 'public'::regnamespace and reltuples < 0`,
      );
      return rows.map(({ table }) => `${name} ${table}`);
    });
    expect((await Promise.all(uncounted)).flat()).toEqual([]);
  });
});
