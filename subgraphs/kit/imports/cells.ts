import {
  DAYS,
  isBirthDateInBounds,
  isDayInBounds,
  LARGEST_COUNT,
  LARGEST_MU,
  LARGEST_YUAN,
  YEARS,
} from '@hearth/schema/protocol/bounds.ts';
import { isCalendarDate } from '@hearth/schema/protocol/calendar-date.ts';
import { isRegionCode } from '@hearth/schema/protocol/region-code.ts';
import { parseYuan } from '@hearth/schema/protocol/yuan.ts';
import { inTheClear, plainCell, Refusal } from './cell.ts';
import type { Cell, CellOptions } from './cell.ts';

/** Limits of a number, both included. */
export interface Limits {
  /** 0 unless told: a negative number must be asked for. */
  readonly min?: number;
  /** Every number has one: what a column takes unless told. */
  readonly max?: number;
}

/** Lets a cell be empty: its properties are then null. */
export function optional<Values extends object>(
  cell: Cell<Values>,
): Cell<{ [Property in keyof Values]: Values[Property] | null }> {
  return { ...cell, columns: cell.columns.map((column) => ({ ...column, optional: true })) };
}

/** Text of at most `max` characters, 200 unless told. `sensitive` keeps it out of messages. */
export function text<const Property extends string>(
  property: Property,
  { max = 200, ...options }: CellOptions & { max?: number; sensitive?: boolean } = {},
) {
  const form = `text, at most ${max} characters`;
  const tooLong = new Refusal('TEXT_TOO_LONG', form);
  return plainCell(property, {
    ...options,
    form,
    parse: (value) => (value.length > max ? tooLong : inTheClear(value)),
  });
}

/** A key that its sender chose: letters, digits and `-_./`, at most 64. */
export function identifier<const Property extends string>(property: Property, options: CellOptions = {}) {
  const form = 'letters, digits and -_./, at most 64';
  const malformed = new Refusal('MALFORMED_IDENTIFIER', form);
  return plainCell(property, {
    ...options,
    form,
    parse: (value) => (/^[\w./-]{1,64}$/.test(value) ? inTheClear(value) : malformed),
  });
}

/** One value of a code list. */
export function code<const Property extends string, const Value extends string>(
  property: Property,
  values: readonly Value[],
  options: CellOptions = {},
) {
  const form = `one of ${values.join(', ')}`;
  const known = new Set<string>(values);
  const unknown = new Refusal('UNKNOWN_CODE', form);
  return plainCell(property, {
    ...options,
    form,
    parse: (value) => (known.has(value) ? (value as Value) : unknown),
  });
}

/** Several values of a code list, `;` between them; an empty cell is an empty list. */
export function codes<const Property extends string, const Value extends string>(
  property: Property,
  values: readonly Value[],
  { max = values.length, ...options }: CellOptions & { max?: number } = {},
): Cell<Record<Property, Value[]>> {
  const form = `up to ${max} of ${values.join(', ')}, separated by ";"`;
  const known = new Set<string>(values);
  const unknown = new Refusal('UNKNOWN_CODE', form);
  const repeated = new Refusal('REPEATED_CODE', form);
  const tooMany = new Refusal('OUT_OF_RANGE', form);
  const cell = plainCell(property, {
    ...options,
    form,
    parse: (value) => {
      const list = value === '' ? [] : value.split(';').map((part) => part.trim());
      if (!list.every((part) => known.has(part))) return unknown;
      if (new Set(list).size < list.length) return repeated;
      return list.length > max ? tooMany : (list as Value[]);
    },
  });
  return {
    ...cell,
    readsEmpty: true,
    columns: cell.columns.map((column) => ({ ...column, optional: true })),
  };
}

/** Money in yuan, at most two decimals, read as bigint fen. Limits are in yuan: 0 to a trillion unless told. */
export function yuan<const Property extends string>(
  property: Property,
  { min = 0, max = LARGEST_YUAN, ...options }: CellOptions & Limits = {},
) {
  const form = withLimits('yuan, at most two decimals', { min, max });
  const refusals = numberRefusals(form, min);
  const least = fen(min);
  const most = fen(max);
  return plainCell(property, {
    ...options,
    form,
    parse: (value) => {
      const amount = parseYuan(value);
      if (amount === null) return refusals.notANumber;
      if (amount < least) return amount < 0n ? refusals.negative : refusals.outOfRange;
      return amount > most ? refusals.outOfRange : amount;
    },
  });
}

/** Whole number, 0 to 200 million unless told. */
export function integer<const Property extends string>(
  property: Property,
  { min = 0, max = LARGEST_COUNT, ...options }: CellOptions & Limits = {},
) {
  const form = withLimits('whole number', { min, max });
  const refusals = numberRefusals(form, min);
  return plainCell(property, {
    ...options,
    form,
    parse: (value) => {
      if (!/^-?\d{1,30}$/.test(value)) return refusals.notANumber;
      return refusals.outside(Number(value), { min, max }) ?? Number(value);
    },
  });
}

/** Year of the calendar, 1949 to 2100. */
export const year = <const Property extends string>(property: Property, options: CellOptions & Limits = {}) =>
  integer(property, { min: YEARS.first, max: YEARS.last, ...options });

