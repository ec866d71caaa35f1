import { assert, constantFrom, integer, property, tuple } from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ancestorRegions,
  isWithinRegion,
  parentRegion,
  regionLevel,
  regionRange,
  significantPrefix,
} from './region-code.ts';

const digits = (length: number) =>
  integer({ min: 0, max: 10 ** length - 1 }).map((number) => String(number).padStart(length, '0'));
const codes = tuple(integer({ min: 11, max: 82 }).map(String), constantFrom(2, 4, 6, 9, 12), digits(10)).map(
  ([province, length, rest]) => (province + rest).slice(0, length).padEnd(12, '0'),
);

/** Order of bytes, as an index collated "C" has it. */
const inRange = (code: string, { from, before }: { from: string; before: string }) =>
  from <= code && code < before;

describe('region codes', () => {
  it.each([
    ['530000000000', 'PROVINCE', '53', null],
    ['530100000000', 'PREFECTURE', '5301', '530000000000'],
    ['530102000000', 'COUNTY', '530102', '530100000000'],
    ['530102003000', 'TOWNSHIP', '530102003', '530102000000'],
    ['530102003201', 'VILLAGE', '530102003201', '530102003000'],
    ['441900003000', 'TOWNSHIP', '441900003', '441900000000'],
  ])('%s is a %s', (code, level, prefix, parent) => {
    expect(regionLevel(code)).toBe(level);
    expect(significantPrefix(code)).toBe(prefix);
    expect(parentRegion(code)).toBe(parent);
  });

  it('know all regions above, the province first', () => {
    expect(ancestorRegions('530102003201')).toEqual([
      '530000000000',
      '530100000000',
      '530102000000',
      '530102003000',
    ]);
    expect(ancestorRegions('441900003201')).toEqual(['440000000000', '441900000000', '441900003000']);
  });

  it('lie within themselves and every region above', () => {
    assert(
      property(codes, (code) =>
        [code, ...ancestorRegions(code)].every((above) => isWithinRegion(code, above)),
      ),
    );
  });

  it('do not hold the regions above them', () => {
    assert(property(codes, (code) => ancestorRegions(code).every((above) => !isWithinRegion(above, code))));
  });

  it('lie in the range of a region just when they lie within it', () => {
    assert(
      property(
        codes,
        codes,
        (code, other) => inRange(code, regionRange(other)) === isWithinRegion(code, other),
      ),
    );
    assert(
      property(codes, (code) => ancestorRegions(code).every((above) => inRange(code, regionRange(above)))),
    );
  });

  it('have a parent that is a region and wider', () => {
    assert(
      property(codes, (code) => {
        const parent = parentRegion(code);
        return parent === null || significantPrefix(parent).length < significantPrefix(code).length;
      }),
    );
  });

  it.each(['', '53', '000000000000', '530000000000 ', 'abcdefghijkl'])('are not %j', (text) => {
    expect(() => regionLevel(text)).toThrow('no division code of 12 digits');
    expect(isWithinRegion(text, '530000000000')).toBe(false);
  });
});
