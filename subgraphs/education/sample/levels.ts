import type { SampleHousehold } from '@hearth/kit/sample/household.ts';
import type { Relation, SamplePerson } from '@hearth/kit/sample/person.ts';
import type { Random } from '@hearth/kit/sample/random.ts';
import type { SampleContext } from '@hearth/kit/sample/rows.ts';
import { EDUCATION_LEVELS, type EducationLevel } from '../codes.ts';

/** What each adult who has left school reached. */
export type Levels = ReadonlyMap<SamplePerson, EducationLevel>;

/** The levels of a household's adults. */
export function levelsOf({ members }: SampleHousehold, { random }: SampleContext): Levels {
  const adults = members.filter(({ age, schooling }) => age >= 16 && schooling === null);
  return new Map(adults.map((person) => [person, levelAt(person.age, random)]));
}

/** Weights of the levels by age: the younger, the longer at school. */
function levelAt(age: number, random: Random): EducationLevel {
  if (age < 20) return random.weighted({ JUNIOR: 60, SENIOR: 40 });
  if (age < 30) return random.weighted({ PRIMARY: 4, JUNIOR: 40, SENIOR: 30, COLLEGE: 16, UNIVERSITY: 10 });
  if (age < 50) return random.weighted({ ILLITERATE: 3, PRIMARY: 32, JUNIOR: 50, SENIOR: 12, COLLEGE: 3 });
  return random.weighted({ ILLITERATE: 24, PRIMARY: 52, JUNIOR: 20, SENIOR: 4 });
}

/** Who in the household is a parent of whom. */
const PARENTS_OF: Partial<Record<Relation, readonly Relation[]>> = {
  HEAD: ['PARENT'],
  CHILD: ['HEAD', 'SPOUSE'],
};

/** The higher level of the parents in the household; null when none of them is there. */
export function parentsLevel({ relation }: SamplePerson, levels: Levels): EducationLevel | null {
  const parents = PARENTS_OF[relation] ?? [];
  const reached = new Set(
    [...levels].filter(([person]) => parents.includes(person.relation)).map(([, level]) => level),
  );
  return EDUCATION_LEVELS.findLast((level) => reached.has(level)) ?? null;
}
