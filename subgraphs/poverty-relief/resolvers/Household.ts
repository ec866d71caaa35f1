import { withYear } from '@hearth/kit/year-argument.ts';
import type { RequiredResolvers } from '../generated/resolvers.ts';
import {
  judgeBasicMedicalCare,
  judgeCompulsoryEducation,
  judgeDrinkingWater,
  judgeHousing,
} from '../rules.ts';
import { regionOf } from './references.ts';

/** A household and what hangs on it. */
export const Household: RequiredResolvers['Household'] = {
  __resolveReference: ({ id }, { loaders }) => loaders.household.load(id),
  region: regionOf,
  size: ({ id }, _, { loaders }) => loaders.size.load(id),
  head: ({ id }, _, { loaders }) => loaders.head.load(id),
  members: ({ id }, page, { loaders }) => loaders.membersOf.load(id, page),
  income: ({ id }, args, { loaders }) => loaders.incomeOfYear.load(id, withYear(args)),
  latestIncome: ({ id }, _, { loaders }) => loaders.latestIncome.load(id),
  netIncomeLastYear: async ({ id }, _, { loaders }) => (await loaders.latestIncome.load(id))?.net ?? null,
  incomes: ({ id }, page, { loaders }) => loaders.incomesOf.load(id, page),
  livingConditions: ({ id }, _, { loaders }) => loaders.livingConditionsOf.load(id),
  safeguardSurvey: ({ id }, _, { loaders }) => loaders.safeguardSurveyOf.load(id),
  safeguards: async ({ id }, _, { loaders }) => {
    const [conditions, survey] = await Promise.all([
      loaders.livingConditionsOf.load(id),
      loaders.safeguardSurveyOf.load(id),
    ]);
    return {
      housing: conditions && judgeHousing(conditions),
      drinkingWater: conditions && judgeDrinkingWater(conditions),
      compulsoryEducation: survey && judgeCompulsoryEducation(survey),
      basicMedicalCare: survey && judgeBasicMedicalCare(survey),
    };
  },
  clues: ({ id }, page, { loaders }) => loaders.cluesOf.load(id, page),
  monitoringCases: ({ id }, page, { loaders }) => loaders.casesOf.load(id, page),
  assistanceMeasures: ({ id }, page, { loaders }) => loaders.measuresOf.load(id, page),
  assistanceAssignments: ({ id }, page, { loaders }) => loaders.assignmentsOf.load(id, page),
  exitAssessments: ({ id }, page, { loaders }) => loaders.exitAssessmentsOf.load(id, page),
  disasterImpacts: ({ id }, page, { loaders }) => loaders.impactsOf.load(id, page),
  safeguardRepairs: ({ id }, page, { loaders }) => loaders.repairsOf.load(id, page),
  partnerFindings: ({ id }, page, { loaders }) => loaders.findingsOf.load(id, page),
  employmentRecords: ({ id }, page, { loaders }) => loaders.employmentOf.load(id, page),
  publicWelfarePosts: ({ id }, page, { loaders }) => loaders.postsOf.load(id, page),
};
