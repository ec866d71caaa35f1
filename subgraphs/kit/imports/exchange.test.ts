import { integer, pgTable, text as textColumn, unique, uniqueIndex } from 'drizzle-orm/pg-core';
import { describe, expect, it } from 'vitest';
import { householdId, isoDate as dateColumn, provenance, recordId, yuan as yuanColumn } from '../columns.ts';
import { code, identifier, isoDate, optional, text, yuan } from './cells.ts';
import { exchangeFile } from './exchange.ts';
import type { ExchangeFile } from './exchange.ts';
import { household, person } from './register-cells.ts';

const loans = pgTable(
  'loans',
  {
    id: recordId(),
    householdId: householdId(),
    loanNumber: textColumn('loan_number').notNull(),
    bank: textColumn('bank', { enum: ['RURAL', 'CITY'] }).notNull(),
    amount: yuanColumn('amount').notNull(),
    dueOn: dateColumn('due_on'),
    ...provenance(),
  },
  (table) => [
    uniqueIndex('loans_number').on(table.loanNumber),
    uniqueIndex('loans_due').on(table.dueOn),
    uniqueIndex('loans_two').on(table.loanNumber, table.bank),
  ],
);

const columns = [
  household('householdId'),
  identifier('loanNumber', { meaning: 'Contract number (合同编号)' }),
  code('bank', ['RURAL', 'CITY']),
  yuan('amount', { max: 50_000 }),
  optional(isoDate('dueOn')),
] as const;
const definition = {
  kind: 'loans',
  description: 'Microcredit.',
  table: loans,
  key: ['loanNumber'],
  columns,
} as const;

describe('exchangeFile', () => {
  it('should take the columns of the file from the cells, in snake_case and in their order', () => {
    const file = exchangeFile({
      ...definition,
      checks: [
        { name: 'SOME_AMOUNT', rule: 'A loan is of some amount.', holds: ({ amount }) => amount > 0n },
        { name: 'BEFORE_2100', rule: 'It ends.', holds: (row) => row.dueOn === null || row.dueOn < '2100' },
      ],
    });
    expect(file.columns.map(({ name }) => name)).toEqual([
      'household_number',
      'loan_number',
      'bank',
      'amount',
      'due_on',
    ]);
    expect(file.columns.map(({ optional: isOptional }) => isOptional)).toEqual([
      false,
      false,
      false,
      false,
      true,
    ]);
  });

  it('should refuse a key that no unique index covers', () => {
    expect(() => exchangeFile({ ...definition, key: ['bank'] })).toThrow(
      'The exchange file loans needs a unique index on just (bank) of loans.',
    );
  });

  it('should take the columns of a key in any order', () => {
    expect(exchangeFile({ ...definition, key: ['bank', 'loanNumber'] }).targets[0]?.key).toHaveLength(2);
  });

  it('should refuse a key that may be null, for such rows would be new at each import', () => {
    expect(() => exchangeFile({ ...definition, key: ['dueOn'] })).toThrow(
      /dueOn in its key, which may be null/,
    );
    const named = pgTable('named', { name: textColumn('name'), size: integer('size') }, (table) => [
      unique('named_name').on(table.name).nullsNotDistinct(),
    ]);
    const cells = [optional(text('name'))] as const;
    const file = {
      kind: 'named',
      description: 'Named.',
      table: named,
      key: ['name'],
      columns: cells,
    } as const;
    expect(exchangeFile(file).targets[0]?.key).toEqual(['name']);
  });

  it('should refuse a property that is no column of the table', () => {
    expect(() => exchangeFile({ ...definition, columns: [...columns, text('note')] as const })).toThrow(
      'The exchange file loans fills note, which is no column of loans.',
    );
  });

  it('should refuse two columns of one name', () => {
    const twice = [...columns, text('bank')] as const;
    expect(() => exchangeFile({ ...definition, columns: twice })).toThrow('has two columns bank');
  });

  it('should let the compiler find a missing column', () => {
    const short = [household('householdId'), identifier('loanNumber'), yuan('amount')] as const;
    expect(() => {
      // @ts-expect-error -- bank is missing
      const file: ExchangeFile = exchangeFile({ ...definition, columns: short });
      return file;
    }).toThrow('The exchange file loans leaves bank of loans empty, which must not be.');
  });

  it('should let the compiler find a value that its column does not take', () => {
    const bank = code('bank', ['RURAL', 'CITY']);
    const empty = [
      household('householdId'),
      identifier('loanNumber'),
      bank,
      optional(yuan('amount')),
    ] as const;
    // @ts-expect-error -- the amount may not be null
    expect(exchangeFile({ ...definition, columns: empty }).columns).toHaveLength(4);
  });

  it('should take what is derived from other properties', () => {
    const derived = exchangeFile({
      kind: 'loans',
      description: 'Microcredit.',
      table: loans,
      key: ['loanNumber'],
      columns: [
        person({ personId: 'payer', householdId: 'householdId' }),
        identifier('loanNumber'),
        yuan('amount'),
      ],
      derive: ({ payer }) => ({ bank: 'CITY' as const, payerLength: payer.length }),
      alsoInto: [{ table: loans, key: ['loanNumber'], row: ({ payerLength }) => ({ payerLength }) }],
    });
    expect(derived.columns.map(({ name }) => name)).toEqual(['citizen_id', 'name', 'loan_number', 'amount']);
  });
});
