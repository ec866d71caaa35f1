import { isNotNull, isNull, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { defineLoaders, equals, pagesByKey, pagesByRegion, rowByKey } from '@hearth/kit/loader.ts';
import type { MinistryContext } from '@hearth/kit/context.ts';
import type {
  DropoutStatus,
  EducationStage,
  SchoolKind,
  SchoolOwnership,
  SchoolProjectKind,
  SchoolProjectStatus,
  SkillTrainingKind,
  TeacherProgrammeKind,
} from './codes.ts';
import {
  currentSchoolEnrolment,
  educationCostOf,
  enrolledMembers,
  membersOutOfSchool,
} from './loaders/households.ts';
import {
  dropoutCounts,
  educationAidCoverage,
  educationBetweenGenerations,
  schoolCounts,
  skillTrainingCounts,
  teacherTrainingCoverage,
} from './loaders/regions.ts';
import {
  dropoutCases,
  eastWestPartnerships,
  educationAidAwards,
  educationCosts,
  graduateEmployments,
  highestEducations,
  schoolEnrolments,
  schoolProjects,
  schools,
  skillTrainings,
  teacherProgrammes,
} from './tables.ts';

/** What the resolvers of a request are given. */
export type Context = MinistryContext<ReturnType<typeof createLoaders>>;

/** Arguments that narrow a list; what is absent or null does not. */
type Filters<Arguments> = { [Name in keyof Arguments]?: Arguments[Name] | null | undefined };

/** Members' stays of a household, or those of one person, the latest start first. */
const enrolmentsOf = (parent: PgColumn) =>
  pagesByKey<typeof schoolEnrolments, Filters<{ stage: EducationStage; current: boolean }>>({
    table: schoolEnrolments,
    parent,
    order: [schoolEnrolments.startedOn, schoolEnrolments.id],
    direction: 'descending',
    where: ({ stage, current }) => [equals(schoolEnrolments.stage, stage), isCurrent(current)],
  });

function isCurrent(current: boolean | null | undefined): SQL | undefined {
  if (current == null) return undefined;
  return current ? isNull(schoolEnrolments.endedOn) : isNotNull(schoolEnrolments.endedOn);
}

type DropoutFilters = Filters<{ status: DropoutStatus }>;

const dropoutCasesOf = (parent: PgColumn) =>
  pagesByKey<typeof dropoutCases, DropoutFilters>({
    table: dropoutCases,
    parent,
    order: [dropoutCases.leftOn, dropoutCases.id],
    direction: 'descending',
    where: ({ status }) => [equals(dropoutCases.status, status)],
  });

const aidAwardsOf = (parent: PgColumn) =>
  pagesByKey<typeof educationAidAwards, Filters<{ year: number; stage: EducationStage }>>({
    table: educationAidAwards,
    parent,
    order: [educationAidAwards.year, educationAidAwards.id],
    direction: 'descending',
    where: ({ year, stage }) => [
      equals(educationAidAwards.year, year),
      equals(educationAidAwards.stage, stage),
    ],
  });

const skillTrainingsOf = (parent: PgColumn) =>
  pagesByKey<typeof skillTrainings, Filters<{ kind: SkillTrainingKind }>>({
    table: skillTrainings,
    parent,
    order: [skillTrainings.startedOn, skillTrainings.id],
    direction: 'descending',
    where: ({ kind }) => [equals(skillTrainings.kind, kind)],
  });

/** Every read of education, made anew for each request. */
export const createLoaders = defineLoaders({
  schoolEnrolment: rowByKey(schoolEnrolments, schoolEnrolments.id),
  dropoutCase: rowByKey(dropoutCases, dropoutCases.id),
  educationAidAward: rowByKey(educationAidAwards, educationAidAwards.id),
  school: rowByKey(schools, schools.id),
  schoolByCode: rowByKey(schools, schools.code),
  schoolProject: rowByKey(schoolProjects, schoolProjects.id),
  teacherProgramme: rowByKey(teacherProgrammes, teacherProgrammes.id),
  skillTraining: rowByKey(skillTrainings, skillTrainings.id),

  enrolmentsOfHousehold: enrolmentsOf(schoolEnrolments.householdId),
  dropoutCasesOfHousehold: dropoutCasesOf(dropoutCases.householdId),
  aidAwardsOfHousehold: aidAwardsOf(educationAidAwards.householdId),
  skillTrainingsOfHousehold: skillTrainingsOf(skillTrainings.householdId),
  enrolledMembers,
  membersOutOfSchool,
  educationCostOf,

  currentSchoolEnrolment,
  enrolmentsOfPerson: enrolmentsOf(schoolEnrolments.personId),
  dropoutCasesOfPerson: dropoutCasesOf(dropoutCases.personId),
  aidAwardsOfPerson: aidAwardsOf(educationAidAwards.personId),
  skillTrainingsOfPerson: skillTrainingsOf(skillTrainings.personId),
  costsOfPerson: pagesByKey<typeof educationCosts, Filters<{ year: number }>>({
    table: educationCosts,
    parent: educationCosts.personId,
    order: [educationCosts.year, educationCosts.id],
    direction: 'descending',
    where: ({ year }) => [equals(educationCosts.year, year)],
  }),
  employmentsOfPerson: pagesByKey({
    table: graduateEmployments,
    parent: graduateEmployments.personId,
    order: [graduateEmployments.graduatedOn, graduateEmployments.id],
    direction: 'descending',
  }),
  highestEducation: rowByKey(highestEducations, highestEducations.personId),

  schoolsIn: pagesByRegion<
    typeof schools,
    Filters<{ kind: SchoolKind; ownership: SchoolOwnership; buildingSafe: boolean; standardised: boolean }>
  >({
    table: schools,
    region: schools.regionCode,
    order: [schools.regionCode, schools.name, schools.id],
    where: ({ kind, ownership, buildingSafe, standardised }) => [
      equals(schools.kind, kind),
      equals(schools.ownership, ownership),
      equals(schools.buildingSafe, buildingSafe),
      equals(schools.standardised, standardised),
    ],
  }),
  schoolProjectsIn: pagesByRegion<
    typeof schoolProjects,
    Filters<{ kind: SchoolProjectKind; status: SchoolProjectStatus }>
  >({
    table: schoolProjects,
    region: schoolProjects.regionCode,
    order: [schoolProjects.regionCode, schoolProjects.year, schoolProjects.id],
    where: ({ kind, status }) => [equals(schoolProjects.kind, kind), equals(schoolProjects.status, status)],
  }),
  projectsOfSchool: pagesByKey({
    table: schoolProjects,
    parent: schoolProjects.schoolCode,
    order: [schoolProjects.year, schoolProjects.id],
    direction: 'descending',
  }),
  teacherProgrammesIn: pagesByRegion<
    typeof teacherProgrammes,
    Filters<{ kind: TeacherProgrammeKind; year: number }>
  >({
    table: teacherProgrammes,
    region: teacherProgrammes.regionCode,
    order: [teacherProgrammes.regionCode, teacherProgrammes.year, teacherProgrammes.id],
    where: ({ kind, year }) => [equals(teacherProgrammes.kind, kind), equals(teacherProgrammes.year, year)],
  }),
  dropoutCasesIn: pagesByRegion<typeof dropoutCases, DropoutFilters>({
    table: dropoutCases,
    region: dropoutCases.regionCode,
    order: [dropoutCases.regionCode, dropoutCases.leftOn, dropoutCases.id],
    where: ({ status }) => [equals(dropoutCases.status, status)],
  }),
  partnershipsIn: pagesByRegion<typeof eastWestPartnerships, Filters<{ year: number }>>({
    table: eastWestPartnerships,
    region: eastWestPartnerships.regionCode,
    order: [eastWestPartnerships.regionCode, eastWestPartnerships.year, eastWestPartnerships.id],
    where: ({ year }) => [equals(eastWestPartnerships.year, year)],
  }),
  dropoutCounts,
  educationAidCoverage,
  educationBetweenGenerations,
  schoolCounts,
  skillTrainingCounts,
  teacherTrainingCoverage,
});
