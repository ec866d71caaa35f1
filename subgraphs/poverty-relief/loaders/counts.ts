import { and, count, countDistinct, eq, gte, isNotNull, isNull, ne, sql } from 'drizzle-orm';
import { figure, figureWith } from '@hearth/kit/figures.ts';
import { ABOUT_NOBODY } from '@hearth/kit/suppression.ts';
import {
  countWhere,
  distinctWhere,
  equals,
  isInRegion,
  regionPosition,
  regionsAsked,
} from '@hearth/kit/loader.ts';
import {
  ASSISTANCE_KINDS,
  type AssistanceKind,
  type HouseholdKind,
  type InterviewReason,
  type MonitoringCategory,
} from '../codes.ts';
import { assistanceMeasures, households, regulatoryInterviews } from '../tables.ts';
import type { Filters } from './lists.ts';

const householdDisclosure = {
  counts: [
    'households',
    'ordinary',
    'lifted',
    'liftedDibao',
    'liftedTekun',
    'monitored',
    'unstable',
    'marginal',
    'suddenHardship',
    'relocated',
    'withoutLabourForce',
  ],
  parts: [
    ['households', 'monitored'],
    ['households', 'relocated'],
    ['households', 'withoutLabourForce'],
  ],
} as const;

/** How many households lie in a region, by kind and by monitoring category. */
const householdCounts = figure(householdDisclosure, (orm, codes) => {
  const ofKind = (kind: HouseholdKind) => countWhere(eq(households.kind, kind));
  const ofCategory = (category: MonitoringCategory) =>
    countWhere(eq(households.monitoringCategory, category));
  return orm
    .select({
      households: count(households.id),
      ordinary: ofKind('ORDINARY'),
      lifted: ofKind('LIFTED'),
      liftedDibao: ofKind('LIFTED_DIBAO'),
      liftedTekun: ofKind('LIFTED_TEKUN'),
      monitored: countWhere(ne(households.monitoringCategory, 'NONE')),
      unstable: ofCategory('UNSTABLE'),
      marginal: ofCategory('MARGINAL'),
      suddenHardship: ofCategory('SUDDEN_HARDSHIP'),
      relocated: countWhere(eq(households.relocated, true)),
      withoutLabourForce: countWhere(eq(households.noLabourForce, true)),
    })
    .from(regionsAsked(codes))
    .leftJoin(households, isInRegion(households.regionCode))
    .groupBy(regionPosition)
    .orderBy(regionPosition);
});

/** How many measures the households of a region have, by kind. Whose they are is counted beside: one may have many. */
const measureCounts = figure({ counts: ['helped', ...ASSISTANCE_KINDS] }, (orm, codes) => {
  const { householdId, id, kind } = assistanceMeasures;
  const ofKind = (value: AssistanceKind) => countWhere(eq(kind, value));
  const helpedBy = (value: AssistanceKind) => distinctWhere(householdId, eq(kind, value));
  return orm
    .select({
      measures: count(id),
      industry: ofKind('INDUSTRY'),
      employment: ofKind('EMPLOYMENT'),
      comprehensiveSecurity: ofKind('COMPREHENSIVE_SECURITY'),
      aspirationAndEducation: ofKind('ASPIRATION_AND_EDUCATION'),
      other: ofKind('OTHER'),
      helped: countDistinct(householdId),
      INDUSTRY: helpedBy('INDUSTRY'),
      EMPLOYMENT: helpedBy('EMPLOYMENT'),
      COMPREHENSIVE_SECURITY: helpedBy('COMPREHENSIVE_SECURITY'),
      ASPIRATION_AND_EDUCATION: helpedBy('ASPIRATION_AND_EDUCATION'),
      OTHER: helpedBy('OTHER'),
    })
    .from(regionsAsked(codes))
    .leftJoin(households, isInRegion(households.regionCode))
    .leftJoin(assistanceMeasures, eq(assistanceMeasures.householdId, households.id))
    .groupBy(regionPosition)
    .orderBy(regionPosition);
});

/** How many interviews called leaders of a region to account, in how many provinces, and how many are open. */
const interviewCounts = figureWith(
  ABOUT_NOBODY,
  (orm, codes, { since, reason }: Filters<{ since: string; reason: InterviewReason }>) =>
    orm
      .select({
        interviews: count(regulatoryInterviews.id),
        provinces: sql`count(distinct left(${regulatoryInterviews.regionCode}, 2))`.mapWith(Number),
        open: countWhere(and(isNull(regulatoryInterviews.rectifiedOn), isNotNull(regulatoryInterviews.id))!),
      })
      .from(regionsAsked(codes))
      .leftJoin(
        regulatoryInterviews,
        and(
          isInRegion(regulatoryInterviews.regionCode),
          since ? gte(regulatoryInterviews.interviewedOn, since) : undefined,
          equals(regulatoryInterviews.reason, reason),
        ),
      )
      .groupBy(regionPosition)
      .orderBy(regionPosition),
);

/** Every count over what belongs to a region. */
export const countLoaders = { householdCounts, measureCounts, interviewCounts };
