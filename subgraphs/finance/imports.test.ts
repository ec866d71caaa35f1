import { randomBytes } from 'node:crypto';
import type { Reference } from '@hearth/kit/imports/cell.ts';
import type { ImportRow } from '@hearth/kit/imports/exchange.ts';
import { nameHash } from '@hearth/kit/imports/register-cells.ts';
import { sealingKey } from '@hearth/kit/sealing.ts';
import { citizenIdCheckCharacter } from '@hearth/schema/protocol/citizen-id.ts';
import { isEnumType } from 'graphql';
import { describe, expect, it } from 'vitest';
import * as codes from './codes.ts';
import { borrower, maskedAccount } from './imports/cells.ts';
import { exchange } from './imports.ts';
import { finance } from './subgraph.ts';

/** Of each kind whose cells depend on one another, a row that keeps every rule. */
const SOUND: Readonly<Record<string, ImportRow>> = {
  funds: { kind: 'ECOMMERCE', level: 'CENTRAL', regionCode: null, amountPerCounty: 2_000_000_000n },
  'microcredit-loans': {
    lentOn: '2021-05-10',
    dueOn: '2024-05-10',
    principal: 5_000_000n,
    repaid: 0n,
    status: 'ACTIVE',
    reportedOn: '2021-05-10',
  },
  'interest-subsidies': { periodFrom: '2024-01-01', periodTo: '2024-01-01' },
  'public-post-subsidies': { month: '2024-10-01' },
  'household-payments': { status: 'RETURNED', returnReason: '账户已销户' },
};

/** Changes to a sound row, and the rule that each breaks. */
const BROKEN: readonly (readonly [kind: string, rule: string, change: ImportRow])[] = [
  ['funds', 'REGION_OF_THE_LEVEL', { level: 'COUNTY' }],
  ['funds', 'REGION_OF_THE_LEVEL', { regionCode: '530000000000' }],
  ['funds', 'ECOMMERCE_AMOUNT_PER_COUNTY', { amountPerCounty: 1_999_999_999n }],
  ['funds', 'ECOMMERCE_AMOUNT_PER_COUNTY', { amountPerCounty: null }],
  ['microcredit-loans', 'TERM_WITHIN_THREE_YEARS', { dueOn: '2024-05-11' }],
  ['microcredit-loans', 'TERM_WITHIN_THREE_YEARS', { dueOn: '2021-05-10', status: 'EXTENDED' }],
  ['microcredit-loans', 'REPAID_WITHIN_THE_PRINCIPAL', { repaid: 5_000_001n }],
  ['microcredit-loans', 'STATE_OF_THE_AMOUNTS', { status: 'SETTLED' }],
  ['microcredit-loans', 'STATE_OF_THE_AMOUNTS', { repaid: 5_000_000n }],
  ['microcredit-loans', 'REPORTED_AFTER_LENDING', { reportedOn: '2021-05-09' }],
  ['interest-subsidies', 'PERIOD_IN_ORDER', { periodTo: '2023-12-31' }],
  ['public-post-subsidies', 'FIRST_DAY_OF_A_MONTH', { month: '2024-10-02' }],
  ['household-payments', 'RETURNED_WITH_ITS_REASON', { returnReason: null }],
  ['household-payments', 'RETURNED_WITH_ITS_REASON', { status: 'PAID' }],
];

const checksOf = (kind: string) => exchange.find((file) => file.kind === kind)?.checks ?? [];

const brokenBy = (kind: string, row: ImportRow) =>
  checksOf(kind)
    .filter((check) => !check.holds(row))
    .map(({ name }) => name);

