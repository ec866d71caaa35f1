import { writeEntry } from '@hearth/gateway/audit/entry.ts';
import { toLines } from '@hearth/gateway/audit/lines.ts';
import { openKeptHead } from '@hearth/gateway/audit/kept-head.ts';
import { openStore } from '@hearth/gateway/audit/store.ts';
import { verifyRecord } from '@hearth/gateway/audit/verify.ts';
import { openDatabase } from '@hearth/kit/database/database.ts';
import fc from 'fast-check';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { entries, entryAt } from './entries.ts';
import { openTestRecord, type TestRecord } from './fixture.ts';

describe('tampering with the access record', () => {
  let record: TestRecord;
  beforeEach(async () => {
    record = await openTestRecord();
  });
  afterEach(() => record.stop());

  const fill = async (batches: readonly number[]) => {
    let first = 0;
    for (const count of batches) {
      await record.add(entries(count, first));
      first += count;
    }
  };

  it('is refused by the database: rows are added, never changed, removed or truncated', async () => {
    await fill([3]);
    for (const table of ['access_entries', 'access_heads']) {
      for (const statement of [`delete from ${table}`, `truncate ${table}`]) {
        await expect(record.database.pool.query(statement)).rejects.toThrow('only added to');
      }
    }
    const edit = record.database.pool.query("update access_entries set entry = '{}'");
    await expect(edit).rejects.toThrow('only added to');
    expect(await record.verify()).toEqual({ entries: 3, heads: 2, fault: undefined });
  });

  it('is beyond a gateway whose role does not own the tables, and which records all the same', async () => {
    await fill([3]);
    const role = `writer_${process.pid}_${Math.random().toString(36).slice(2)}`;
    const admin = new pg.Client(record.database.superuserUrl);
    await admin.connect();
    await admin.query(`create role ${role} login password 'writer'`);
    try {
      await admin.query(`grant connect on database ${admin.escapeIdentifier(admin.database!)} to ${role};
        grant select, insert on access_entries, access_heads to ${role};
        grant select, insert, update on access_journals to ${role}`);
      await recordAs(role);
      expect(await record.verify()).toMatchObject({ entries: 5, fault: undefined });
    } finally {
      await admin.query(`drop owned by ${role}; drop role ${role}`);
      await admin.end();
    }
  });

  /** Records two entries as a role that is no owner, and tries what the owner could. */
  const recordAs = async (role: string) => {
    const url = new URL(record.database.url);
    [url.username, url.password] = [role, 'writer'];
    const database = await openDatabase({ url: url.href, application: 'writer' });
    try {
      const { keys, folder } = record;
      const keptHead = await openKeptHead(folder, keys.public);
      const store = await openStore({ database, keys, keptHead });
      const lines = toLines(entries(2, 3).map(writeEntry));
      await store.append({ journal: '00000000-0000-4000-8000-000000000002', number: 1, lines });
      await store.sign();
      for (const statement of [
        'alter table access_entries disable trigger user',
        "set session_replication_role = 'replica'",
        'truncate access_heads',
        'delete from access_entries',
        "update access_entries set entry = '{}'",
        'drop function refuse_change() cascade',
      ]) {
        await expect(database.pool.query(statement)).rejects.toThrow(/must be owner|permission denied/);
      }
    } finally {
      await database.stop();
    }
  };

  const shift = (from: number, by: number) => [
    `update access_entries set index = -1 - index where index >= ${from}`,
    `update access_entries set index = -1 - index + ${by} where index < 0`,
  ];
  const swap = (one: number, other: number, columns: readonly string[]) =>
    `update access_entries mine set ${columns.map((column) => `${column} = its.${column}`).join(', ')}
     from access_entries its
     where (mine.index, its.index) in ((${one}, ${other}), (${other}, ${one}))`;
  const edit = (index: number, change: string) =>
    `update access_entries set ${change} where index = ${index}`;

  const CASES: readonly [what: string, statements: readonly string[], entry: number, kind: string][] = [
    ['an edited entry', [edit(4, `entry = replace(entry, 'clerk-17', 'clerk-18')`)], 4, 'edited'],
    ['an entry of which one blank differs', [edit(0, `entry = entry || ' '`)], 0, 'edited'],
    ['an edited link', [edit(9, `link = sha256(link)`)], 9, 'edited'],
    ['a removed entry', ['delete from access_entries where index = 5'], 5, 'removed'],
    ['a removed first entry', ['delete from access_entries where index = 0'], 0, 'removed'],
    [
      'a removed entry over which the others closed',
      ['delete from access_entries where index = 5', ...shift(6, -1)],
      5,
      'removed',
    ],
    ['a removed batch', ['delete from access_entries where index between 3 and 6'], 3, 'removed'],
    [
      'an inserted copy',
      [
        ...shift(4, 1),
        'insert into access_entries select 4, entry, link from access_entries where index = 1',
      ],
      4,
      'inserted',
    ],
    [
      'an inserted invention',
      [
        ...shift(7, 1),
        `insert into access_entries select 7, entry || ' ', sha256(link) from access_entries where index = 1`,
      ],
      7,
      'inserted',
    ],
    [
      'an entry added at the end',
      ['insert into access_entries select 10, entry, link from access_entries where index = 1'],
      10,
      'inserted',
    ],
    ['two entries in each other’s place', [swap(2, 8, ['entry', 'link'])], 2, 'reordered'],
    ['two texts in each other’s place', [swap(2, 8, ['entry'])], 2, 'reordered'],
    ['a missing last entry', ['delete from access_entries where index = 9'], 9, 'truncated'],
    [
      'a missing end, with the heads over it',
      ['delete from access_entries where index >= 6', 'delete from access_heads where size > 6'],
      6,
      'truncated',
    ],
    ['a record that was emptied', ['truncate access_entries', 'truncate access_heads'], 0, 'truncated'],
    [
      'a head that nobody signed',
      [`update access_heads set head = replace(head, 'time 2', 'time 3') where size = 3`],
      3,
      'head',
    ],
    [
      'a head that was given another time',
      [`update access_heads set time = '1970-01-01' where size = 7`],
      7,
      'head',
    ],
    [
      'a head of an earlier record',
      [`update access_heads set head = (select head from access_heads where size = 3) where size = 7`],
      7,
      'head',
    ],
  ];

  it.each(CASES)('is found: %s', async (_what, statements, entry, kind) => {
    await fill([3, 4, 3]);
    expect((await record.verify()).fault).toBeUndefined();
    await record.tamper(...statements);
    expect((await record.verify()).fault).toEqual({ entry, kind });
  });

  it('is found when heads alone are missing, as no signature is left for what they were over', async () => {
    await fill([3, 4]);
    await record.tamper('delete from access_heads where size = 7');
    expect((await record.verify()).fault).toBeUndefined(); // the head that was kept outside still vouches for it
    const { keys, reader } = record;
    expect((await verifyRecord({ reader, keys })).fault).toEqual({ entry: 3, kind: 'unsigned' });
  });

  it('is found wherever it is, and the first entry at fault is named', async () => {
    const [batches] = fc.sample(fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 3, maxLength: 9 }), 1);
    await fill(batches!);
    const size = batches!.reduce((sum, count) => sum + count, 0);
    const index = fc.nat({ max: size - 1 });
    const statementsOf: Record<string, (first: number, second: number) => readonly string[]> = {
      edit: (first) => [edit(first, `entry = replace(entry, 'clerk-17', 'clerk-18')`)],
      remove: (first) => [`delete from access_entries where index = ${first}`],
      close: (first) => [`delete from access_entries where index = ${first}`, ...shift(first + 1, -1)],
      insert: (first, second) => [
        ...shift(first, 1),
        `insert into access_entries select ${first}, entry, link from access_entries where index = ${second < first ? second : second + 1}`,
      ],
      swap: (first, second) => [swap(first, second, ['entry', 'link'])],
      truncate: (first) => [
        `delete from access_entries where index >= ${first}`,
        `delete from access_heads where size > ${first}`,
      ],
    };
    const change = fc.record({
      kind: fc.constantFrom(...Object.keys(statementsOf)),
      first: index,
      second: index,
    });
    await fc.assert(
      fc.asyncProperty(change, async ({ kind, first, second }) => {
        fc.pre(first !== second);
        const found = await record.verifyAsIf(...statementsOf[kind]!(first, second));
        const expected = kind === 'swap' ? Math.min(first, second) : first;
        expect(found.fault).toMatchObject({ entry: expected });
      }),
    );
    expect((await record.verify()).fault).toBeUndefined();
  });

  it('is found in the range that is verified, and what lies before it is trusted to its head', async () => {
    await fill([3]);
    const between = new Date(Date.now() + 1);
    while (Date.now() <= between.getTime());
    await record.add(entries(3, 3));
    await record.tamper(edit(1, `entry = entry || ' '`));
    expect(await record.verify({ from: between })).toEqual({ entries: 3, heads: 2, fault: undefined });
    expect((await record.verify({ to: between })).fault).toEqual({ entry: 1, kind: 'edited' });
    await record.tamper(edit(4, `entry = entry || ' '`));
    expect((await record.verify({ from: between })).fault).toEqual({ entry: 4, kind: 'edited' });
  });

  it.each([
    ['earlier, so that the range would begin after the entry at fault', '1970-01-01', 6],
    ['later, so that it would end before it began', '2100-01-01', 2],
  ])('is found where a head was made to look %s', async (_, time, size) => {
    await fill([2, 1]);
    const between = new Date(Date.now() + 1);
    while (Date.now() <= between.getTime());
    await record.add(entries(3, 3));
    await record.tamper(
      edit(4, `entry = entry || ' '`),
      `update access_heads set time = '${time}' where size = ${size}`,
    );
    const to = new Date(Date.now() + 1_000);
    const found = await record.verify({ from: between, to });
    expect(found.fault).toEqual({ entry: size, kind: 'head' });
  });

  it('is none when several gateways write one record at the same time', async () => {
    await Promise.all(
      Array.from({ length: 8 }, async (_, writer) => {
        const journal = `00000000-0000-4000-8000-0000000001${String(writer).padStart(2, '0')}`;
        for (let number = 1; number <= 5; number += 1) {
          const lines = toLines([writeEntry(entryAt(writer * 100 + number))]);
          await record.store.append({ journal, number, lines });
          await record.store.append({ journal, number, lines }); // once, however often it is given
        }
      }),
    );
    expect(await record.verify()).toMatchObject({ entries: 40, fault: undefined });
  });
});
