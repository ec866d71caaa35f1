import { describe, expect, it } from 'vitest';
import { withYear } from './year-argument.ts';

describe('a year as an argument', () => {
  it('should be one that records bear', () => {
    expect(withYear({ year: 1949, kind: 'X' })).toEqual({ year: 1949, kind: 'X' });
    expect(withYear({ year: 2100 })).toEqual({ year: 2100 });
  });

  it.each([1948, 2101, -1])('should be refused by name when it is %i', (year) => {
    expect(() => withYear({ year })).toThrow(`Argument "year" is ${year}; ask for 1949 to 2100.`);
  });
});
