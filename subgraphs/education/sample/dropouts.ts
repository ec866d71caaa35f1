import type { SampleHousehold } from '@hearth/kit/sample/household.ts';
import type { SamplePerson } from '@hearth/kit/sample/person.ts';
import type { SampleContext, SampleRow } from '@hearth/kit/sample/rows.ts';
import { DROPOUT_CAUSES } from '../codes.ts';
import { isCompulsory } from '../rules.ts';
import { identity } from './pupils.ts';
import { schoolFor } from './schools.ts';

/** A case for whoever is out of school, and for a few who came back or grew too old. */
export function dropoutRows(
  person: SamplePerson,
  { village }: SampleHousehold,
  context: SampleContext,
): SampleRow[] {
  const outcome = outcomeOf(person, context);
  if (outcome === null) return [];
  const { random } = context;
  const { stage, grade } = leftAt(person);
  const { code, name } = schoolFor(stage, village.code, false);
  return [
    {
      ...identity(person),
      region_code: village.code,
      stage,
      grade,
      school_code: code,
      school_name: name,
      cause: random.pick(DROPOUT_CAUSES),
      responsible_person:
        outcome['status'] === 'OUT_OF_SCHOOL' ? null : random.pick(['李老师', '王校长', '张支书']),
      visits: outcome['status'] === 'OUT_OF_SCHOOL' ? 0 : random.integer(1, 9),
      ...outcome,
    },
  ];
}

/** State, day of leaving and return; null for whoever never left. */
function outcomeOf(person: SamplePerson, { random, daysAgo }: SampleContext): SampleRow | null {
  if (person.isDropout) {
    const status = random.pick(['OUT_OF_SCHOOL', 'PERSUADING', 'PERSUADING']);
    return { status, left_on: daysAgo(random.integer(10, 115)) };
  }
  if (person.age >= 8 && person.schooling !== null && isCompulsory(person.schooling.stage)) {
    if (!random.chance(0.06)) return null;
    const left_on = daysAgo(random.integer(60, 300));
    return {
      status: 'RETURNED',
      left_on,
      returned_on: daysAgo(random.integer(1, 50)),
      return_form: random.pick(['FORMER_CLASS', 'FORMER_CLASS', 'OTHER_SCHOOL', 'TRANSITION_CLASS']),
    };
  }
  const isTooOld = person.age >= 16 && person.age <= 17 && person.schooling === null;
  return isTooOld && random.chance(0.4)
    ? { status: 'RELEASED', left_on: daysAgo(random.integer(500, 900)) }
    : null;
}

/** Stage and grade that were left, by today's schooling or age. */
function leftAt({ schooling, age }: SamplePerson): { stage: 'PRIMARY' | 'JUNIOR'; grade: number } {
  if (schooling?.stage === 'PRIMARY') return { stage: 'PRIMARY', grade: schooling.grade };
  if (schooling?.stage === 'JUNIOR') return { stage: 'JUNIOR', grade: schooling.grade };
  if (age <= 11) return { stage: 'PRIMARY', grade: age - 5 };
  return { stage: 'JUNIOR', grade: Math.min(3, age - 11) };
}