/** Decimal number, two places unless told, read as a string with all of them; 0 to a billion unless told. */
export function decimal<const Property extends string>(
  property: Property,
  { min = 0, max = LARGEST_DECIMAL, places = 2, ...options }: CellOptions & Limits & { places?: number } = {},
) {
  const form = withLimits(`number, at most ${places} decimals`, { min, max });
  const refusals = numberRefusals(form, min);
  const pattern = new RegExp(`^-?\\d{1,30}(?:\\.\\d{1,${places}})?$`);
  return plainCell(property, {
    ...options,
    form,
    parse: (value) => {
      if (!pattern.test(value)) return refusals.notANumber;
      return refusals.outside(Number(value), { min, max }) ?? withPlaces(value, places);
    },
  });
}

/** Area in mu (亩), two decimals, read as a string; at most that of the largest county unless told. */
export const mu = <const Property extends string>(property: Property, options: CellOptions & Limits = {}) =>
  decimal(property, { max: LARGEST_MU, ...options, places: 2 });

/** Calendar date, `2020-12-31`, from 1900 to 2100. */
export function isoDate<const Property extends string>(property: Property, options: CellOptions = {}) {
  const form = `date, YYYY-MM-DD, ${DAYS.first} to ${DAYS.last}`;
  return dayCell(property, { ...options, form, isInBounds: isDayInBounds });
}

/** Date of birth: a calendar date from 1900 that is not to come. */
export function birthDate<const Property extends string>(property: Property, options: CellOptions = {}) {
  const form = `date, YYYY-MM-DD, ${DAYS.first} to today`;
  return dayCell(property, { ...options, form, isInBounds: isBirthDateInBounds });
}

function dayCell<const Property extends string>(
  property: Property,
  { isInBounds, ...options }: CellOptions & { form: string; isInBounds: (day: string) => boolean },
) {
  const impossible = new Refusal('IMPOSSIBLE_DATE', 'a day of the calendar as YYYY-MM-DD');
  const outOfRange = new Refusal('OUT_OF_RANGE', options.form);
  return plainCell(property, {
    ...options,
    parse: (value) => {
      if (!isCalendarDate(value)) return impossible;
      return isInBounds(value) ? value : outOfRange;
    },
  });
}

/** Moment with its zone, `2020-12-31T08:00:00+08:00`, from 1900 to 2100. */
export function dateTime<const Property extends string>(property: Property, options: CellOptions = {}) {
  const form = `date, time and zone, as 2020-12-31T08:00:00+08:00, ${DAYS.first} to ${DAYS.last}`;
  const impossible = new Refusal('IMPOSSIBLE_DATE', form);
  const outOfRange = new Refusal('OUT_OF_RANGE', form);
  const pattern = /^(\d{4}-\d\d-\d\d)T\d\d:\d\d(:\d\d(\.\d{1,3})?)?(Z|[+-]\d\d:\d\d)$/;
  return plainCell(property, {
    ...options,
    form,
    parse: (value) => {
      const day = pattern.exec(value)?.[1];
      const moment = new Date(value);
      if (!day || !isCalendarDate(day) || Number.isNaN(moment.getTime())) return impossible;
      return isDayInBounds(day) ? moment : outOfRange;
    },
  });
}

const YES = new Set(['Y', 'y', '是', 'true', '1']);
const NO = new Set(['N', 'n', '否', 'false', '0']);

/** Yes or no: `Y`/`N`, `是`/`否`, `true`/`false`, `1`/`0`. */
export function yesNo<const Property extends string>(property: Property, options: CellOptions = {}) {
  const form = 'Y or N (also 是/否, true/false, 1/0)';
  const unknown = new Refusal('UNKNOWN_CODE', form);
  return plainCell(property, {
    ...options,
    form,
    parse: (value) => (YES.has(value) ? true : NO.has(value) ? false : unknown),
  });
}

/** Division code of 12 digits that need not be known yet; to refer to a known region use `region`. */
export function regionCode<const Property extends string>(property: Property, options: CellOptions = {}) {
  const form = 'division code, 12 digits';
  const malformed = new Refusal('MALFORMED_IDENTIFIER', form);
  return plainCell(property, {
    ...options,
    form,
    parse: (value) => (isRegionCode(value) ? value : malformed),
  });
}

function numberRefusals(form: string, min: number) {
  const notANumber = new Refusal('NOT_A_NUMBER', form);
  const negative = new Refusal('NEGATIVE_AMOUNT', form);
  const outOfRange = new Refusal('OUT_OF_RANGE', form);
  const outside = (value: number, { max = Infinity }: Limits) => {
    if (value < min) return value < 0 && min >= 0 ? negative : outOfRange;
    return value > max ? outOfRange : null;
  };
  return { notANumber, negative, outOfRange, outside };
}

const withLimits = (form: string, { min, max }: { min: number; max: number }) => `${form}, ${min} to ${max}`;

const LARGEST_DECIMAL = 1_000_000_000;

const fen = (amount: number) => BigInt(Math.round(amount * 100));

function withPlaces(value: string, places: number): string {
  const [whole = '', decimals = ''] = value.split('.');
  return places === 0 ? whole : `${whole}.${decimals.padEnd(places, '0')}`;
}
