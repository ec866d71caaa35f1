import { fileURLToPath } from 'node:url';
import { createAuthority, nobody } from '@hearth/schema/protocol/authority.ts';
import { badUserInput } from '@hearth/schema/protocol/errors.ts';
import { and, count } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forEachDatabase, type TestDatabase } from './database/testing.ts';
import { readersOf } from './testing/reader.ts';
import { figure, figureWith } from './figures.ts';
import { equals, isInRegion, regionPosition, regionsAsked } from './loading/figures.ts';
import { registerHouseholds } from './tables.ts';

const MIGRATIONS = { owner: 'kit', folder: fileURLToPath(new URL('migrations', import.meta.url)) };

/** Villages of one township with few households each but the first; and a township that follows a prefecture directly. */
const HOUSEHOLDS: Readonly<Record<string, number>> = {
  '530102001001': 30,
  '530102001002': 20,
  '530102001003': 4,
  '530102002001': 25,
  '530103001001': 50,
  '441900003001': 40,
  '441900004001': 15,
};

const households = figure({ counts: ['households'] }, (orm, codes) =>
  orm
    .select({ households: count(registerHouseholds.id) })
    .from(regionsAsked(codes))
    .leftJoin(registerHouseholds, isInRegion(registerHouseholds.regionCode))
    .groupBy(regionPosition)
    .orderBy(regionPosition),
);

const byState = figureWith(
  {
    counts: ['households'],
    by: { current: [true, false] },
    beyondOwn: ({ year }: StateArguments) => {
      if (year > 2025) throw badUserInput(`The year ${year} is not over.`);
    },
  },
  (orm, codes, { current }) =>
    orm
      .select({ households: count(registerHouseholds.id) })
      .from(regionsAsked(codes))
      .leftJoin(
        registerHouseholds,
        and(isInRegion(registerHouseholds.regionCode), equals(registerHouseholds.current, current)),
      )
      .groupBy(regionPosition)
      .orderBy(regionPosition),
);

interface StateArguments {
  readonly current: boolean | null;
  readonly year: number;
}

forEachDatabase((createDatabase) => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createDatabase({ migrations: [MIGRATIONS] });
    const villages = Object.keys(HOUSEHOLDS);
    const lengths = [2, 4, 6, 9, 12];
    const codes = villages.flatMap((code) => lengths.map((digits) => code.slice(0, digits).padEnd(12, '0')));
    await database.pool.query('insert into register_regions select distinct unnest($1::text[])', [codes]);
    const homes = Object.entries(HOUSEHOLDS).flatMap(([code, number]) => Array<string>(number).fill(code));
    await database.pool.query(
      `insert into register_households (id, region_code, current)
        select 'H' || position, code, true from unnest($1::text[]) with ordinality as home(code, position)`,
      [homes],
    );
  });
  afterAll(() => database.stop());

  const ask = async (codes: readonly string[], regions: readonly string[], scopes: readonly string[]) => {
    const readerOf = readersOf(database);
    const loader = households(readerOf(createAuthority({ ...nobody, subject: 'test', regions, scopes })));
    const found = await Promise.all(codes.map((code) => loader.load(code.padEnd(12, '0'))));
    return found.map((cells) => cells?.households ?? null);
  };
  const statistics = ['statistics:read'];

  const askByState = async (codes: readonly string[], args: StateArguments, scopes = statistics) => {
    const readerOf = readersOf(database);
    const regions = ['441900004001'];
    const loader = byState(readerOf(createAuthority({ ...nobody, subject: 'test', regions, scopes })));
    const found = await Promise.allSettled(codes.map((code) => loader.load(code.padEnd(12, '0'), args)));
    return found.map((result) =>
      result.status === 'fulfilled' ? (result.value?.households ?? null) : (result.reason as Error).message,
    );
  };

  describe('figures that are asked with arguments', () => {
    beforeAll(async () => {
      // In one county some are gone, in the other so few that they could be known.
      await database.pool.query(
        `update register_households set current = false
          where id in (select id from register_households where region_code = '530103001001' order by id limit 20)
            or id in (select id from register_households where region_code = '530102001001' order by id limit 3)`,
      );
    });
    afterAll(() => database.pool.query('update register_households set current = true'));

    it('should be told of a part where no part of the whole, nor its rest, is of few', async () => {
      const regions = ['53', '530103', '530102', '530102001001'];
      expect(await askByState(regions, { current: null, year: 2025 })).toEqual([129, 50, 79, 30]);
      expect(await askByState(regions, { current: true, year: 2025 })).toEqual([106, null, null, null]);
      expect(await askByState(regions, { current: false, year: 2025 })).toEqual([23, null, null, null]);
    });

    it('should be told as they are of the caller’s own region', async () => {
      expect(await askByState(['441900004001'], { current: false, year: 2026 })).toEqual([0]);
    });

    it('should say what may be asked of other regions, and only to who may ask of them', async () => {
      const regions = ['441900004001', '53'];
      const args = { current: null, year: 2026 };
      expect(await askByState(regions, args)).toEqual([15, 'The year 2026 is not over.']);
      expect(await askByState(regions, args, [])).toEqual([15, null]);
    });
  });

  describe('figures of regions', () => {
    it('should be told of all regions to who sees the whole country', async () => {
      expect(await ask(['53', '530102001', '530102001003'], [''], [])).toEqual([129, 54, 4]);
    });

    it('should be told of no other region without the scope for statistics', async () => {
      expect(await ask(['530102001001', '530102001', '53'], ['530102001001'], [])).toEqual([30, null, null]);
    });

    it('should be told of others as long as no few households can be worked out', async () => {
      const township = ['530102001', '530102001001', '530102001002', '530102001003'];
      expect(await ask(township, ['36'], statistics)).toEqual([54, 30, null, null]);
      expect(await ask(['53', '5301', '530102', '530103'], ['36'], statistics)).toEqual([129, 129, 79, 50]);
    });

    it('should not be told where what the caller sees leaves few others', async () => {
      const township = ['530102001', '530102001001', '530102001002', '530102001003'];
      expect(await ask(township, ['530102001002'], statistics)).toEqual([54, null, 20, null]);
      expect(await ask(township, ['530102001001', '530102001002'], statistics)).toEqual([null, 30, 20, null]);
    });

    it('should be told of townships that follow a prefecture directly', async () => {
      expect(await ask(['4419', '441900003', '441900004001'], ['53'], statistics)).toEqual([55, 40, 15]);
    });

    it('should not be told of a region that the register does not know', async () => {
      expect(await ask(['530102009'], ['36'], statistics)).toEqual([null]);
    });
  });
});
