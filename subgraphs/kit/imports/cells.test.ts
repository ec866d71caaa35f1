import * as fc from 'fast-check';
import { formatYuan } from '@hearth/schema/protocol/yuan.ts';
import { describe, expect, it } from 'vitest';
import type { Cell } from './cell.ts';
import {
  birthDate,
  code,
  codes,
  dateTime,
  decimal,
  identifier,
  integer,
  isoDate,
  mu,
  optional,
  regionCode,
  text,
  year,
  yesNo,
  yuan,
} from './cells.ts';
import { testSecrets } from './importing.testing.ts';
import { Fault, show } from './reasons.ts';
import { citizenId, nameHash, region } from './register-cells.ts';

/** The value that a cell reads, or the reason why it refuses. */
function read(cell: Cell, value: string): unknown {
  const result = cell.read([value], testSecrets);
  return result instanceof Fault ? result.reason : Object.values(result)[0];
}

describe('cells', () => {
  it.each<[string, string, Cell, unknown]>([
    ['text', '春耕', text('a', { max: 3 }), '春耕'],
    ['text', 'abcd', text('a', { max: 3 }), 'TEXT_TOO_LONG'],
    ['identifier', 'H-1/2_3.4', identifier('a'), 'H-1/2_3.4'],
    ['identifier', '户1', identifier('a'), 'MALFORMED_IDENTIFIER'],
    ['code', 'YES', code('a', ['YES', 'NO']), 'YES'],
    ['code', 'constructor', code('a', ['YES', 'NO']), 'UNKNOWN_CODE'],
    ['codes', 'OTHER; ILLNESS', codes('a', ['ILLNESS', 'OTHER']), ['OTHER', 'ILLNESS']],
    ['codes', '', codes('a', ['ILLNESS', 'OTHER']), []],
    ['codes', 'OTHER;ILLNESS', codes('a', ['ILLNESS', 'OTHER'], { max: 1 }), 'OUT_OF_RANGE'],
    ['yuan', '1000000000000', yuan('a'), 100_000_000_000_000n],
    ['yuan', '1000000000000.01', yuan('a'), 'OUT_OF_RANGE'],
    ['yuan', '92233720368547758.07', yuan('a'), 'OUT_OF_RANGE'],
    ['yuan', '50000.01', yuan('a', { max: 50_000 }), 'OUT_OF_RANGE'],
    ['yuan', '-10', yuan('a', { min: -10 }), -1000n],
    ['yuan', '-10.01', yuan('a', { min: -10 }), 'NEGATIVE_AMOUNT'],
    ['yuan', '1e3', yuan('a'), 'NOT_A_NUMBER'],
    ['integer', '007', integer('a'), 7],
    ['integer', '-1', integer('a'), 'NEGATIVE_AMOUNT'],
    ['integer', '1.0', integer('a'), 'NOT_A_NUMBER'],
    ['integer', '200000001', integer('a'), 'OUT_OF_RANGE'],
    ['integer', '99999999999999999999', integer('a'), 'OUT_OF_RANGE'],
    ['year', '1900', year('a'), 'OUT_OF_RANGE'],
    ['decimal', '0.5', decimal('a', { places: 4, max: 1 }), '0.5000'],
    ['decimal', '1.01', decimal('a', { max: 1 }), 'OUT_OF_RANGE'],
    ['decimal', '1000000000.01', decimal('a'), 'OUT_OF_RANGE'],
    ['mu', '3', mu('a'), '3.00'],
    ['mu', '400000000.01', mu('a'), 'OUT_OF_RANGE'],
    ['mu', '0.123', mu('a'), 'NOT_A_NUMBER'],
    ['isoDate', '2020-02-30', isoDate('a'), 'IMPOSSIBLE_DATE'],
    ['isoDate', '0001-01-01', isoDate('a'), 'OUT_OF_RANGE'],
    ['isoDate', '2101-01-01', isoDate('a'), 'OUT_OF_RANGE'],
    ['birthDate', '2024-02-29', birthDate('a'), '2024-02-29'],
    ['birthDate', '2100-12-31', birthDate('a'), 'OUT_OF_RANGE'],
    ['dateTime', '2020-02-29T08:00:00+08:00', dateTime('a'), new Date('2020-02-29T00:00:00Z')],
    ['dateTime', '0001-01-01T08:00:00+08:00', dateTime('a'), 'OUT_OF_RANGE'],
    ['dateTime', '2020-02-30T08:00:00+08:00', dateTime('a'), 'IMPOSSIBLE_DATE'],
    ['dateTime', '2020-02-29T08:00:00', dateTime('a'), 'IMPOSSIBLE_DATE'],
    ['yesNo', '是', yesNo('a'), true],
    ['yesNo', 'N', yesNo('a'), false],
    ['yesNo', 'maybe', yesNo('a'), 'UNKNOWN_CODE'],
    ['regionCode', '530000', regionCode('a'), 'MALFORMED_IDENTIFIER'],
    ['region', '530000', region('a'), 'MALFORMED_IDENTIFIER'],
  ])('should read %s %j', (_, value, cell, expected) => {
    expect(read(cell, value)).toEqual(expected);
  });

  it('should read every amount that can be written', () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 100_000_000_000_000n }), (amount) => {
        expect(read(yuan('a'), formatYuan(amount))).toBe(amount);
      }),
    );
  });

  it('should refuse any other text than a number with a reason, never with an error', () => {
    fc.assert(
      fc.property(fc.string(), (value) => {
        for (const cell of [
          yuan('a'),
          integer('a'),
          mu('a'),
          isoDate('a'),
          dateTime('a'),
          yesNo('a'),
          citizenId({ sealed: 's', hash: 'h', masked: 'm' }),
        ]) {
          expect(() => read(cell, value)).not.toThrow();
        }
      }),
    );
  });

  it('should keep what a cell is when it may be empty', () => {
    const [column] = optional(yuan('selfPaid', { meaning: 'Self-paid (自付)' })).columns;
    expect(column).toMatchObject({ name: 'self_paid', meaning: 'Self-paid (自付)', optional: true });
  });

  it('should take different ways of writing a name for the same', () => {
    const hash = (name: string) => nameHash(name, testSecrets.citizenIdHashKey);
    for (const other of ['阿依古丽•买买提', '阿依古丽．买买提', ' 阿依古丽·买买提 ']) {
      expect(hash(other)).toBe(hash('阿依古丽·买买提'));
    }
    expect(hash('阿依古丽')).not.toBe(hash('阿依古丽·买买提'));
  });
});

describe('show', () => {
  it('should keep values short, on one line, and mask citizen IDs in them', () => {
    expect(show('a\nb')).toBe('"a\\nb"');
    expect(show('x'.repeat(100))).toBe(`"${'x'.repeat(40)}…"`);
    expect(show('ID 11010519491231002X!')).toBe('"ID 110105********002X!"');
  });
});
