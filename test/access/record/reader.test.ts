import { readEntry } from '@hearth/gateway/audit/entry.ts';
import { RecordReader } from '@hearth/gateway/audit/reader.ts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { entries } from './entries.ts';
import { openTestRecord, type TestRecord } from './fixture.ts';

const ENTRIES = 3_000;

describe('the entries that name somebody', () => {
  let record: TestRecord;
  beforeAll(async () => {
    record = await openTestRecord();
    await record.add(entries(ENTRIES));
    await record.database.pool.query('analyze access_entries');
  });
  afterAll(() => record.stop());

  const namesIn = async (kind: 'household' | 'person', name: string) => {
    const found: number[] = [];
    for await (const page of record.reader.entries({ start: 0, end: ENTRIES })) {
      for (const { index, text } of page) if (readEntry(text)[`${kind}s`].includes(name)) found.push(index);
    }
    return found.toReversed();
  };

  it.each([
    ['household', 'H17'],
    ['person', 'P0'],
    ['person', 'P1500'],
    ['person', 'P3000'],
    ['person', 'P3001'],
  ] as const)('are found as whoever reads all of them would: %s %s', async (kind, id) => {
    const name = record.pseudonyms.of(kind, id);
    const found = await record.reader.mentioning(kind, name, { limit: 10 });
    expect(found.map(({ index }) => index)).toEqual(await namesIn(kind, name));
  });

  it('come page by page, newest first', async () => {
    const name = record.pseudonyms.of('person', 'P42');
    const page = (before?: number) =>
      record.reader.mentioning('person', name, { limit: 1, ...(before !== undefined && { before }) });
    expect((await page()).map(({ index }) => index)).toEqual([42]);
    expect((await page(42)).map(({ index }) => index)).toEqual([41]);
    expect(await page(41)).toEqual([]);
  });

  it.each(['household', 'person'] as const)('are found without reading the others: %s', async (kind) => {
    const client = await record.database.pool.connect();
    try {
      await client.query('begin');
      const rowsRead = async () => {
        const { rows } = await client.query<{ count: string }>(
          "select seq_tup_read + idx_tup_fetch as count from pg_stat_xact_user_tables where relname = 'access_entries'",
        );
        return Number(rows[0]?.count);
      };
      const before = await rowsRead();
      await new RecordReader({ pool: client }).mentioning(kind, 'nobody', { limit: 500 });
      expect(await rowsRead()).toBeLessThan(before + 10); // planning reads some
    } finally {
      client.release(true);
    }
  });
});
