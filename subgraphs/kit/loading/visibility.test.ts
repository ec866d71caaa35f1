import { and, inArray, sql } from 'drizzle-orm';
import { drizzle } from 'drizzle-orm/node-postgres';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { openDatabase } from '../database/database.ts';
import { protectRows } from '../database/row-security.ts';
import { forEachDatabase } from '../database/testing.ts';
import { registerPersons } from '../tables.ts';
import { namesOf, projection } from './register-tables.ts';
import { visibleRows } from './visibility.ts';

const migrations = [{ owner: 'kit', folder: fileURLToPath(new URL('../migrations', import.meta.url)) }];
const SOME = Array.from({ length: 40 }, (_, number) => `H${number + 20}`);

describe('the rows that a region sees', () => {
  forEachDatabase((createDatabase) => {
    it('should be found by the keys that are asked for, and not among all that it may see', async () => {
      const database = await createDatabase({ migrations });
      await database.pool.query(
        `insert into register_households (id, region_code, current)
           select 'H' || number, case when number % 2 = 0 then '530102102001' else '520102102001' end, true
           from generate_series(1, 2000) as number;
         insert into register_persons (id, household_id, name_hash)
           select 'P' || number, 'H' || number, 'x' from generate_series(1, 2000) as number;
         analyze register_households, register_persons`,
      );
      const seen = visibleRows(registerPersons, projection, sql`'{53}'::text[]`);
      const { sql: text, params } = drizzle(database.pool)
        .select({ id: registerPersons.id })
        .from(registerPersons)
        .where(and(inArray(registerPersons.householdId, SOME), seen))
        .toSQL();
      await protectRows(database, namesOf(projection));
      const requests = await openDatabase({ url: database.url, application: 'requests' });
      const client = await requests.pool.connect();
      await client.query(`begin; set local hearth.regions = '53'`);
      const { rows: found } = await client.query<{ id: string }>(text, params);
      const { rows } = await client.query<{ 'QUERY PLAN': string }>(`explain ${text}`, params);
      await client.query('commit');
      client.release();
      await requests.stop();
      await database.stop();
      expect(found.map(({ id }) => id).toSorted()).toEqual(
        SOME.filter((_, index) => index % 2 === 0).map((id) => id.replace('H', 'P')),
      );
      const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
      expect(plan).toContain('Index Scan using register_households_pkey');
      expect(plan).not.toContain('Seq Scan on register_households');
    });
  });
});
