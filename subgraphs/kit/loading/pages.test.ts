import { eq } from 'drizzle-orm';
import { date, index, pgTable, text } from 'drizzle-orm/pg-core';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bytewiseText, regionCode } from '../columns.ts';
import { openDatabase } from '../database/database.ts';
import { forEachDatabase, type TestDatabase } from '../database/testing.ts';
import { defineLoaders } from './batch.ts';
import type { Connection } from './connection.ts';
import { pagesByKey, pagesByRegion } from './pages.ts';
import { rowByKey } from './rows.ts';
import { wholeCountry } from '../testing/authorities.ts';
import { readerOf, readersOf, withoutFrames } from '../testing/reader.ts';

const visits = pgTable(
  'visits',
  {
    id: bytewiseText('id').primaryKey(),
    personId: bytewiseText('person_id').notNull(),
    regionCode: regionCode().notNull(),
    visitedOn: date('visited_on', { mode: 'string' }).notNull(),
    kind: text('kind').notNull(),
  },
  (table) => [index().on(table.personId, table.visitedOn, table.id)],
);
type Visit = typeof visits.$inferSelect;

const createLoaders = defineLoaders({
  visit: rowByKey(visits, visits.id),
  visitsOf: pagesByKey<typeof visits, { kind?: string | null }>({
    table: visits,
    parent: visits.personId,
    order: [visits.visitedOn, visits.id],
    direction: 'descending',
    where: ({ kind }) => [kind == null ? undefined : eq(visits.kind, kind)],
  }),
  visitsIn: pagesByRegion({
    table: visits,
    region: visits.regionCode,
    order: [visits.regionCode, visits.id],
  }),
});

const statements: string[] = [];

const rows: Visit[] = Array.from({ length: 250 }, (_, index) => ({
  id: `v${String(index).padStart(3, '0')}`,
  personId: `p${index % 3}`,
  regionCode: `53010210${String(index % 4)}${String(index % 7).padStart(3, '0')}`,
  visitedOn: `2024-0${(index % 9) + 1}-15`,
  kind: index % 2 === 0 ? 'HOME' : 'CLINIC',
}));

const newestFirst = (a: Visit, b: Visit) =>
  a.visitedOn === b.visitedOn ? (a.id < b.id ? 1 : -1) : a.visitedOn < b.visitedOn ? 1 : -1;
const ids = (page: Connection<Visit>) => page.edges.map((edge) => edge.node.id);

