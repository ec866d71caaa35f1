import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { significantPrefix } from '@hearth/schema/protocol/region-code.ts';
import { ABOUT_NOBODY, Suppression, tellsOfSomebody } from './suppression.ts';

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

/** A country of two provinces, their prefectures and counties, of which some have no people. */
const COUNTIES = ['51', '52'].flatMap((province) =>
  ['01', '02'].flatMap((prefecture) => ['01', '02', '03'].map((county) => province + prefecture + county)),
);
const pad = (prefix: string) => prefix.padEnd(12, '0');
const REGIONS = [2, 4, 6].map((digits) => [
  ...new Set(COUNTIES.map((county) => pad(county.slice(0, digits)))),
]);
const ALL = REGIONS.flat();

type People = { readonly people: number; readonly insured: number };

/** The people of the counties: the insured and the others. */
const people = fc
  .array(fc.tuple(fc.constantFrom(0, 2, 7, 10, 13, 40), fc.constantFrom(0, 4, 11, 30)), {
    minLength: COUNTIES.length,
    maxLength: COUNTIES.length,
  })
  .map((counties) => counties.map(([insured, others]): People => ({ people: insured + others, insured })));
const own = fc.subarray(ALL, { maxLength: 2 }).map(withoutCovered);

function withoutCovered(codes: readonly string[]): string[] {
  return codes.filter((code) => !codes.some((other) => other !== code && lies(code, other)));
}

const lies = (code: string, within: string) => code.startsWith(significantPrefix(within));

function suppressionOf(counties: readonly People[], mine: readonly string[]) {
  const figures = new Map(
    ALL.map((code) => {
      const inside = counties.filter((_, index) => lies(pad(COUNTIES[index]!), code));
      const sum = (cell: keyof People) => inside.reduce((total, each) => total + each[cell], 0);
      return [code, { people: sum('people'), insured: sum('insured') }] as const;
    }),
  );
  const children = new Map(
    ALL.map((code) => {
      const level = REGIONS.findIndex((codes) => codes.includes(code));
      return [code, (REGIONS[level + 1] ?? []).filter((below) => lies(below, code))];
    }),
  );
  return { figures, suppression: new Suppression({ disclosure, figures, children, own: mine }) };
}

describe('figures of regions beyond the caller’s own', () => {
  const toldOf = (...insured: number[]) => {
    const counties = COUNTIES.map((_, index) => insured[index] ?? 40);
    const { suppression } = suppressionOf(
      counties.map((count) => ({ people: count, insured: count })),
      [],
    );
    return COUNTIES.slice(0, 3).filter((county) => suppression.isTold(pad(county)));
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
    const { suppression } = suppressionOf(
      [one(4), one(0), one(0), one(20), one(20), one(20), ...Array.from({ length: 6 }, () => one(40))],
      [],
    );
    expect(ALL.filter((code) => lies(code, pad('51'))).filter((code) => suppression.isTold(code))).toEqual([
      pad('51'),
    ]);
  });

  it('should let nobody work out one to nine people, whatever regions they take from whatever others', () => {
    let told = 0;
    let suppressed = 0;
    fc.assert(
      fc.property(people, own, (counties, mine) => {
        const { figures, suppression } = suppressionOf(counties, mine);
        const isOwn = (code: string) => mine.some((region) => lies(code, region));
        const open = ALL.filter((code) => !isOwn(code) && suppression.isTold(code));
        told += open.length;
        suppressed += ALL.length - open.length;
        const known = [...open, ...mine];
        for (const whole of open) {
          const parts = known.filter((code) => code !== whole && lies(code, whole));
          for (const taken of subsets(parts)) {
            const disjoint = taken.every(
              (code) => !taken.some((other) => other !== code && lies(code, other)),
            );
            if (!disjoint) continue;
            const rest = (cell: keyof People) =>
              taken.reduce((left, code) => left - figures.get(code)![cell], figures.get(whole)![cell]);
            const [all, insured] = [rest('people'), rest('insured')];
            // What the caller sees anyway is no secret, alone or among others.
            const seen = (cell: keyof People) =>
              mine
                .filter((code) => lies(code, whole) && !taken.some((other) => lies(code, other)))
                .reduce((sum, code) => sum + figures.get(code)![cell], 0);
            const beyond = { people: all - seen('people'), insured: insured - seen('insured') };
            expect(tellsOfSomebody(beyond, disclosure)).toBe(false);
          }
        }
      }),
      { numRuns: 300 },
    );
    expect(told).toBeGreaterThan(300);
    expect(suppressed).toBeGreaterThan(300);
  });
});

function subsets<Item>(items: readonly Item[]): Item[][] {
  return Array.from({ length: 2 ** items.length }, (_, chosen) =>
    items.filter((_item, index) => (chosen >> index) % 2 === 1),
  );
}
