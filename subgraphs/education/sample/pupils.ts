import type { SampleHousehold } from '@hearth/kit/sample/household.ts';
import type { SamplePerson } from '@hearth/kit/sample/person.ts';
import type { Random } from '@hearth/kit/sample/random.ts';
import type { RowsByKind, SampleContext, SampleRow } from '@hearth/kit/sample/rows.ts';
import type { EducationAidProgramme, EducationStage } from '../codes.ts';
import { type CostParts, isCompulsory, selfPaid } from '../rules.ts';
import { type SampleSchool, schoolFor } from './schools.ts';

/** A member who is at school, with what the rows about them have in common. */
interface Pupil {
  readonly person: SamplePerson;
  readonly stage: EducationStage;
  readonly grade: number;
  readonly school: SampleSchool;
  readonly isBoarding: boolean;
  readonly hardship: Hardship;
}

type Hardship = 'NONE' | 'SLIGHT' | 'MODERATE' | 'SEVERE';

/** Enrolment, cost and aid of a household's members at school. */
export function pupilRows(household: SampleHousehold, context: SampleContext): RowsByKind {
  const pupils = household.members.flatMap((person) => pupilOf(person, household, context));
  return {
    'school-enrolments': pupils.flatMap((pupil) => [
      enrolmentRow(pupil, context),
      ...earlierEnrolmentRows(pupil, household, context),
    ]),
    'education-costs': pupils.map((pupil) => costRow(pupil, context)),
    'education-aid-awards': pupils.flatMap((pupil) => awardRows(pupil, context)),
  };
}

function pupilOf(person: SamplePerson, household: SampleHousehold, { random }: SampleContext): Pupil[] {
  if (person.schooling === null) return [];
  const { stage, grade } = person.schooling;
  const school = schoolFor(stage, household.village.code, random.chance(0.25));
  const isBoarding = random.chance(BOARDING[stage]);
  return [{ person, stage, grade, school, isBoarding, hardship: hardshipOf(household, random) }];
}

/** How likely a student of each stage lives at school. */
const BOARDING: Record<EducationStage, number> = {
  PRESCHOOL: 0,
  PRIMARY: 0.2,
  JUNIOR: 0.6,
  SENIOR: 0.9,
  VOCATIONAL: 0.9,
  HIGHER: 1,
};

function hardshipOf({ kind, monitoringCategory }: SampleHousehold, random: Random): Hardship {
  if (kind === 'LIFTED_DIBAO' || kind === 'LIFTED_TEKUN') return 'SEVERE';
  if (kind === 'LIFTED' || monitoringCategory !== 'NONE') return 'MODERATE';
  return random.chance(0.1) ? 'SLIGHT' : 'NONE';
}

/** The columns by which a file names a person. */
export const identity = ({ citizenId, name }: SamplePerson): SampleRow => ({ citizen_id: citizenId, name });

/** The calendar year in which the school year of a day began. */
export const schoolYearOf = (day: string): number =>
  Number(day.slice(0, 4)) - (day.slice(5) < '09-01' ? 1 : 0);

function enrolmentRow(
  { person, stage, grade, school, isBoarding, hardship }: Pupil,
  context: SampleContext,
): SampleRow {
  const isTaughtAtHome =
    isCompulsory(stage) && person.healthStates.includes('DISABLED') && context.random.chance(0.3);
  return {
    ...identity(person),
    stage,
    grade,
    school_code: school.code,
    school_name: school.name,
    ownership: school.ownership,
    boarding: isBoarding && !isTaughtAtHome,
    major: majorOf(stage, context.random),
    hardship,
    status: isTaughtAtHome ? 'TAUGHT_AT_HOME' : 'STUDYING',
    started_on: `${schoolYearOf(context.today) - grade + 1}-09-01`,
  };
}

function majorOf(stage: EducationStage, random: Random): string | null {
  if (stage === 'VOCATIONAL')
    return random.pick(['汽车运用与维修', '护理', '电子商务', '现代农艺技术', '学前教育']);
  if (stage === 'HIGHER')
    return random.pick(['临床医学', '汉语言文学', '土木工程', '计算机科学与技术', '农学']);
  return null;
}

/** What students of the later stages completed before. */
const EARLIER: Partial<Record<EducationStage, readonly [stage: EducationStage, years: number]>> = {
  SENIOR: ['JUNIOR', 3],
  VOCATIONAL: ['JUNIOR', 3],
  HIGHER: ['SENIOR', 3],
};

