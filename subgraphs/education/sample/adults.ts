import type { SampleHousehold } from '@hearth/kit/sample/household.ts';
import type { SamplePerson } from '@hearth/kit/sample/person.ts';
import type { RowsByKind, SampleContext, SampleRow } from '@hearth/kit/sample/rows.ts';
import { trainingOf } from '@hearth/kit/sample/support.ts';
import type { EducationLevel, EducationStage } from '../codes.ts';
import { type Levels, parentsLevel } from './levels.ts';
import { identity, schoolYearOf } from './pupils.ts';
import { easternPartnerOf, schoolFor } from './schools.ts';

/** Level of education, training and work after graduation of a household's adults. */
export function adultRows(household: SampleHousehold, levels: Levels, context: SampleContext): RowsByKind {
  const adults = [...levels];
  return {
    'highest-educations': adults.map(([person, level]) => ({
      ...identity(person),
      level,
      parents_level: parentsLevel(person, levels),
    })),
    'skill-trainings': adults.flatMap(([person]) => trainingRows(person, household, context)),
    'graduate-employments': adults.flatMap(([person, level]) =>
      employmentRows(person, level, household, context),
    ),
  };
}

function trainingRows(person: SamplePerson, household: SampleHousehold, context: SampleContext): SampleRow[] {
  const { random, daysAgo } = context;
  const training = trainingOf(person, household, context);
  if (!training) return [];
  const { kind, course, result, begunDaysAgo, endedDaysAgo } = training;
  const isByPartner = random.chance(0.2);
  return [
    {
      ...identity(person),
      kind,
      course,
      provider: isByPartner ? '东西部协作培训基地' : '县职业技术学校',
      hours: random.pick([24, 40, 56, 80]),
      started_on: daysAgo(begunDaysAgo),
      ended_on: endedDaysAgo === null ? null : daysAgo(endedDaysAgo),
      result,
      certificate: result === 'CERTIFIED' ? `${course}培训合格证` : null,
      employed_afterwards: result === 'UNDER_WAY' ? null : person.work !== null,
      partner_region_code: isByPartner ? easternPartnerOf(household.village.code) : null,
    },
  ];
}

/** The stage that ends with a level; lower levels are no graduation that anybody follows up. */
const STAGE_OF_LEVEL: Partial<Record<EducationLevel, EducationStage>> = {
  SENIOR: 'VOCATIONAL',
  COLLEGE: 'HIGHER',
  UNIVERSITY: 'HIGHER',
};

/** What became of those who left vocational school or college within a few years. */
function employmentRows(
  person: SamplePerson,
  level: EducationLevel,
  { village }: SampleHousehold,
  { random, today, daysAgo }: SampleContext,
): SampleRow[] {
  const stage = STAGE_OF_LEVEL[level];
  if (stage === undefined || person.age > 27) return [];
  const graduationAge = level === 'SENIOR' ? 18 : 22;
  const yearsAgo = Math.max(0, person.age - graduationAge);
  const isAtWork = person.work !== null;
  const destination = isAtWork
    ? random.weighted({ EMPLOYED: 75, FLEXIBLE: 20, SELF_EMPLOYED: 5 })
    : random.pick(['SEEKING', 'SEEKING', 'NOT_SEEKING']);
  return [
    {
      ...identity(person),
      stage,
      school_name: schoolFor(stage, village.code, false).name,
      graduated_on: `${schoolYearOf(today) - yearsAgo}-07-01`,
      destination,
      organisation:
        destination === 'EMPLOYED'
          ? random.pick(['县人民医院', '某电子厂', '某建筑公司', '乡镇中心小学'])
          : null,
      work_region_code: workRegion(person, village.code),
      monthly_wage: isAtWork ? random.integer(26, 72) * 100 : null,
      helped: random.chance(0.5),
      checked_on: daysAgo(random.integer(5, 60)),
    },
  ];
}

/** Where somebody from a village works; null without work. */
function workRegion({ work }: SamplePerson, village: string): string | null {
  switch (work?.place) {
    case undefined:
      return null;
    case 'TOWNSHIP':
      return village.slice(0, 9).padEnd(12, '0');
    case 'COUNTY':
      return village.slice(0, 6).padEnd(12, '0');
    case 'PROVINCE':
      return village.slice(0, 2).padEnd(12, '0');
    case 'OTHER_PROVINCE':
      return easternPartnerOf(village);
  }
}
