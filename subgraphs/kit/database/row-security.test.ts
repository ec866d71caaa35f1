import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from './database.ts';
import { bypassesRowSecurity, protectRows } from './row-security.ts';
import { forEachDatabase, type TestDatabase } from './testing.ts';

const migrations = [{ owner: 'kit', folder: fileURLToPath(new URL('../migrations', import.meta.url)) }];
const register = { households: 'register_households', persons: 'register_persons', parts: [] };

describe('protectRows', () => {
  forEachDatabase((createDatabase) => {
    let database: TestDatabase;
    let requests: Awaited<ReturnType<typeof openDatabase>>;

    beforeEach(async () => {
      database = await createDatabase({ migrations });
      await database.pool.query(
        `create table visits (id text, household_id text collate "C", person_id text collate "C");
         insert into register_households (id, region_code, current)
           values ('H1', '530102102001', true), ('H2', '520102102001', true);
         insert into register_persons (id, household_id, name_hash) values ('P1', 'H1', 'x'), ('P2', 'H2', 'y');
         insert into visits values ('of H1', 'H1', 'P1'), ('of H2', 'H2', 'P2'), ('of one who moved to H2', 'H1', 'P2'),
           ('of nobody', null, null)`,
      );
      await protectRows(database, register);
      const url = new URL(database.url);
      url.searchParams.set('options', '-c hearth.regions=*'); // as somebody might have thought
      requests = await openDatabase({ url: url.href, application: 'requests' });
    });
    afterEach(async () => {
      await requests.stop();
      await database.stop();
    });

    async function visitsSeen(begin: string): Promise<string[]> {
      const client = await requests.pool.connect();
      try {
        await client.query(begin);
        const { rows } = await client.query<{ id: string }>('select id from visits order by id');
        await client.query('commit');
        return rows.map(({ id }) => id);
      } finally {
        client.release();
      }
    }

    it('should show the rows whose household and person live in the regions that a transaction names', async () => {
      const begin = (regions: string) => visitsSeen(`begin; set local hearth.regions = '${regions}'`);
      expect(await begin('53')).toEqual(['of H1', 'of nobody']);
      expect(await begin('52,5301021')).toEqual(['of H1', 'of H2', 'of nobody', 'of one who moved to H2']);
      expect(await begin('*')).toHaveLength(4);
    });

    it('should show nobody to a session that names no region, not even after a transaction that did', async () => {
      expect(await visitsSeen('begin')).toEqual(['of nobody']);
      await visitsSeen(`begin; set local hearth.regions = '*'`);
      expect(await visitsSeen('begin')).toEqual(['of nobody']);
    });

    it('should look up where a few rows belong, and not read all that a region may see', async () => {
      await requests.pool.query(
        `begin; set local hearth.regions = '*';
         insert into register_households (id, region_code, current)
           select 'H' || number, '530102102001', true from generate_series(10, 2000) as number;
         insert into register_persons (id, household_id, name_hash)
           select 'P' || number, 'H' || number, 'x' from generate_series(10, 2000) as number;
         commit; analyze register_households, register_persons`,
      );
      const client = await requests.pool.connect();
      await client.query(`begin; set local hearth.regions = '53'`);
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(
        `explain select id from register_persons where id = any('{P1,P20,P21,P22,P23,P24,P25,P26,P27,P28,P29}')`,
      );
      await client.query('commit');
      client.release();
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).toContain('Index Scan using register_households_pkey');
      expect(plan).not.toContain('Seq Scan');
    });

    it('should leave alone what is in order, and mend what is not', async () => {
      const policies = async () =>
        (await database.pool.query(`select oid, polname, polrelid::regclass from pg_policy order by oid`))
          .rows;
      const before = await policies();
      await protectRows(database, register);
      expect(await policies()).toEqual(before);
      await database.pool.query('alter table visits no force row level security');
      await protectRows(database, register);
      expect(await visitsSeen('begin')).toEqual(['of nobody']);
    });

    it('should refuse a table with a policy of somebody else, by name', async () => {
      await database.pool.query('create policy everybody on visits using (true)');
      await expect(protectRows(database, register)).rejects.toThrow(
        'Table visits has the policy everybody, which may show rows that must be hidden: drop it.',
      );
    });

    it('should know a role that no policy binds', async () => {
      expect(await bypassesRowSecurity(database)).toBe(false);
      const superuser = await openDatabase({ url: database.superuserUrl, application: 'test' });
      expect(await bypassesRowSecurity(superuser)).toBe(true);
      await superuser.stop();
    });
  });
});
