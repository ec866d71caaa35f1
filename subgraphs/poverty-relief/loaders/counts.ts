import { count, eq, ne, sql, type SQL } from 'drizzle-orm';
import { batch, withinPrefix } from '@hearth/kit/loader.ts';
import { significantPrefix } from '@hearth/schema/protocol/region-code.ts';
import type { AssistanceKind, HouseholdKind, MonitoringCategory } from '../codes.ts';
import { assistanceMeasures, households } from '../tables.ts';

// Each statement starts from the regions asked for and groups by them: a region without households still gets
// its line of zeros, and the lines come in the order of the keys.

const regionsOf = (codes: readonly string[]): SQL =>
  sql`unnest(${sql.param(codes.map(significantPrefix))}::text[]) with ordinality as region(prefix, position)`;
const position = sql`region.position`;
const isInRegion = withinPrefix(households.regionCode, sql`region.prefix`);

const countWhere = (condition: SQL): SQL<number> => sql`count(*) filter (where ${condition})`.mapWith(Number);

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
    .from(regionsOf(codes))
    .leftJoin(households, isInRegion)
    .groupBy(position)
    .orderBy(position);
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
    .from(regionsOf(codes))
    .leftJoin(households, isInRegion)
    .leftJoin(assistanceMeasures, eq(assistanceMeasures.householdId, households.id))
    .groupBy(position)
    .orderBy(position);
});

/** Every count over a region's households. */
export const countLoaders = { householdCounts, measureCounts };
