import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ABOUT_NOBODY, tellsOfSomebody } from './figures.ts';

const disclosure = { counts: ['people', 'insured'], parts: { people: ['insured'] } } as const;
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
