import { today } from '@hearth/kit/today.ts';
import { withYear } from '@hearth/kit/year-argument.ts';
import { reportDropout, returnToSchool } from './commands.ts';
import type { RequiredResolvers } from './generated/resolvers.ts';
import type { Context } from './loaders.ts';
import { daysOut, isCompulsory, isRepayable } from './rules.ts';

/** Resolvers of education's slice. Properties of a row that bear their field's name resolve themselves. */
export const resolvers: RequiredResolvers = {
  Query: {
    schoolEnrolment: (_, { id }, { loaders }) => loaders.schoolEnrolment.load(id),
    dropoutCase: (_, { id }, { loaders }) => loaders.dropoutCase.load(id),
    educationAidAward: (_, { id }, { loaders }) => loaders.educationAidAward.load(id),
    school: (_, { id }, { loaders }) => loaders.school.load(id),
    schoolProject: (_, { id }, { loaders }) => loaders.schoolProject.load(id),
    teacherProgramme: (_, { id }, { loaders }) => loaders.teacherProgramme.load(id),
    skillTraining: (_, { id }, { loaders }) => loaders.skillTraining.load(id),
  },

  Mutation: {
    reportDropout: (_, { input }, { run }) => run(reportDropout, input),
    returnToSchool: (_, { input }, { run }) => run(returnToSchool, input),
  },
  ReportDropoutPayload: { dropoutCase: ({ id }, _, { loaders }) => loaders.dropoutCase.load(id) },
  ReturnToSchoolPayload: { dropoutCase: ({ id }, _, { loaders }) => loaders.dropoutCase.load(id) },

  Household: {
    __resolveReference: ({ id }, { register }) => register.household.load(id),
    schoolEnrolments: ({ id }, args, { loaders }) => loaders.enrolmentsOfHousehold.load(id, args),
    enrolledMembers: ({ id }, _, { loaders }) => loaders.enrolledMembers.load(id),
    dropoutCases: ({ id }, args, { loaders }) => loaders.dropoutCasesOfHousehold.load(id, args),
    membersOutOfSchool: ({ id }, _, { loaders }) => loaders.membersOutOfSchool.load(id),
    educationAidAwards: ({ id }, args, { loaders }) => loaders.aidAwardsOfHousehold.load(id, args),
    educationCost: ({ id }, args, { loaders }) => loaders.educationCostOf.load(id, withYear(args)),
    skillTrainings: ({ id }, args, { loaders }) => loaders.skillTrainingsOfHousehold.load(id, args),
  },

  Person: {
    __resolveReference: ({ id }, { register }) => register.person.load(id),
    currentSchoolEnrolment: ({ id }, _, { loaders }) => loaders.currentSchoolEnrolment.load(id),
    schoolEnrolments: ({ id }, args, { loaders }) => loaders.enrolmentsOfPerson.load(id, args),
    dropoutCases: ({ id }, args, { loaders }) => loaders.dropoutCasesOfPerson.load(id, args),
    educationAidAwards: ({ id }, args, { loaders }) => loaders.aidAwardsOfPerson.load(id, args),
    educationCosts: ({ id }, args, { loaders }) => loaders.costsOfPerson.load(id, args),
    skillTrainings: ({ id }, args, { loaders }) => loaders.skillTrainingsOfPerson.load(id, args),
    graduateEmployments: ({ id }, args, { loaders }) => loaders.employmentsOfPerson.load(id, args),
    highestEducation: ({ id }, _, { loaders }) => loaders.highestEducation.load(id),
  },

  Region: {
    __resolveReference: ({ code }, { register }) => register.region.load(code),
    schools: ({ code }, args, { loaders }) => loaders.schoolsIn.load(code, args),
    schoolProjects: ({ code }, args, { loaders }) => loaders.schoolProjectsIn.load(code, args),
    teacherProgrammes: ({ code }, args, { loaders }) => loaders.teacherProgrammesIn.load(code, args),
    dropoutCases: ({ code }, args, { loaders }) => loaders.dropoutCasesIn.load(code, args),
    eastWestPartnerships: ({ code }, args, { loaders }) => loaders.partnershipsIn.load(code, args),
    educationAidCoverage: ({ code }, args, { loaders }) =>
      loaders.educationAidCoverage.load(code, withYear(args)),
    dropoutCounts: ({ code }, _, { loaders }) => loaders.dropoutCounts.load(code),
    schoolCounts: ({ code }, args, { loaders }) => loaders.schoolCounts.load(code, args),
    teacherTrainingCoverage: ({ code }, args, { loaders }) =>
      loaders.teacherTrainingCoverage.load(code, withYear(args)),
    skillTrainingCounts: ({ code }, args, { loaders }) =>
      loaders.skillTrainingCounts.load(code, withYear(args)),
    educationBetweenGenerations: ({ code }, _, { loaders }) => loaders.educationBetweenGenerations.load(code),
  },

  SchoolEnrolment: {
    person: personOf,
    household: householdOf,
    compulsory: ({ stage }) => isCompulsory(stage),
    school: schoolOf,
  },
  DropoutCase: {
    person: personOf,
    household: householdOf,
    region: regionOf,
    compulsory: ({ stage }) => isCompulsory(stage),
    school: schoolOf,
    daysOut: (dropoutCase, { until }) => daysOut(dropoutCase, until ?? today()),
  },
  EducationAidAward: {
    person: personOf,
    household: householdOf,
    repayable: ({ programme }) => isRepayable(programme),
  },
  EducationCost: { person: personOf, household: householdOf },
  SkillTraining: { person: personOf, household: householdOf, partnerRegion: partnerRegionOf },
  GraduateEmployment: {
    person: personOf,
    household: householdOf,
    workRegion: ({ workRegionCode }, _, context) => knownRegion(workRegionCode, context),
  },
  HighestEducation: { person: personOf, household: householdOf },
  School: {
    region: regionOf,
    projects: ({ code }, args, { loaders }) => loaders.projectsOfSchool.load(code, args),
  },
  SchoolProject: {
    region: regionOf,
    school: schoolOf,
    fund: ({ fundNumber }) => (fundNumber === null ? null : { fundNumber }),
  },
  TeacherProgramme: { region: regionOf },
  EastWestPartnership: { region: regionOf, partnerRegion: partnerRegionOf },
};

function personOf({ personId }: { personId: string }) {
  return { id: personId };
}

function householdOf({ householdId }: { householdId: string }) {
  return { id: householdId };
}

function regionOf({ regionCode }: { regionCode: string }) {
  return { code: regionCode };
}

function schoolOf({ schoolCode }: { schoolCode: string | null }, _: object, { loaders }: Context) {
  return schoolCode === null ? null : loaders.schoolByCode.load(schoolCode);
}

function partnerRegionOf(
  { partnerRegionCode }: { partnerRegionCode: string | null },
  _: object,
  context: Context,
) {
  return knownRegion(partnerRegionCode, context);
}

/** A region outside the files' own area, which the register need not know. */
const knownRegion = (code: string | null, { register }: Context) =>
  code === null ? null : register.region.load(code);