describe('the rules of the exchange files', () => {
  it.each(Object.entries(SOUND))('should let a sound row of %s pass', (kind, row) => {
    expect(brokenBy(kind, row)).toEqual([]);
  });

  it('should let a bank extend a loan beyond three years', () => {
    const extended = { ...SOUND['microcredit-loans'], dueOn: '2025-05-10', status: 'EXTENDED' };
    expect(brokenBy('microcredit-loans', extended)).toEqual([]);
  });

  it.each(BROKEN)('should refuse a row of %s by %s when it has %o', (kind, rule, change) => {
    expect(brokenBy(kind, { ...SOUND[kind], ...change })).toContain(rule);
  });

  it('should all be shown at work here', () => {
    const rules = exchange.flatMap(({ kind, checks }) => checks.map(({ name }) => `${kind} ${name}`));
    const shown = new Set(BROKEN.map(([kind, rule]) => `${kind} ${rule}`));
    expect([...shown].toSorted()).toEqual(rules.toSorted());
  });
});

const secrets = { citizenIdKey: sealingKey(randomBytes(32)), citizenIdHashKey: sealingKey(randomBytes(32)) };

describe('the cell of a borrower', () => {
  const cell = borrower();
  const known = { id: 'P1', householdId: 'H1', nameHash: nameHash('杨天勇', secrets.citizenIdHashKey) };
  const bornOn = (day: string) => {
    const digits = `990000${day.replaceAll('-', '')}001`;
    return digits + citizenIdCheckCharacter(digits);
  };

  it('should find the person and give the age on the day of lending', () => {
    const found = cell.read([bornOn('1980-05-10'), '杨天勇', '2024-05-09'], secrets) as Reference<object>;
    expect(found.register).toBe('persons');
    expect(found.resolve(known)).toEqual({
      personId: 'P1',
      householdId: 'H1',
      borrowerAge: 43,
      lentOn: '2024-05-09',
    });
    expect(found.resolve(null)).toMatchObject({ reason: 'UNKNOWN_PERSON' });
    expect(found.resolve({ ...known, nameHash: 'other' })).toMatchObject({ reason: 'NAME_MISMATCH' });
  });

  it.each([
    ['2006-05-10', '2024-05-09'],
    ['1958-05-09', '2024-05-09'],
  ])(
    'should refuse somebody born on %s who borrows on %s, without showing the citizen ID',
    (born, lentOn) => {
      const found = cell.read([bornOn(born), '杨天勇', lentOn], secrets) as Reference<object>;
      expect(found.resolve(known)).toMatchObject({
        reason: 'OUT_OF_RANGE',
        message:
          'The value is not right for citizen_id: of somebody 18 to 65 years old when the loan was paid out.',
      });
    },
  );

  it('should say of a stranger that nobody knows them, whatever their age', () => {
    const found = cell.read([bornOn('1900-01-01'), '杨天勇', '2024-05-09'], secrets) as Reference<object>;
    expect(found.resolve(null)).toMatchObject({ reason: 'UNKNOWN_PERSON' });
  });

  it('should refuse a day that the calendar does not have', () => {
    expect(cell.read([bornOn('1980-05-10'), '杨天勇', '2024-02-30'], secrets)).toMatchObject({
      reason: 'IMPOSSIBLE_DATE',
      column: 'lent_on',
    });
  });
});

describe('the cell of an account', () => {
  const { read, columns } = maskedAccount('maskedAccount');

  it('should keep the last four digits alone', () => {
    expect(read(['6228480402564890018'], secrets)).toEqual({ maskedAccount: '***************0018' });
  });

  it('should refuse what is no account without showing it', () => {
    expect(columns[0]).toMatchObject({ name: 'account_number', sensitive: true });
    expect(read(['6228-4804-0256'], secrets)).toMatchObject({
      reason: 'MALFORMED_IDENTIFIER',
      message: expect.not.stringContaining('6228'),
    });
  });
});

describe('the code lists of the files', () => {
  const enums = Object.values(finance.schema.getTypeMap()).filter((type) => isEnumType(type));
  const lists = enums.map((type) => type.getValues().map(({ name }) => name));

  it.each(Object.entries(codes))('should have %s as an enum of the contract, in order', (_, values) => {
    expect(lists).toContainEqual([...values]);
  });
});
