import { LARGEST_YUAN } from '@hearth/schema/protocol/bounds.ts';
import { getNamedType, type GraphQLInputType, isEnumType } from 'graphql';

/** Values of one type of argument that a caller may send by mistake or on purpose. */
export interface OddValues {
  /** Values that must be refused. */
  readonly wrong: readonly unknown[];
  /** Values at the edge: refused by a rule or answered, but never a failure. */
  readonly edge: readonly unknown[];
}

/** Texts that no database can hold. */
export const UNSTORABLE = ['a\0b', '\0', `half ${'\u{1F600}'.slice(0, 1)}`, '\u{1F600}'.slice(1)];
const texts = ['', ' ', 'x'.repeat(5_000), '\uFFFF\u200B', "'; drop table x; --", '%', '~', '\u{1F600}'];

const byType: Readonly<Record<string, OddValues>> = {
  ID: { wrong: UNSTORABLE, edge: texts },
  String: { wrong: UNSTORABLE, edge: texts },
  Cursor: { wrong: ['', ...UNSTORABLE], edge: [Buffer.from('["a","\\u0000"]').toString('base64url')] },
  RegionCode: {
    wrong: [...UNSTORABLE, '53', '000000000000', 530_000_000_000, '53000000000\0'],
    edge: ['999999999999', '530000000001'],
  },
  CitizenId: { wrong: [...UNSTORABLE, '110105194912310021'], edge: ['11010519491231002X'] },
  Date: {
    wrong: [
      ...UNSTORABLE,
      '0000-01-01',
      '0001-01-01',
      '-0044-03-15',
      '1899-12-31',
      '2101-01-01',
      '9999-12-31',
      '2024-02-30',
      '2024/1/5',
      '2024-01-05\0',
      20_240_105,
    ],
    edge: ['1900-01-01', '2100-12-31'],
  },
  Yuan: {
    wrong: [...UNSTORABLE, '1e3', 'NaN', '1,234.50', 1.5, '92233720368547758.07', `${LARGEST_YUAN}.01`, 1e15],
    edge: [`${LARGEST_YUAN}`, `-${LARGEST_YUAN}`, 0],
  },
  Int: { wrong: [2 ** 31, -(2 ** 31) - 1, 1.5, '1'], edge: [-1, 0, 1, 2 ** 31 - 1, -(2 ** 31)] },
  Float: { wrong: ['1', 'NaN'], edge: [-1, 0, 1e308, -1e308, 1e-300, 123_456_789_012_345_680_000] },
  Boolean: { wrong: ['true', 1], edge: [] },
};

/** The odd values of an argument, or of a field of an input. */
export function oddValuesOf(type: GraphQLInputType): OddValues {
  const named = getNamedType(type);
  if (isEnumType(named)) return { wrong: ['NO_SUCH_VALUE', 'A\0', 1], edge: [] };
  const values = byType[named.name];
  if (!values) throw new TypeError(`The suite knows no odd values of ${named.name}.`);
  return values;
}

/** A value as it is written in a query. */
export function asLiteral(value: unknown): string {
  return typeof value === 'string'
    ? JSON.stringify(value) // escapes NUL and lone surrogates
    : String(value);
}
