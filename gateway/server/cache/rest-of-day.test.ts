import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { today } from '@hearth/kit/today.ts';
import { restOfDay } from './rest-of-day.ts';

describe('the rest of a day', () => {
  it.each([
    ['noon in China', '2026-03-01T04:00:00Z', 12 * 3_600_000 - 30_000],
    ['a minute before midnight', '2026-03-01T15:59:00Z', 30_000],
    ['when it may be tomorrow already', '2026-03-01T15:59:40Z', 0],
    ['when it may be yesterday still', '2026-03-01T16:00:20Z', 0],
    ['after that', '2026-03-01T16:00:30Z', 86_400_000 - 60_000],
  ])('is right at %s', (_, time, rest) => {
    expect(restOfDay(Date.parse(time))).toBe(rest);
  });

  it('ends before any clock that differs by less than the tolerance has another day', () => {
    const time = fc.integer({ min: Date.UTC(2020, 0), max: Date.UTC(2040, 0) });
    const skew = fc.integer({ min: -29_999, max: 29_999 });
    fc.assert(
      fc.property(time, skew, fc.nat(86_400_000), (now, difference, later) => {
        fc.pre(later < restOfDay(now));
        expect(today(new Date(now + later + difference))).toBe(today(new Date(now + difference)));
      }),
    );
  });
});
