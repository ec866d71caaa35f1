import {
  and,
  between,
  count,
  countDistinct,
  eq,
  inArray,
  isNotNull,
  isNull,
  ne,
  or,
  sql,
  type SQL,
} from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { figure, figureWith } from '@hearth/kit/figures.ts';
import { ABOUT_NOBODY } from '@hearth/kit/suppression.ts';
import {
  countWhere,
  distinctWhere,
  equals,
  isInRegion,
  regionPosition,
  regionsAsked,
  sumOf,
  sumOfYuan,
} from '@hearth/kit/loader.ts';
import { registerHouseholds } from '@hearth/kit/tables.ts';
import {
  type EducationStage,
  EDUCATION_LEVELS,
  EDUCATION_STAGES,
  type SchoolKind,
  SCHOOL_OWNERSHIPS,
  type SchoolOwnership,
  SKILL_TRAINING_KINDS,
  type SkillTrainingKind,
} from '../codes.ts';
import { COMPULSORY_STAGES, OUT_OF_SCHOOL_STATUSES } from '../rules.ts';
import {
  dropoutCases,
  educationAidAwards,
  highestEducations,
  schoolEnrolments,
  schools,
  skillTrainings,
  teacherProgrammes,
} from '../tables.ts';

interface CoverageArguments {
  year: number;
  stage?: EducationStage | null | undefined;
  ownership?: SchoolOwnership | null | undefined;
}

/** How far student aid reaches the needy students of a region's households in a year. */
export const educationAidCoverage = figureWith(
  {
    counts: ['students', 'needyStudents', 'aidedNeedyStudents', 'recipients'],
    parts: [
      ['students', 'needyStudents'],
      ['needyStudents', 'aidedNeedyStudents'],
    ],
    by: { stage: EDUCATION_STAGES, ownership: SCHOOL_OWNERSHIPS },
  },
  async (orm, codes, { year, stage, ownership }: CoverageArguments) => {
    const isNeedy = ne(schoolEnrolments.hardship, 'NONE');
    const isAided = sql`exists (${orm
      .select({ id: educationAidAwards.id })
      .from(educationAidAwards)
      .where(
        and(
          eq(educationAidAwards.personId, schoolEnrolments.personId),
          eq(educationAidAwards.year, year),
          eq(educationAidAwards.stage, schoolEnrolments.stage),
        ),
      )})`;
    const students = orm
      .select({
        students: countDistinct(schoolEnrolments.personId),
        needyStudents: distinctWhere(schoolEnrolments.personId, isNeedy),
        aidedNeedyStudents: distinctWhere(schoolEnrolments.personId, sql`${isNeedy} and ${isAided}`),
      })
      .from(regionsAsked(codes))
      .leftJoin(registerHouseholds, isInRegion(registerHouseholds.regionCode))
      .leftJoin(
        schoolEnrolments,
        and(
          eq(schoolEnrolments.householdId, registerHouseholds.id),
          isOnRollDuring(year),
          equals(schoolEnrolments.stage, stage),
          equals(schoolEnrolments.ownership, ownership),
        ),
      )
      .groupBy(regionPosition)
      .orderBy(regionPosition);
    const awards = orm
      .select({
        amount: sumOfYuan(educationAidAwards.amount),
        recipients: countDistinct(educationAidAwards.personId),
      })
      .from(regionsAsked(codes))
      .leftJoin(registerHouseholds, isInRegion(registerHouseholds.regionCode))
      .leftJoin(
        educationAidAwards,
        and(
          eq(educationAidAwards.householdId, registerHouseholds.id),
          eq(educationAidAwards.year, year),
          equals(educationAidAwards.stage, stage),
          equals(educationAidAwards.ownership, ownership),
        ),
      )
      .groupBy(regionPosition)
      .orderBy(regionPosition);
    const [counts, amounts] = await Promise.all([students, awards]);
    return counts.map((line, index) => ({ ...line, ...amounts[index]! }));
  },
);

/** Whether a stay at a school covers a day of the year. */
const isOnRollDuring = (year: number): SQL | undefined =>
  and(
    sql`${schoolEnrolments.startedOn} <= ${lastDay(year)}`,
    or(isNull(schoolEnrolments.endedOn), sql`${schoolEnrolments.endedOn} >= ${firstDay(year)}`),
  );

const firstDay = (year: number) => `${year}-01-01`;
const lastDay = (year: number) => `${year}-12-31`;

/** The cases of leaving school that a region's places answer for, by state. Whose they are is counted beside. */
export const dropoutCounts = figure(
  {
    counts: ['peopleOut', 'peoplePersuaded', 'peopleReturned', 'peopleReleased', 'compulsory', 'beyond'],
  },
  (orm, codes) => {
    const { id, personId, stage, status } = dropoutCases;
    const isOpen = inArray(status, OUT_OF_SCHOOL_STATUSES);
    const isCompulsory = inArray(stage, COMPULSORY_STAGES);
    const isOpenAndCompulsory = sql`${isOpen} and ${isCompulsory}`;
    return orm
      .select({
        total: count(id),
        outOfSchool: countWhere(eq(status, 'OUT_OF_SCHOOL')),
        persuading: countWhere(eq(status, 'PERSUADING')),
        returned: countWhere(eq(status, 'RETURNED')),
        released: countWhere(eq(status, 'RELEASED')),
        compulsoryOpen: countWhere(isOpenAndCompulsory),
        peopleOut: distinctWhere(personId, eq(status, 'OUT_OF_SCHOOL')),
        peoplePersuaded: distinctWhere(personId, eq(status, 'PERSUADING')),
        peopleReturned: distinctWhere(personId, eq(status, 'RETURNED')),
        peopleReleased: distinctWhere(personId, eq(status, 'RELEASED')),
        compulsory: distinctWhere(personId, isOpenAndCompulsory),
        beyond: distinctWhere(personId, sql`${isOpen} and (${isCompulsory}) is not true`),
      })
      .from(regionsAsked(codes))
      .leftJoin(dropoutCases, isInRegion(dropoutCases.regionCode))
      .groupBy(regionPosition)
      .orderBy(regionPosition);
  },
);

