import iconv from 'iconv-lite';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { forEachDatabase } from '../database/testing.ts';
import { open } from '../sealing.ts';
import { citizenIdOf, csv, kinds, loanRow, nameOf, openBench, testSecrets } from './importing.testing.ts';
import type { Bench } from './importing.testing.ts';
import { FileRefusedError } from './reasons.ts';

const { loans, persons } = kinds;

forEachDatabase((createDatabase) => {
  let bench: Bench;
  beforeAll(async () => {
    bench = await openBench(createDatabase);
  });
  afterAll(() => bench.stop());
  beforeEach(() => bench.database.pool.query('truncate loans, import_runs, quarantined_rows'));

  const quarantine = () =>
    bench.rows(
      'select row_number, reason, column_name, message, status from quarantined_rows order by row_number',
    );
  /** Imports sound rows around one at fault and returns what is said of it. */
  const refusalOf = async (row: readonly string[] | string) => {
    const faulty =
      typeof row === 'string' ? row : row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',');
    const content = `${csv(loans, [loanRow(1)])}${faulty}\n${csv(loans, [loanRow(2)]).split('\n')[1]}\n`;
    const { rows, accepted, quarantined } = await bench.run(loans, content);
    expect({ rows, accepted, quarantined }).toEqual({ rows: 3, accepted: 2, quarantined: 1 });
    const [refused, ...others] = await quarantine();
    expect(others).toEqual([]);
    return refused;
  };

  describe('importFile', () => {
    it('should fill every column from the cells, the register and the definition', async () => {
      const summary = await bench.run(loans, csv(loans, [loanRow(3, { note: '"a", b' })]));
      expect(summary).toMatchObject({
        kind: 'loans',
        fileName: 'loans.csv',
        rows: 1,
        accepted: 1,
        reasons: {},
      });
      const [row] = await bench.rows('select *, lent_on::text from loans');
      expect(row).toMatchObject({
        loan_number: 'L3',
        person_id: 'P3',
        household_id: 'H1',
        amount: '100050',
        lent_on: '2020-02-29',
        note: '"a", b',
        purposes: ['SEEDS', 'TOOLS'],
        source_system: 'bank',
        version: 1,
      });
      expect(row?.['id']).toMatch(/^[\da-f]{8}-[\da-f]{4}-7/);
    });

    it('should report a row as unchanged, changed or accepted, and keep the id of one that changed', async () => {
      await bench.run(loans, csv(loans, [loanRow(1), loanRow(2)]));
      const [before] = await bench.rows(`select id, recorded_at from loans where loan_number = 'L2'`);
      const summary = await bench.run(
        loans,
        csv(loans, [loanRow(1), loanRow(2, { repaid: '20', note: 'late' }), loanRow(4)]),
      );
      expect(summary).toMatchObject({ rows: 3, accepted: 1, changed: 1, unchanged: 1, quarantined: 0 });
      const [after] = await bench.rows(`select * from loans where loan_number = 'L2'`);
      expect(after).toMatchObject({ id: before?.['id'], repaid: '2000', note: 'late', version: 2 });
      expect(after?.['recorded_at']).not.toEqual(before?.['recorded_at']);
    });

    it('should empty a cell that the newer file leaves empty', async () => {
      await bench.run(loans, csv(loans, [loanRow(1, { note: 'late' })]));
      await bench.run(loans, csv(loans, [loanRow(1, { purposes: '' })]));
      expect(await bench.rows('select note, purposes from loans')).toEqual([{ note: null, purposes: [] }]);
    });

    it('should take a header alone as a file without rows', async () => {
      expect(await bench.run(loans, csv(loans, []))).toMatchObject({ rows: 0, accepted: 0 });
    });

    it('should take the columns in any order', async () => {
      const [header, row] = csv(loans, [loanRow(1, { purposes: '' })]).split('\n') as [string, string];
      const turned = [header, row].map((line) => line.split(',').toReversed().join(',')).join('\n');
      expect(await bench.run(loans, turned)).toMatchObject({ rows: 1, accepted: 1 });
    });

    it.each(['\n', '\r\n'])(
      'should read UTF-8, with and without its mark, and GB18030 with line break %j',
      async (lineBreak) => {
        const rows = Array.from({ length: 30 }, (_, number) => loanRow(number, { note: '春耕𠮷㐀' }));
        const content = csv(loans, rows, lineBreak);
        expect(await bench.run(loans, content)).toMatchObject({ accepted: 30, encoding: 'utf-8' });
        expect(await bench.run(loans, `\uFEFF${content}`)).toMatchObject({
          unchanged: 30,
          encoding: 'utf-8',
        });
        const chinese = await bench.run(loans, iconv.encode(content, 'gb18030'));
        expect(chinese).toMatchObject({ unchanged: 30, encoding: 'gb18030' });
      },
    );

    it('should find people however the dot in their name is written', async () => {
      const row = loanRow(0, { name: nameOf(0).replace('·', '•') });
      expect(await bench.run(loans, csv(loans, [row]))).toMatchObject({ accepted: 1 });
    });
  });

  describe('a row at fault', () => {
    it.each([
      [
        'WRONG_CHECK_CHARACTER',
        { citizen_id: `${citizenIdOf(1).slice(0, 17)}${citizenIdOf(1).endsWith('1') ? '2' : '1'}` },
        'citizen_id',
      ],
      ['MALFORMED_CITIZEN_ID', { citizen_id: '12345' }, 'citizen_id'],
      [
        'MALFORMED_CITIZEN_ID',
        { citizen_id: `${citizenIdOf(1).slice(0, 10)}0230${citizenIdOf(1).slice(14)}` },
        'citizen_id',
      ],
      ['UNKNOWN_PERSON', { citizen_id: citizenIdOf(45) }, 'citizen_id'],
      ['NAME_MISMATCH', { name: '李四' }, 'name'],
      ['IMPOSSIBLE_DATE', { lent_on: '2021-02-29' }, 'lent_on'],
      ['IMPOSSIBLE_DATE', { lent_on: '2020/02/29' }, 'lent_on'],
      ['NEGATIVE_AMOUNT', { amount: '-0.01' }, 'amount'],
      ['NOT_A_NUMBER', { amount: '1,000.00' }, 'amount'],
      ['NOT_A_NUMBER', { amount: '0.001' }, 'amount'],
      ['UNKNOWN_CODE', { bank: 'VILLAGE' }, 'bank'],
      ['UNKNOWN_CODE', { purposes: 'SEEDS;BEER' }, 'purposes'],
      ['REPEATED_CODE', { purposes: 'SEEDS;SEEDS' }, 'purposes'],
      ['MISSING_VALUE', { amount: ' ' }, 'amount'],
      ['MISSING_VALUE', { name: '' }, 'name'],
      ['TEXT_TOO_LONG', { note: 'x'.repeat(21) }, 'note'],
      ['MISPLACED_CITIZEN_ID', { note: `of${citizenIdOf(1)}` }, 'note'],
      ['MISPLACED_CITIZEN_ID', { loan_number: `L${citizenIdOf(1)}` }, 'loan_number'],
      ['MALFORMED_IDENTIFIER', { loan_number: 'L 1' }, 'loan_number'],
      ['UNREADABLE_TEXT', { note: 'a\u0000b' }, 'note'],
      ['BROKEN_RULE:REPAID_AT_MOST_LENT', { repaid: '2000' }, null],
      ['DATABASE_REFUSED:loans_are_small', { amount: '50000.01' }, null],
    ])('should be quarantined as %s and let the others pass: %j', async (reason, changes, column) => {
      const refused = await refusalOf(loanRow(3, changes));
      expect(refused).toMatchObject({ row_number: 3, reason, column_name: column, status: 'OPEN' });
    });

    it('should be quarantined as DUPLICATE_ROW, naming the row that was taken', async () => {
      expect(await refusalOf(loanRow(1, { amount: '99' }))).toMatchObject({
        reason: 'DUPLICATE_ROW',
        message: 'Row 2 of this file has the same key and was taken.',
      });
      expect(await bench.rows(`select amount from loans where loan_number = 'L1'`)).toEqual([
        { amount: '100050' },
      ]);
    });

    it('should be found a duplicate also thousands of rows later, and not of a row that was refused', async () => {
      const rows = Array.from({ length: 2_500 }, (_, number) => loanRow(number));
      const content = csv(loans, [
        loanRow(7, { bank: '?' }),
        ...rows,
        loanRow(0),
        loanRow(8, { amount: '60000' }),
        loanRow(9),
      ]);
      const { accepted, reasons } = await bench.run(loans, content);
      expect({ accepted, reasons }).toEqual({
        accepted: 2_500,
        reasons: { UNKNOWN_CODE: 1, DUPLICATE_ROW: 3 },
      });
    });

    it('should be quarantined as TRUNCATED_LINE, TOO_MANY_CELLS or BROKEN_QUOTES', async () => {
      expect(await refusalOf('L3,x')).toMatchObject({
        reason: 'TRUNCATED_LINE',
        message: 'The row has 2 cells, the header 9.',
      });
      await bench.database.pool.query('truncate quarantined_rows, loans');
      expect(await refusalOf([...loanRow(3), ''])).toMatchObject({ reason: 'TOO_MANY_CELLS' });
      await bench.database.pool.query('truncate quarantined_rows, loans');
      expect(await refusalOf('L3,"x')).toMatchObject({ reason: 'BROKEN_QUOTES' });
    });

    it('should be quarantined as UNREADABLE_TEXT when its bytes are no text of the encoding', async () => {
      const sound = Array.from({ length: 5 }, (_, number) => loanRow(number, { note: '春耕' }));
      const [head, tail] = csv(loans, [...sound, loanRow(5, { note: '@' })]).split('@') as [string, string];
      for (const [encoding, bytes] of [
        ['utf-8', [0xe4, 0xb8]],
        ['gb18030', [0xff]],
      ] as const) {
        const content = Buffer.concat([
          iconv.encode(head, encoding),
          Buffer.from(bytes),
          iconv.encode(tail, encoding),
        ]);
        expect(await bench.run(loans, content)).toMatchObject({ encoding, reasons: { UNREADABLE_TEXT: 1 } });
      }
    });

    it('should never show a citizen ID or a name, and be kept sealed as it came', async () => {
      const row = loanRow(3, { name: '李四' });
      const refused = await refusalOf(row);
      expect(refused?.['message']).toMatch(/^The register knows 999999\*{8}\d{3}[\dX] under another name\.$/);
      const [{ sealed_row: sealed } = {}] = await bench.rows('select sealed_row from quarantined_rows');
      expect(JSON.parse(open(String(sealed), testSecrets.citizenIdKey))).toEqual(row);
    });

    it('should be kept under the columns of its kind, in whatever order they came', async () => {
      const turned = ([...cells]: readonly string[]) => cells.toReversed().join(',');
      const row = loanRow(3, { bank: '?', purposes: 'SEEDS' });
      const header = loans.columns.map(({ name }) => name);
      const content = [turned(header), turned(row), turned(row.slice(1))].join('\n');
      expect(await bench.run(loans, content)).toMatchObject({ quarantined: 2 });
      const kept = await bench.rows('select sealed_row from quarantined_rows order by row_number');
      expect(
        kept.map(({ sealed_row: sealed }) => JSON.parse(open(String(sealed), testSecrets.citizenIdKey))),
      ).toEqual([row, [turned(row.slice(1))]]);
    });

    it('should never be half written when it goes into two tables', async () => {
      const taken = ['P99', 'H1', citizenIdOf(1), '赵六'];
      const sound = ['P98', 'H1', citizenIdOf(98), '钱七'];
      const summary = await bench.run(persons, csv(persons, [taken, sound]));
      expect(summary).toMatchObject({ accepted: 1, quarantined: 1 });
      expect(Object.keys(summary.reasons)).toEqual(['DATABASE_REFUSED:identities_hash_key']);
      expect(await bench.rows(`select id from persons where id in ('P98', 'P99')`)).toEqual([{ id: 'P98' }]);
      expect(
        await bench.rows(`select state ->> 'id' as id from changes where state ->> 'id' like 'P9_'`),
      ).toEqual([{ id: 'P98' }]);
      await bench.database.pool.query(
        `delete from persons where id = 'P98'; delete from identities where person_id = 'P98'`,
      );
    });
  });

  describe('a file at fault', () => {
    const reasonOf = async (promise: Promise<unknown>): Promise<[string, string]> => {
      const error = await promise.then(
        () => null,
        (refusal: unknown) => refusal,
      );
      expect(error).toBeInstanceOf(FileRefusedError);
      const { reason, message } = error as FileRefusedError;
      return [reason, message];
    };

    it('should be refused when it is not there, empty, or of another kind, and leave nothing behind', async () => {
      const missing = bench.run(loans, '', { path: '/nowhere/loans.csv' });
      expect(await reasonOf(missing)).toEqual([
        'FILE_NOT_FOUND',
        expect.stringContaining('/nowhere/loans.csv'),
      ]);
      expect(await reasonOf(bench.run(loans, ''))).toEqual(['EMPTY_FILE', expect.anything()]);
      expect(await reasonOf(bench.run(loans, '\n\n'))).toEqual(['EMPTY_FILE', expect.anything()]);
      expect(await reasonOf(bench.run(loans, csv(kinds.households, [])))).toEqual([
        'FILE_OF_ANOTHER_KIND',
        'The file is not one of loans: it lacks loan_number, citizen_id, name, bank, amount, repaid, lent_on, note, ' +
          'purposes; it has "household_number", "region_code", which the kind does not know.',
      ]);
      expect(await reasonOf(bench.run(loans, '{"a": 1}'))).toEqual([
        'FILE_OF_ANOTHER_KIND',
        expect.anything(),
      ]);
      const headless = csv(loans, [loanRow(1)]).split('\n')[1]!;
      const [, message] = await reasonOf(bench.run(loans, headless));
      expect(message).toContain(`"${citizenIdOf(1).slice(0, 6)}********`);
      expect(message).not.toContain(citizenIdOf(1));
      expect(await bench.rows('select from import_runs')).toEqual([]);
    });

    it('should be refused while another import of its kind runs', async () => {
      const client = await bench.database.pool.connect();
      await client.query(`select pg_advisory_lock(hashtext('import'), hashtext('loans'))`);
      expect(await reasonOf(bench.run(loans, csv(loans, [])))).toEqual(['IMPORT_RUNNING', expect.anything()]);
      client.release(true);
    });
  });
});
