import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tablesOf } from './breakdown.ts';
import { ALL, children, COUNTIES, leftOf, lies, own, sumsOf, takings } from './country.testing.ts';
import { tellFigures } from './suppression.ts';

type Kind = 'IN' | 'OUT';
interface Asked {
  readonly kind?: Kind | null;
  readonly ownership?: 'PUBLIC' | 'PRIVATE' | null;
  readonly year?: number;
}

const disclosure = { counts: ['people', 'healed'], parts: [['people', 'healed']] } as const;
const breakdown = { kind: ['IN', 'OUT'], ownership: ['PUBLIC', 'PRIVATE'] } as const;
const variantsOf = (args: Asked) =>
  tablesOf(disclosure, breakdown, args).map(({ variants }) =>
    variants.map(({ kind, ownership }) => `${kind ?? ''} ${ownership ?? ''}`.trim()),
  );

describe('the tables that a figure stands in', () => {
  it('should be the figure alone when it is asked as a whole', () => {
    expect(variantsOf({ year: 2024 })).toEqual([['']]);
    expect(variantsOf({ kind: null })).toEqual([['']]);
  });

  it('should be the whole, and the whole with all its parts, when it is asked for a part', () => {
    expect(variantsOf({ kind: 'OUT' })).toEqual([[''], ['', 'IN', 'OUT']]);
  });

  it('should have a table for each choice among the arguments when more than one is given', () => {
    expect(variantsOf({ kind: 'OUT', ownership: 'PUBLIC' })).toEqual([
      [''],
      ['', 'IN', 'OUT'],
      ['', 'PUBLIC', 'PRIVATE'],
      ['', 'PUBLIC', 'PRIVATE', 'IN', 'IN PUBLIC', 'IN PRIVATE', 'OUT', 'OUT PUBLIC', 'OUT PRIVATE'],
    ]);
  });

  it('should leave all other arguments as they are', () => {
    const [, table] = tablesOf(disclosure, breakdown, { kind: 'IN', year: 2024 } as Asked);
    expect(table!.variants.map(({ year }) => year)).toEqual([2024, 2024, 2024]);
  });
});

/** People of a county: who was treated in one way alone, and in both or in none that is known. */
const countyWith = (others: { readonly both: readonly number[]; readonly unknown: readonly number[] }) =>
  fc.record({
    onlyIn: fc.constantFrom(0, 0, 3, 12, 40),
    onlyOut: fc.constantFrom(0, 5, 15, 60),
    both: fc.constantFrom(...others.both),
    unknown: fc.constantFrom(...others.unknown),
  });
const countiesWith = (others: Parameters<typeof countyWith>[0]) =>
  fc.array(countyWith(others), { minLength: COUNTIES.length, maxLength: COUNTIES.length });

describe('figures of parts', () => {
  it('should let nobody work out one to nine people from parts, wholes and regions together', () => {
    const told = { whole: 0, parts: 0 };
    fc.assert(
      fc.property(
        fc.oneof(
          countiesWith({ both: [0, 0, 4, 20], unknown: [0] }),
          countiesWith({ both: [0], unknown: [0, 0, 0, 2, 11] }),
        ),
        own,
        (counties, mine) => {
          const peopleOf = {
            ALL: sumsOf(counties.map((c) => ({ people: c.onlyIn + c.onlyOut + c.both + c.unknown }))),
            IN: sumsOf(counties.map((c) => ({ people: c.onlyIn + c.both }))),
            OUT: sumsOf(counties.map((c) => ({ people: c.onlyOut + c.both }))),
          };
          const isTold = (args: { readonly kind: Kind | null }) => {
            const all = tablesOf({ counts: ['people'] }, { kind: ['IN', 'OUT'] }, args).map(
              ({ variants, join, disclosure: joint }) => {
                const figures = new Map(
                  ALL.map((code) => [
                    code,
                    join(variants.map(({ kind }) => peopleOf[kind ?? 'ALL'].get(code)!)),
                  ]),
                );
                return tellFigures({ disclosure: joint, figures, children, own: mine });
              },
            );
            return (code: string) => all.every((isOne) => isOne(code));
          };
          const others = ALL.filter((code) => !mine.some((region) => lies(code, region)));
          const wholes = others.filter(isTold({ kind: null }));
          const parts = others.filter(isTold({ kind: 'IN' }));
          expect(parts).toEqual(others.filter(isTold({ kind: 'OUT' })));
          expect(wholes).toEqual(expect.arrayContaining(parts));
          told.whole += wholes.length;
          told.parts += parts.length;
          const isKnowable = (count: number) => count !== 0 && Math.abs(count) < 10;
          for (const taking of takings(parts, mine)) {
            const left = (kind: keyof typeof peopleOf) =>
              leftOf(taking, mine, (code) => peopleOf[kind].get(code)!.people);
            const [all, inside, outside] = [left('ALL'), left('IN'), left('OUT')];
            const workedOut = [all, inside, outside, all - inside, all - outside, all - inside - outside];
            expect(workedOut.filter(isKnowable)).toEqual([]);
          }
        },
      ),
      { numRuns: 300 },
    );
    expect(told.parts).toBeGreaterThan(100);
    expect(told.whole).toBeGreaterThan(told.parts);
  });
});