forEachDatabase((createDatabase) => {
  let database: TestDatabase;

  beforeAll(async () => {
    database = await createDatabase({ onStatement: (text) => statements.push(text) });
    await database.pool.query(
      `create table visits (id text collate "C" primary key, person_id text collate "C", region_code text collate "C", visited_on date, kind text)`,
    );
    await database.orm.insert(visits).values(rows);
  });

  afterAll(() => database.stop());

  describe('pages of lists', () => {
    it('should answer many parents with one statement', async () => {
      const loaders = createLoaders(readerOf(database));
      statements.length = 0;
      const pages = await Promise.all(
        ['p2', 'p0', 'nobody', 'p1'].map((id) => loaders.visitsOf.load(id, { first: 5 })),
      );
      expect(withoutFrames(statements)).toHaveLength(1);
      expect(pages.map((page) => page.edges.length)).toEqual([5, 5, 0, 5]);
      expect(pages.map((page) => page.edges[0]?.node.personId)).toEqual(['p2', 'p0', undefined, 'p1']);
    });

    it('should visit every row once and in order, whatever the page size and filter', async () => {
      const page = fc.integer({ min: 1, max: 100 });
      const kinds = fc.constantFrom(null, 'HOME', 'CLINIC');
      await fc.assert(
        fc.asyncProperty(page, kinds, async (first, kind) => {
          const loaders = createLoaders(readerOf(database));
          const seen: string[] = [];
          for (let after: string | null = null, more = true; more;) {
            const { edges, pageInfo } = await loaders.visitsOf.load('p1', { first, after, kind });
            seen.push(...edges.map((edge) => edge.node.id));
            expect(pageInfo.hasPreviousPage).toBe(after !== null);
            ({ endCursor: after, hasNextPage: more } = pageInfo);
          }
          const own = rows.filter((row) => row.personId === 'p1' && (kind === null || row.kind === kind));
          expect(seen).toEqual(own.toSorted(newestFirst).map((row) => row.id));
        }),
        { numRuns: 40 },
      );
    });

    it('should be planned once for each set of filters, whatever their values', async () => {
      const single = await openDatabase({ url: database.url, application: 'single', maxConnections: 1 });
      const createReader = readersOf(single);
      for (const kind of ['HOME', 'CLINIC', 'HOME', "'; select 1"]) {
        const { visitsOf } = createLoaders(createReader(wholeCountry));
        const { edges, pageInfo } = await visitsOf.load('p1', { first: 3, kind });
        expect(edges.every(({ node }) => node.kind === kind)).toBe(true);
        await visitsOf.load('p1', { first: 9, kind, after: pageInfo.endCursor ?? null });
      }
      const { rows: plans } = await single.pool.query<{ uses: number }>(
        `select (generic_plans + custom_plans)::int as uses from pg_prepared_statements
          where statement like '%kind" = $%' order by prepare_time`,
      );
      await single.stop();
      expect(plans.map(({ uses }) => uses)).toEqual([5, 3]); // from the beginning, and after a row
    });

    it('should cover a region and everything below it', async () => {
      const { visitsIn } = createLoaders(readerOf(database));
      const [province, township, elsewhere] = await Promise.all(
        ['530000000000', '530102102000', '520000000000'].map((code) => visitsIn.load(code, { first: 100 })),
      );
      expect(ids(province!)).toHaveLength(100);
      expect(township!.edges.every((edge) => edge.node.regionCode.startsWith('530102102'))).toBe(true);
      expect(ids(township!)).toHaveLength(
        rows.filter((row) => row.regionCode.startsWith('530102102')).length,
      );
      expect(ids(elsewhere!)).toEqual([]);
    });

    it.each([0, -1, 101])('should refuse a page of %i rows by name', async (first) => {
      await expect(createLoaders(readerOf(database)).visitsOf.load('p1', { first })).rejects.toThrow(
        `Argument "first" is ${first}; ask for 1 to 100 at a time.`,
      );
    });

    it('should refuse a cursor of another list, a forged one and plain nonsense', async () => {
      const { visitsOf, visitsIn } = createLoaders(readerOf(database));
      const { pageInfo } = await visitsIn.load('530000000000', {});
      const clear = Buffer.from('["visits_visited_on_id_desc","2024-01-15","v001"]').toString('base64url');
      const { pageInfo: own } = await visitsOf.load('p1', {});
      const cursor = own.endCursor!;
      const changed = [...cursor].map(
        (letter, index) => cursor.slice(0, index) + (letter === 'A' ? 'B' : 'A') + cursor.slice(index + 1),
      );
      const forged = [
        ...changed,
        `${cursor}.x`,
        `${cursor}A`,
        `${cursor}=`,
        ` ${cursor}`,
        cursor.slice(0, -4),
        cursor.repeat(2),
      ];
      for (const after of [pageInfo.endCursor, clear, 'nonsense', '', ...forged]) {
        await expect(visitsOf.load('p1', { after }), `after: ${after}`).rejects.toMatchObject({
          extensions: { code: 'BAD_USER_INPUT' },
          message: expect.stringContaining('is no cursor of this list'),
        });
      }
    });

    it('should tell nothing of the row by its cursor, nor whether two answers are about one row', async () => {
      const cursorsOf = async (key: string, filters: { kind?: string } = {}) => {
        const { edges } = await createLoaders(readerOf(database)).visitsOf.load(key, {
          first: 5,
          ...filters,
        });
        return edges.map(({ cursor }) => cursor);
      };
      const all = await cursorsOf('p1');
      for (const cursor of all) {
        expect(Buffer.from(cursor, 'base64url').toString('latin1')).not.toMatch(/v\d\d|2024/);
      }
      expect(await cursorsOf('p1')).toEqual(all);
      const someOfThem = await cursorsOf('p1', { kind: 'HOME' });
      expect(new Set([...all, ...someOfThem]).size).toBe(all.length + someOfThem.length);
    });

    it('should write a cursor only when it is asked for', async () => {
      const reader = readerOf(database);
      let written = 0;
      const cursors = { ...reader.cursors, seal: () => String((written += 1)) };
      const { visitsOf } = createLoaders({
        authority: reader.authority,
        scope: reader.scope,
        orm: reader.orm,
        everywhere: reader,
        execute: (statement, values) => reader.execute(statement, values),
        cursors,
      });
      const { edges, pageInfo } = await visitsOf.load('p1', {});
      expect([edges.length, pageInfo.hasNextPage, written]).toEqual([20, true, 0]);
      expect([pageInfo.endCursor, written]).toEqual(['1', 1]);
    });
  });

  describe('rows by key', () => {
    it('should give null for a key without a row, in the order of the keys, with one statement', async () => {
      const { visit } = createLoaders(readerOf(database));
      statements.length = 0;
      const found = await visit.loadMany(['v003', 'nothing', 'v001']);
      expect(found.map((row) => (row instanceof Error ? row : (row?.id ?? null)))).toEqual([
        'v003',
        null,
        'v001',
      ]);
      expect(withoutFrames(statements)).toHaveLength(1);
    });
  });
});
