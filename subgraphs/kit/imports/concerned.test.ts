import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { forEachDatabase } from '../database/testing.ts';
import { type Bench, citizenIdOf, csv, kinds, nameOf, openBench } from './importing.testing.ts';

forEachDatabase((createDatabase) => {
  describe('what an import announces', () => {
    let bench: Bench;
    beforeAll(async () => {
      bench = await openBench(createDatabase);
    });
    afterAll(() => bench.stop());

    /** What was announced since, and by how many transactions. */
    const announced = async (run: () => Promise<unknown>) => {
      await bench.rows(`delete from changes where entity is null`);
      await run();
      return bench.rows(
        `select kind, household, region, persons from changes where entity is null order by household`,
      );
    };
    const loan = (number: number, person: number, amount = '100.00') => [
      `L${number}`,
      citizenIdOf(person),
      nameOf(person),
      'RURAL',
      amount,
      '0.00',
      '2024-01-01',
      '',
      'SEEDS',
    ];
    const importLoans = (...loans: string[][]) => bench.run(kinds.loans, csv(kinds.loans, loans));
    const event = (household: string, ...persons: string[]) => ({
      kind: 'RECORDS_IMPORTED',
      household,
      region: '530000000000',
      persons,
    });

    it('should be each household once, with the people concerned', async () => {
      expect(await announced(() => importLoans(loan(1, 0), loan(2, 1), loan(3, 0), loan(4, 2)))).toEqual([
        { ...event('H0'), persons: expect.arrayContaining(['P0', 'P1']) },
        event('H1', 'P2'),
      ]);
    });

    it('should be nothing of rows that are as they were', async () => {
      expect(await announced(() => importLoans(loan(1, 0), loan(4, 2, '250.00')))).toEqual([
        event('H1', 'P2'),
      ]);
    });

    it('should be both households of a row that changes hands', async () => {
      expect(await announced(() => importLoans(loan(1, 0), loan(4, 4, '250.00')))).toEqual([
        event('H1', 'P2'),
        event('H2', 'P4'),
      ]);
    });

    it('should be nothing of a dry run', async () => {
      const dry = () => bench.run(kinds.loans, csv(kinds.loans, [loan(9, 0)]), { dryRun: true });
      expect(await announced(dry)).toEqual([]);
    });

    it('should be one for all rows of a kind that are about no household, and nothing of those that are as they were', async () => {
      const regions = (name: string) =>
        csv(kinds.regions, [
          ['310000000000', name],
          ['320000000000', '江苏'],
        ]);
      expect(await announced(() => bench.run(kinds.regions, regions('上海')))).toEqual([
        { kind: 'RECORDS_IMPORTED', household: null, region: null, persons: [] },
      ]);
      expect(await announced(() => bench.run(kinds.regions, regions('上海')))).toEqual([]);
    });
  });
});
