import { readFileSync } from 'node:fs';
import { assert, bigInt, constantFrom, date, integer, oneof, property, string, tuple } from 'fast-check';
import { buildSchema, type GraphQLScalarType, isScalarType, isSpecifiedScalarType } from 'graphql';
import { describe, expect, it } from 'vitest';
import { isCalendarDate } from './calendar-date.ts';
import { findScalarRule, scalarRules } from './scalar-rules.ts';
import { scalars } from './scalars.ts';
import { formatYuan, isWrittenYuan, parseYuan } from './yuan.ts';

const largest = 10n ** 32n - 1n; // fen: 30 digits before the point
const moments = date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });

describe('the rules of scalars', () => {
  it('are there for every scalar of the contract, and for it alone', () => {
    const api = buildSchema(readFileSync(new URL('../api.graphql', import.meta.url), 'utf8'));
    const own = Object.values(api.getTypeMap())
      .filter(isScalarType)
      .filter((type) => !isSpecifiedScalarType(type));
    const known = own.filter(({ name, specifiedByURL }) => findScalarRule(name, specifiedByURL ?? undefined));
    expect(known.map(({ name }) => name).toSorted()).toEqual(Object.keys(scalarRules).toSorted());
    expect(known).toHaveLength(own.length);
    expect(own.filter(({ name }) => findScalarRule(name, 'https://elsewhere.test/'))).toEqual([]);
    expect(findScalarRule('Date', undefined)).toBeUndefined();
    expect(findScalarRule('constructor', undefined)).toBeUndefined();
  });

  it('allow whatever a ministry writes', () => {
    const amounts = bigInt({ min: -largest, max: largest });
    assert(property(amounts, (fen) => scalarRules.Yuan.allows(scalars.Yuan.serialize(fen))));
    assert(property(moments, (moment) => scalarRules.DateTime.allows(scalars.DateTime.serialize(moment))));
  });

  it.each(['RegionCode', 'CitizenId', 'Date', 'Cursor'] as const)(
    'hold ministries to what the gateway lets pass: %s',
    (name) => {
      const texts = oneof(string(), constantFrom('530000000000', '110105********002X', '2020-12-31', 'x'));
      const { allows } = scalarRules[name];
      const writes = (text: string) => writesText(scalars[name], text);
      assert(property(texts, (text) => writes(text) === allows(text)));
    },
  );

  it('let no ministry write an amount of more than 30 digits, or a moment after the year 9999', () => {
    expect(() => scalars.Yuan.serialize(largest + 1n)).toThrow('is no Yuan');
    expect(() => scalars.DateTime.serialize(new Date('+010000-01-01T00:00:00Z'))).toThrow('is no DateTime');
  });

  it('know the days of the calendar', () => {
    const two = (from: number, to: number) => integer({ min: from, max: to });
    assert(
      property(tuple(two(1, 9999), two(0, 13), two(0, 32)), ([year, month, day]) => {
        const text = `${pad(year, 4)}-${pad(month, 2)}-${pad(day, 2)}`;
        const moment = new Date(`${text}T00:00:00Z`);
        const isDay = !Number.isNaN(moment.getTime()) && moment.toISOString().startsWith(text);
        return isCalendarDate(text) === isDay;
      }),
      { numRuns: 5_000 },
    );
    expect(['2000-02-29', '2024-02-29', '0004-02-29'].filter((day) => !isCalendarDate(day))).toEqual([]);
    expect(
      ['1900-02-29', '2023-02-29', '2024-02-30', '2024-04-31', '0000-01-01'].filter(isCalendarDate),
    ).toEqual([]);
  });

  it('take an amount in the one form in which it is written', () => {
    const near = bigInt({ min: largest - 1_000n, max: largest + 1_000n });
    assert(property(near, (fen) => isWrittenYuan(formatYuan(fen)) === fen <= largest));
    const others = ['1234.5', '1234', '01.00', '-0.00', '+1.00', '.50', '1e3', '1,000.00', ' 1.00', '1.00\n'];
    expect(others.filter(isWrittenYuan)).toEqual([]);
    const amounts = others.map((text) => [text, parseYuan(text)] as const);
    expect(amounts.filter(([text, fen]) => fen !== null && formatYuan(fen) === text)).toEqual([]);
  });

  it('take moments of any zone, and none without', () => {
    const allows = (time: string) => scalarRules.DateTime.allows(`2020-12-31${time}`);
    const right = ['T08:00:00+08:00', 'T00:00:00Z', 't00:00:00.123456z', 'T23:59:59.9-00:00'];
    expect(right.filter((time) => !allows(time))).toEqual([]);
    const read = right.map((time) => scalars.DateTime.parseValue(`2020-12-31${time}`).getTime());
    expect(read).not.toContain(Number.NaN);
    const wrong = ['', 'T08:00:00', 'T24:00:00Z', 'T08:00Z', ' 08:00:00Z', 'T08:00:60Z', 'T08:00:00|08:00'];
    expect(wrong.filter(allows)).toEqual([]);
    expect(scalarRules.DateTime.allows('2021-02-29T00:00:00Z')).toBe(false);
  });

  it('let citizen IDs be shown whole or masked', () => {
    const { allows } = scalarRules.CitizenId;
    const shown = ['11010519491231002X', '110105********002X'];
    expect(shown.filter(allows)).toEqual(shown);
    const wrong = [
      '110105194912310021',
      '11010519491331002X',
      '******************',
      '110105*******1002X',
      '',
    ];
    expect(wrong.filter(allows)).toEqual([]);
  });
});

function writesText(scalar: GraphQLScalarType, text: string): boolean {
  try {
    return scalar.serialize(text) === text;
  } catch {
    return false;
  }
}

const pad = (number: number, digits: number): string => String(number).padStart(digits, '0');