function earlierEnrolmentRows(
  { person, stage, grade, hardship }: Pupil,
  { village }: SampleHousehold,
  { today }: SampleContext,
): SampleRow[] {
  const earlier = EARLIER[stage];
  if (earlier === undefined) return [];
  const [earlierStage, years] = earlier;
  const school = schoolFor(earlierStage, village.code, false);
  const ended = schoolYearOf(today) - grade + 1;
  return [
    {
      ...identity(person),
      stage: earlierStage,
      grade: years,
      school_code: school.code,
      school_name: school.name,
      ownership: school.ownership,
      boarding: true,
      hardship,
      status: 'GRADUATED',
      started_on: `${ended - years}-09-01`,
      ended_on: `${ended}-07-10`,
    },
  ];
}

/** Fees a year in whole yuan, from and to. */
const FEES: Record<EducationStage, Record<'tuition' | 'lodging' | 'books', readonly [number, number]>> = {
  PRESCHOOL: { tuition: [1_000, 3_200], lodging: [0, 0], books: [50, 150] },
  PRIMARY: { tuition: [0, 0], lodging: [0, 0], books: [0, 160] },
  JUNIOR: { tuition: [0, 0], lodging: [0, 0], books: [0, 240] },
  SENIOR: { tuition: [800, 1_600], lodging: [300, 600], books: [400, 800] },
  VOCATIONAL: { tuition: [2_000, 3_000], lodging: [400, 800], books: [300, 600] },
  HIGHER: { tuition: [4_000, 9_000], lodging: [800, 1_600], books: [400, 900] },
};

function costRow(pupil: Pupil, { today, random }: SampleContext): SampleRow {
  const { person, stage, school, isBoarding } = pupil;
  const fees = FEES[stage];
  const dearer = school.ownership === 'PRIVATE' ? 2 : 1;
  const tuition = random.integer(...fees.tuition) * dearer;
  const lodging = isBoarding ? random.integer(...fees.lodging) : 0;
  const books = random.integer(...fees.books);
  const cost = { tuition, lodging, books, subsidies: waived(pupil, tuition) };
  return {
    ...identity(person),
    year: Number(today.slice(0, 4)),
    stage,
    ...cost,
    self_paid: selfPaid(inBigints(cost)),
  };
}

const inBigints = (cost: Record<keyof CostParts, number>): CostParts => ({
  tuition: BigInt(cost.tuition),
  lodging: BigInt(cost.lodging),
  books: BigInt(cost.books),
  subsidies: BigInt(cost.subsidies),
});

/** Needy students' tuition is waived in the senior stage and halved before it; colleges waive nothing. */
function waived({ stage, hardship }: Pupil, tuition: number): number {
  const isNeedy = hardship === 'MODERATE' || hardship === 'SEVERE';
  if (stage === 'VOCATIONAL' || (stage === 'SENIOR' && isNeedy)) return tuition;
  return stage === 'PRESCHOOL' && isNeedy ? Math.floor(tuition / 2) : 0;
}

/** Programme and yuan a year of the aid that needy students get at each stage. */
const AID: Record<EducationStage, readonly (readonly [EducationAidProgramme, number])[]> = {
  PRESCHOOL: [['PRESCHOOL_AID', 1_000]],
  PRIMARY: [['COMPULSORY_LIVING_ALLOWANCE', 625]],
  JUNIOR: [['COMPULSORY_LIVING_ALLOWANCE', 750]],
  SENIOR: [['SENIOR_GRANT', 2_000]],
  VOCATIONAL: [
    ['VOCATIONAL_GRANT', 2_000],
    ['RAIN_AND_DEW', 3_000],
  ],
  HIGHER: [
    ['HIGHER_GRANT', 3_300],
    ['STUDENT_LOAN', 8_000],
  ],
};

function awardRows(
  { person, stage, school, isBoarding, hardship }: Pupil,
  context: SampleContext,
): SampleRow[] {
  const { random, today, daysAgo } = context;
  const isAided = hardship !== 'NONE' && random.chance(0.97);
  const programmes = isAided ? AID[stage] : [];
  const meals = isCompulsory(stage) && random.chance(0.4) ? ([['NUTRITION', 1_000]] as const) : [];
  return [...programmes, ...meals].map(([programme, amount]) => ({
    ...identity(person),
    year: Number(today.slice(0, 4)),
    stage,
    ownership: school.ownership,
    programme,
    amount: programme === 'COMPULSORY_LIVING_ALLOWANCE' && isBoarding ? amount * 2 : amount,
    awarded_on: daysAgo(random.integer(45, 110)),
    paid_on: random.chance(0.9) ? daysAgo(random.integer(3, 40)) : null,
  }));
}
