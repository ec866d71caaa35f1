import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forEachDatabase } from '../database/testing.ts';
import { registerFeed } from '../register-changes.ts';
import { followRegister } from '../register-follow.ts';
import { citizenIdOf, csv, kinds, loanRow, openBench } from './importing.testing.ts';
import type { ImportCounts } from './importer.ts';
import type { Bench } from './importing.testing.ts';

const { loans, persons } = kinds;

const countsOf = ({ rows, accepted, changed, unchanged, quarantined }: ImportCounts) => ({
  rows,
  accepted,
  changed,
  unchanged,
  quarantined,
});

forEachDatabase((createDatabase) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(createDatabase);
  });
  afterAll(() => bench.stop());
  const clear = () => bench.database.pool.query('truncate loans, import_runs, quarantined_rows');
  beforeEach(clear);

  const everything = async () => ({
    loans: await bench.rows('select * from loans order by loan_number'),
    runs: await bench.rows('select * from import_runs'),
    quarantine: await bench.rows('select * from quarantined_rows order by row_number'),
    changes: await bench.rows('select * from changes order by seq'),
  });

  describe('a second import of the same file', () => {
    it('should find every row unchanged and quarantine none twice', async () => {
      const content = csv(loans, [loanRow(1), loanRow(2, { bank: '?' }), loanRow(3), loanRow(1)]);
      expect(await bench.run(loans, content)).toMatchObject({ accepted: 2, quarantined: 2 });
      const before = await everything();
      expect(await bench.run(loans, content)).toMatchObject({ accepted: 0, unchanged: 2, quarantined: 2 });
      const after = await everything();
      expect(after.loans).toEqual(before.loans);
      expect(after.quarantine.map(({ id }) => id)).toEqual(before.quarantine.map(({ id }) => id));
      expect(after.runs).toHaveLength(2);
    });

    it('should announce nothing although citizen IDs are sealed anew', async () => {
      const content = csv(persons, [['P1', 'H0', citizenIdOf(1), '王1']]);
      const before = await everything();
      expect(await bench.run(persons, content)).toMatchObject({ unchanged: 1 });
      expect((await everything()).changes).toEqual(before.changes);
    });

    it('should let go of a quarantined row once the register knows its person', async () => {
      const content = csv(loans, [loanRow(2), loanRow(60, { citizen_id: citizenIdOf(60), name: '孙八' })]);
      expect(await bench.run(loans, content)).toMatchObject({ reasons: { UNKNOWN_PERSON: 1 } });
      await bench.run(persons, csv(persons, [['P60', 'H1', citizenIdOf(60), '孙八']]));
      await followRegister(registerFeed(bench.database), bench.database, { announcesMoves: false });
      expect(await bench.run(loans, content)).toMatchObject({ accepted: 1, unchanged: 1 });
      expect((await everything()).quarantine).toMatchObject([{ status: 'RESOLVED' }]);
    });
  });

  describe('a dry run', () => {
    it('should give the counts of the real run and write nothing', async () => {
      const rows = Array.from({ length: 2_100 }, (_, number) => loanRow(number));
      await bench.run(loans, csv(loans, rows.slice(0, 50)));
      const content = csv(loans, [
        ...rows,
        loanRow(3, { note: 'again' }),
        loanRow(9_999, { amount: '60000' }),
      ]);
      const before = await everything();
      const tried = await bench.run(loans, content, { dryRun: true });
      expect(await everything()).toEqual(before);
      const real = await bench.run(loans, content);
      expect({ ...tried, runId: '', dryRun: false }).toEqual({ ...real, runId: '' });
    });

    it('should refuse what the database refuses only because of an earlier row', async () => {
      const filler = Array.from({ length: 1_000 }, (_, index) => [`Q${index}`, 'H0', 'x', 'y']);
      const twins = ['P70', 'P71'].map((id) => [id, 'H1', citizenIdOf(70), '周九']);
      const content = csv(persons, [twins[0]!, ...filler, twins[1]!]);
      const tried = await bench.run(persons, content, { dryRun: true });
      expect(tried).toMatchObject({ accepted: 1, reasons: { 'DATABASE_REFUSED:identities_hash_key': 1 } });
    });
  });

  it('should take what a killed import left when it is run again', async () => {
    const rows = Array.from({ length: 20_000 }, (_, number) => loanRow(number));
    const path = await bench.write('killed.csv', csv(loans, rows));
    const program = fileURLToPath(new URL('import-loans.fixture.ts', import.meta.url));
    const child = spawn(process.execPath, [
      '--import',
      '@hearth/kit/typescript/register.js',
      program,
      bench.database.url,
      path,
    ]);
    const taken = async () => Number((await bench.rows('select count(*) from loans'))[0]!['count']);
    while ((await taken()) < 2_000) expect(child.exitCode).toBeNull();
    child.kill('SIGKILL');
    await once(child, 'exit');
    await expect
      .poll(
        async () =>
          (await bench.rows(`select from pg_stat_activity where application_name = 'import'`)).length,
        { timeout: 10_000 },
      )
      .toBe(0);
    const left = await taken();
    expect(left % 1_000).toBe(0);
    expect(left).toBeLessThan(20_000);
    const summary = await bench.run(loans, csv(loans, rows));
    expect(countsOf(summary)).toEqual({
      rows: 20_000,
      accepted: 20_000 - left,
      changed: 0,
      unchanged: left,
      quarantined: 0,
    });
    const runs = await bench.rows('select finished_at is null as killed from import_runs order by id');
    expect(runs.map(({ killed }) => killed)).toEqual([true, false]);
  }, 60_000);

  it('should stop between two batches when it is told to, and take the rest when it is run again', async () => {
    const content = csv(
      loans,
      Array.from({ length: 5_000 }, (_, number) => loanRow(number)),
    );
    const stop = new AbortController();
    const stopped = bench.run(loans, content, { onProgress: () => stop.abort(), signal: stop.signal });
    await expect(stopped).rejects.toThrow('This operation was aborted');
    const left = (await bench.rows('select from loans')).length;
    expect(left % 1_000).toBe(0);
    expect(left).toBeLessThan(5_000);
    expect(await bench.run(loans, content)).toMatchObject({ accepted: 5_000 - left, unchanged: left });
  });

  it('should hold little memory while it passes over a line of 10 MB', async () => {
    const content =
      csv(loans, [loanRow(1)]) + 'x'.repeat(10_000_000) + csv(loans, [loanRow(2)]).replace(/^.*?\n/, '\n');
    const path = await bench.write('long.csv', content);
    let most = 0;
    const before = process.memoryUsage().heapUsed;
    const onProgress = () => (most = Math.max(most, process.memoryUsage().heapUsed - before));
    const summary = await bench.run(loans, content, { path, onProgress });
    expect(countsOf(summary)).toEqual({ rows: 3, accepted: 2, changed: 0, unchanged: 0, quarantined: 1 });
    expect(summary.reasons).toEqual({ LINE_TOO_LONG: 1 });
    const [{ size } = {}] = await bench.rows('select length(sealed_row) as size from quarantined_rows');
    expect(size).toBeLessThan(2_000);
    expect(most).toBeLessThan(60_000_000);
  });

  describe('whatever the rows of a file are', () => {
    const row = fc
      .record({
        number: fc.integer({ min: 0, max: 30 }),
        changes: fc.constantFrom<Parameters<typeof loanRow>[1]>(
          {},
          {},
          {},
          { note: '春耕' },
          { amount: '60000' },
          { bank: '?' },
          { repaid: '9999' },
          { name: '?' },
          { lent_on: '2021-02-30' },
        ),
        cut: fc.constantFrom(9, 9, 9, 9, 9, 4),
      })
      .map(({ number, changes, cut }) => loanRow(number, changes).slice(0, cut));
    const files = fc.record({
      rows: fc.array(row, { maxLength: 40 }),
      lineBreak: fc.constantFrom('\n', '\r\n'),
    });

    it('should add up, take each row whole, try without effect, and take nothing more the second time', async () => {
      await fc.assert(
        fc
          .asyncProperty(files, async ({ rows, lineBreak }) => {
            const content = csv(loans, rows, lineBreak);
            const tried = await bench.run(loans, content, { dryRun: true });
            expect(await bench.rows('select from loans')).toEqual([]);
            const first = await bench.run(loans, content);
            expect(countsOf(tried)).toEqual(countsOf(first));
            expect(first.accepted + first.quarantined).toBe(rows.length);
            const written = await bench.rows('select loan_number, note, amount from loans');
            expect(written).toHaveLength(first.accepted);
            expect(await bench.rows('select from quarantined_rows')).toHaveLength(first.quarantined);
            const second = await bench.run(loans, content);
            expect(countsOf(second)).toEqual({ ...countsOf(first), accepted: 0, unchanged: first.accepted });
          })
          .afterEach(async () => void (await clear())),
        { numRuns: 40 },
      );
    }, 60_000);
  });
});