interface SchoolFilters {
  kind?: SchoolKind | null | undefined;
  ownership?: SchoolOwnership | null | undefined;
}

/** How many schools of a region are safe and reach the standard. */
export const schoolCounts = figureWith(ABOUT_NOBODY, (orm, codes, { kind, ownership }: SchoolFilters) =>
  orm
    .select({
      schools: count(schools.id),
      inspected: countWhere(isNotNull(schools.buildingSafe)),
      buildingSafe: countWhere(eq(schools.buildingSafe, true)),
      standardised: countWhere(eq(schools.standardised, true)),
    })
    .from(regionsAsked(codes))
    .leftJoin(
      schools,
      and(isInRegion(schools.regionCode), equals(schools.kind, kind), equals(schools.ownership, ownership)),
    )
    .groupBy(regionPosition)
    .orderBy(regionPosition),
);

/** How many rural teachers and principals of a region the national programme trained in a year. */
export const teacherTrainingCoverage = figureWith(
  {
    counts: ['teachers', 'teachersTrained', 'principals', 'principalsTrained'],
    parts: [
      ['teachers', 'teachersTrained'],
      ['principals', 'principalsTrained'],
    ],
  },
  (orm, codes, { year }: { year: number }) =>
    orm
      .select({
        teachers: sumOf(teacherProgrammes.teachers),
        teachersTrained: sumOf(teacherProgrammes.teachersTrained),
        principals: sumOf(teacherProgrammes.principals),
        principalsTrained: sumOf(teacherProgrammes.principalsTrained),
      })
      .from(regionsAsked(codes))
      .leftJoin(
        teacherProgrammes,
        and(
          isInRegion(teacherProgrammes.regionCode),
          eq(teacherProgrammes.kind, 'NATIONAL_TRAINING'),
          eq(teacherProgrammes.year, year),
        ),
      )
      .groupBy(regionPosition)
      .orderBy(regionPosition),
);

interface TrainingArguments {
  year: number;
  kind?: SkillTrainingKind | null | undefined;
}

/** The trainings of members of a region's households that began in a year. Whose they are is counted beside. */
export const skillTrainingCounts = figureWith(
  {
    counts: [
      'people',
      'uncompletedPeople',
      'uncertifiedPeople',
      'certifiedPeople',
      'employedPeople',
      'otherwisePeople',
      'easternPeople',
      'localPeople',
    ],
    by: { kind: SKILL_TRAINING_KINDS },
  },
  (orm, codes, { year, kind }: TrainingArguments) => {
    const { employedAfterwards, id, partnerRegionCode, personId, result } = skillTrainings;
    const isCompleted = inArray(result, ['COMPLETED', 'CERTIFIED']);
    const isCertified = eq(result, 'CERTIFIED');
    const isEmployed = eq(employedAfterwards, true);
    const people = (condition: SQL) => distinctWhere(personId, condition);
    return orm
      .select({
        trainings: count(id),
        people: countDistinct(personId),
        completed: countWhere(isCompleted),
        certified: countWhere(isCertified),
        employedAfterwards: countWhere(isEmployed),
        byEasternPartner: countWhere(isNotNull(partnerRegionCode)),
        uncompletedPeople: people(sql`(${isCompleted}) is not true`),
        uncertifiedPeople: people(sql`${isCompleted} and (${isCertified}) is not true`),
        certifiedPeople: people(isCertified),
        employedPeople: people(isEmployed),
        otherwisePeople: people(sql`${employedAfterwards} is not true`),
        easternPeople: people(isNotNull(partnerRegionCode)),
        localPeople: people(isNull(partnerRegionCode)),
      })
      .from(regionsAsked(codes))
      .leftJoin(registerHouseholds, isInRegion(registerHouseholds.regionCode))
      .leftJoin(
        skillTrainings,
        and(
          eq(skillTrainings.householdId, registerHouseholds.id),
          between(skillTrainings.startedOn, firstDay(year), lastDay(year)),
          equals(skillTrainings.kind, kind),
        ),
      )
      .groupBy(regionPosition)
      .orderBy(regionPosition);
  },
);

/** How the people of a region's households compare with their parents in education. */
export const educationBetweenGenerations = figure(
  { counts: ['compared', 'higher', 'equal', 'lower'] },
  (orm, codes) => {
    const rank = (level: PgColumn) =>
      sql`array_position(${sql.param([...EDUCATION_LEVELS])}::text[], ${level})`;
    const own = rank(highestEducations.level);
    const parents = rank(highestEducations.parentsLevel);
    return orm
      .select({
        compared: count(highestEducations.parentsLevel),
        higher: countWhere(sql`${own} > ${parents}`),
        equal: countWhere(sql`${own} = ${parents}`),
        lower: countWhere(sql`${own} < ${parents}`),
      })
      .from(regionsAsked(codes))
      .leftJoin(registerHouseholds, isInRegion(registerHouseholds.regionCode))
      .leftJoin(highestEducations, eq(highestEducations.householdId, registerHouseholds.id))
      .groupBy(regionPosition)
      .orderBy(regionPosition);
  },
);
