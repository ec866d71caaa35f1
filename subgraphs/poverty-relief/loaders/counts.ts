import { count, eq, ne } from 'drizzle-orm';
import { batch, countWhere, isInRegion, regionPosition, regionsAsked } from '@hearth/kit/loader.ts';
import type { AssistanceKind, HouseholdKind, MonitoringCategory } from '../codes.ts';
import { assistanceMeasures, households } from '../tables.ts';

/** How many households lie in a region, by kind and by monitoring category. */
const householdCounts = batch((orm, codes) => {
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

/** How many measures the households of a region have, by kind. */
const measureCounts = batch((orm, codes) => {
  const ofKind = (kind: AssistanceKind) => countWhere(eq(assistanceMeasures.kind, kind));
  return orm
    .select({
      measures: count(assistanceMeasures.id),
      industry: ofKind('INDUSTRY'),
      employment: ofKind('EMPLOYMENT'),
      comprehensiveSecurity: ofKind('COMPREHENSIVE_SECURITY'),
      aspirationAndEducation: ofKind('ASPIRATION_AND_EDUCATION'),
      other: ofKind('OTHER'),
    })
    .from(regionsAsked(codes))
    .leftJoin(households, isInRegion(households.regionCode))
    .leftJoin(assistanceMeasures, eq(assistanceMeasures.householdId, households.id))
    .groupBy(regionPosition)
    .orderBy(regionPosition);
});

/** Every count over a region's households. */
export const countLoaders = { householdCounts, measureCounts };
