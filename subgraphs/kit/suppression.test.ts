import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ALL, children, COUNTIES, leftOf, lies, own, pad, sumsOf, takings } from './country.testing.ts';
import { ABOUT_NOBODY, tellFigures, tellsOfSomebody } from './suppression.ts';

const disclosure = { counts: ['people', 'insured'], parts: [['people', 'insured']] } as const;
const tells = (people: number, insured: number) => tellsOfSomebody({ people, insured }, disclosure);

describe('a figure', () => {
  it.each([
    { people: 500, insured: 480, does: false, why: 'all its counts are large' },
    { people: 500, insured: 500, does: false, why: 'nobody is left out' },
    { people: 0, insured: 0, does: false, why: 'there is nobody' },
    { people: 500, insured: 0, does: false, why: 'nobody is counted in' },
    { people: 9, insured: 0, does: true, why: 'it is about nine' },
    { people: 500, insured: 1, does: true, why: 'it counts one' },
    { people: 500, insured: 497, does: true, why: 'three can be worked out who are not counted in' },
  ])('should tell of somebody: $does, when $why', ({ people, insured, does }) => {
    expect(tells(people, insured)).toBe(does);
  });

  it('should leave no group of one to nine people to be worked out, whatever it counts', () => {
    const counts = fc.nat({ max: 40 });
    fc.assert(
      fc.property(counts, counts, (insured, uninsured) => {
        const groups = [insured + uninsured, insured, uninsured];
        const isSmall = groups.some((group) => group > 0 && group < 10);
        expect(tells(insured + uninsured, insured)).toBe(isSmall);
      }),
    );
  });

  it('should tell of nobody when it is about places alone', () => {
    expect(tellsOfSomebody({ schools: 3 }, ABOUT_NOBODY)).toBe(false);
  });
});

type People = { readonly people: number; readonly insured: number };

/** The people of the counties: the insured and the others. */
const people = fc
  .array(fc.tuple(fc.constantFrom(0, 2, 7, 10, 13, 40), fc.constantFrom(0, 4, 11, 30)), {
    minLength: COUNTIES.length,
    maxLength: COUNTIES.length,
  })
  .map((counties) => counties.map(([insured, others]): People => ({ people: insured + others, insured })));

function toldTo(counties: readonly People[], mine: readonly string[]) {
  const figures = sumsOf(counties);
  return { figures, isTold: tellFigures({ disclosure, figures, children, own: mine }) };
}

describe('figures of regions beyond the caller’s own', () => {
  const toldOf = (...insured: number[]) => {
    const counties = COUNTIES.map((_, index) => insured[index] ?? 40);
    const { isTold } = toldTo(
      counties.map((count) => ({ people: count, insured: count })),
      [],
    );
    return COUNTIES.slice(0, 3).filter((county) => isTold(pad(county)));
  };

  it('should be told when none is small', () => {
    expect(toldOf(30, 20, 12)).toEqual(['510101', '510102', '510103']);
  });

  it('should lack a small one, and the smallest beside it, from which it could be worked out', () => {
    expect(toldOf(30, 20, 4)).toEqual(['510101']);
  });

  it('should lack no other when those that are small are large together', () => {
    expect(toldOf(30, 8, 9)).toEqual(['510101']);
    expect(toldOf(0, 8, 9)).toEqual(['510101']);
  });

  it('should lack what lies within a region that is left out', () => {
    const one = (count: number) => ({ people: count, insured: count });
    const { isTold } = toldTo(
      [one(4), one(0), one(0), one(20), one(20), one(20), ...Array.from({ length: 6 }, () => one(40))],
      [],
    );
    expect(ALL.filter((code) => lies(code, pad('51'))).filter(isTold)).toEqual([pad('51')]);
  });

  it('should let nobody work out one to nine people, whatever regions they take from whatever others', () => {
    let told = 0;
    let suppressed = 0;
    fc.assert(
      fc.property(people, own, (counties, mine) => {
        const { figures, isTold } = toldTo(counties, mine);
        const isOwn = (code: string) => mine.some((region) => lies(code, region));
        const open = ALL.filter((code) => !isOwn(code) && isTold(code));
        told += open.length;
        suppressed += ALL.length - open.length;
        for (const taking of takings(open, mine)) {
          const left = (cell: keyof People) => leftOf(taking, mine, (code) => figures.get(code)![cell]);
          expect(tellsOfSomebody({ people: left('people'), insured: left('insured') }, disclosure)).toBe(
            false,
          );
        }
      }),
      { numRuns: 300 },
    );
    expect(told).toBeGreaterThan(300);
    expect(suppressed).toBeGreaterThan(300);
  });

  it('should be told to several callers only as to one who sees no region, and give away nothing by being compared', () => {
    let compared = 0;
    fc.assert(
      fc.property(people, fc.array(own, { minLength: 2, maxLength: 4 }), (counties, callers) => {
        const { figures, isTold: isToldToAll } = toldTo(counties, []);
        const open = ALL.filter((code) =>
          callers.some((mine) => {
            const isOwn = mine.some((region) => lies(code, region));
            return !isOwn && toldTo(counties, mine).isTold(code);
          }),
        );
        expect(open.filter((code) => !isToldToAll(code))).toEqual([]);
        compared += open.length;
        for (const taking of takings(open, [])) {
          const left = (cell: keyof People) => leftOf(taking, [], (code) => figures.get(code)![cell]);
          expect(tellsOfSomebody({ people: left('people'), insured: left('insured') }, disclosure)).toBe(
            false,
          );
        }
      }),
      { numRuns: 200 },
    );
    expect(compared).toBeGreaterThan(300);
  });
});
