import {
  constantFrom,
  date,
  double,
  integer,
  bigInt,
  oneof,
  property,
  assert,
  string,
  stringMatching,
} from 'fast-check';
import { GraphQLError, Kind } from 'graphql';
import { describe, expect, it } from 'vitest';
import { LARGEST_YUAN } from './bounds.ts';
import { scalars } from './scalars.ts';
import { parseYuan } from './yuan.ts';

const { Yuan, Date: CalendarDate, DateTime, RegionCode, CitizenId, Cursor } = scalars;
const largest = BigInt(LARGEST_YUAN) * 100n; // fen
const fen = bigInt({ min: -largest, max: largest });

/** The error with which a scalar refuses an input. */
function refusal(scalar: (typeof scalars)[keyof typeof scalars], value: unknown): GraphQLError {
  try {
    scalar.parseValue(value);
  } catch (error) {
    if (error instanceof GraphQLError) return error;
  }
  throw new Error(`${scalar.name} accepts ${String(value)}.`);
}

describe('Yuan', () => {
  it('reads back what it wrote, for every amount that may be stated', () => {
    assert(property(fen, (amount) => Yuan.parseValue(Yuan.serialize(amount)) === amount));
  });

  it('always writes two decimals', () => {
    assert(property(fen, (amount) => /^-?\d+\.\d\d$/.test(Yuan.serialize(amount))));
    expect([0n, -5n, 5n, 10n, 123450n].map((amount) => Yuan.serialize(amount))).toEqual([
      '0.00',
      '-0.05',
      '0.05',
      '0.10',
      '1234.50',
    ]);
  });

  it('takes whole numbers as yuan', () => {
    assert(property(integer(), (yuan) => Yuan.parseValue(yuan) === BigInt(yuan) * 100n));
    expect(Yuan.parseLiteral({ kind: Kind.INT, value: '12' })).toBe(1200n);
  });

  it('takes one decimal, two or none', () => {
    expect(['7', '7.5', '7.05', '-0.1'].map((text) => Yuan.parseValue(text))).toEqual([
      700n,
      750n,
      705n,
      -10n,
    ]);
  });

  it('refuses numbers with decimals, which have been through a binary float', () => {
    const fraction = double({ noNaN: true, noDefaultInfinity: true }).filter(
      (number) => !Number.isSafeInteger(number),
    );
    assert(property(fraction, (number) => refusal(Yuan, number).extensions['code'] === 'BAD_USER_INPUT'));
  });

  it.each([
    '',
    ' 1',
    '1.',
    '.5',
    '1.234',
    '1e3',
    '01',
    '1,000',
    '--1',
    '1000000000000.01',
    '-1000000000000.01',
    '92233720368547758.07',
    1_000_000_000_001,
    null,
    true,
    {},
  ])('refuses %j', (value) => {
    expect(refusal(Yuan, value).message).toMatch(/ is no Yuan: a string with at most two decimals/);
  });

  it('shows sums that are larger than what may be stated, without loss', () => {
    assert(
      property(
        bigInt({ min: -(2n ** 96n), max: 2n ** 96n }),
        (sum) => parseYuan(Yuan.serialize(sum)) === sum,
      ),
    );
  });

  it('lets no resolver give a float', () => {
    expect(() => Yuan.serialize(12.5)).toThrow('A resolver gave 12.5, which is no Yuan.');
  });
});

describe('Date', () => {
  it('shows every day of the calendar as it is', () => {
    const day = date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true });
    assert(
      property(day, (moment) => {
        const text = moment.toISOString().slice(0, 10);
        return CalendarDate.serialize(text) === text;
      }),
    );
  });

  it('takes the days that may be stated, and no earlier or later ones', () => {
    const right = ['1900-01-01', '2024-02-29', '2100-12-31'];
    expect(right.map((day) => CalendarDate.parseValue(day))).toEqual(right);
    for (const day of ['0001-01-01', '1899-12-31', '2101-01-01', '9999-12-31'])
      expect(refusal(CalendarDate, day).message).toMatch(
        new RegExp(`^'${day}' is no Date: .* from 1900-01-01 to 2100-12-31`),
      );
  });

  it.each([
    '2021-02-29',
    '2020-13-01',
    '2020-1-1',
    '0000-01-01',
    '2020-01-01T00:00:00Z',
    '20200101',
    20200101,
  ])('refuses %j and says what would be right', (value) => {
    const { message, extensions } = refusal(CalendarDate, value);
    expect(message).toMatch(/ is no Date: a day of the calendar, as "2020-12-31", from /);
    expect(extensions['code']).toBe('BAD_USER_INPUT');
  });
});

describe('DateTime', () => {
  it('reads back what it wrote', () => {
    const moments = date({ min: new Date('1900-01-01'), max: new Date('2100-12-31'), noInvalidDate: true });
    assert(
      property(
        moments,
        (moment) => DateTime.parseValue(DateTime.serialize(moment)).getTime() === moment.getTime(),
      ),
    );
  });

  it('understands any zone', () => {
    expect(DateTime.parseValue('2020-12-31T08:00:00+08:00')).toEqual(new Date('2020-12-31T00:00:00Z'));
  });

  it.each([
    '2020-12-31T08:00:00',
    '2020-12-31',
    '2020-02-30T00:00:00Z',
    '2020-12-31T08:00:00|08:00',
    '0001-01-01T00:00:00Z',
    '9999-12-31T00:00:00Z',
    0,
    '',
  ])('refuses %j', (value) => {
    expect(refusal(DateTime, value).message).toContain('is no DateTime: date, time and zone');
  });
});

describe('RegionCode', () => {
  it('accepts 12 digits that begin with a province', () => {
    assert(property(stringMatching(/^[1-9]\d{11}$/), (code) => RegionCode.parseValue(code) === code));
  });

  it.each(['53', '5300000000000', '530000 00000', '000000000000', '53000000000x', 530000000000])(
    'refuses %j',
    (value) => {
      expect(refusal(RegionCode, value).message).toContain('is no RegionCode: 12 digits');
    },
  );
});

describe('CitizenId', () => {
  it('accepts a number whose last character checks the others', () => {
    expect(CitizenId.parseValue('11010519491231002X')).toBe('11010519491231002X');
  });

  it('shows the number at fault masked, for errors are logged', () => {
    expect(refusal(CitizenId, '110105194912310021').message).toContain(
      "'110105********0021' is no CitizenId",
    );
  });

  it('lets resolvers give a masked number, and nobody send one', () => {
    expect(CitizenId.serialize('110105********002X')).toBe('110105********002X');
    expect(refusal(CitizenId, '110105********002X')).toBeInstanceOf(GraphQLError);
  });
});

describe('Cursor', () => {
  it('is any text but an empty one and one that no database can hold', () => {
    assert(
      property(string({ minLength: 1 }), (text) => text.includes('\0') || Cursor.parseValue(text) === text),
    );
    for (const text of ['a\0', '\u{1F600}'.slice(0, 1)])
      expect(refusal(Cursor, text)).toBeInstanceOf(GraphQLError);
    expect(refusal(Cursor, '').message).toContain('is no Cursor');
  });
});

describe('every scalar', () => {
  it('refuses values of another kind as bad input that names the value', () => {
    const other = oneof(constantFrom(null, true, {}, []), double());
    const all = Object.values(scalars).filter((scalar) => scalar !== Yuan);
    assert(
      property(constantFrom(...all), other, (scalar, value) => {
        const { message, extensions } = refusal(scalar, value);
        return extensions['code'] === 'BAD_USER_INPUT' && message.includes(` is no ${scalar.name}: `);
      }),
    );
  });
});
