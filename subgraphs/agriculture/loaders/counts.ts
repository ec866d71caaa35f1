import { and, eq, inArray, ne, type SQL, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import { figure, figureWith } from '@hearth/kit/figures.ts';
import { ABOUT_NOBODY } from '@hearth/kit/suppression.ts';
import {
  countWhere,
  distinctWhere,
  isInRegion,
  regionPosition,
  regionsAsked,
  sumOf,
  sumOfYuan,
} from '@hearth/kit/loader.ts';
import {
  benefitLinks,
  consumptionOrders,
  cooperatives,
  ecommerceCounties,
  entrepreneurs,
  industryBases,
  industryPlans,
  leadingEnterprises,
  ledBusinesses,
  projects,
  unsoldProduce,
  workshops,
} from '../tables.ts';
import { isBreachedLink } from './breach.ts';

// One statement per table and batch of regions. What is counted names a column that is never null, because a
// region without rows still has its line.

const countOf = (column: PgColumn): SQL<number> => sql`count(${column})`.mapWith(Number);
const countDistinct = (column: PgColumn): SQL<number> => sql`count(distinct ${column})`.mapWith(Number);

export const industryPlanCounts = figure(ABOUT_NOBODY, (orm, codes) =>
  orm
    .select({
      provinces: distinctWhere(industryPlans.regionCode, eq(industryPlans.level, 'PROVINCE')),
      counties: distinctWhere(industryPlans.regionCode, eq(industryPlans.level, 'COUNTY')),
    })
    .from(regionsAsked(codes))
    .leftJoin(industryPlans, and(isInRegion(industryPlans.regionCode), ne(industryPlans.status, 'DRAFTING')))
    .groupBy(regionPosition)
    .orderBy(regionPosition),
);

export const projectCounts = figure(ABOUT_NOBODY, (orm, codes) =>
  orm
    .select({
      projects: countOf(projects.id),
      underWay: countWhere(eq(projects.status, 'UNDER_WAY')),
      completed: countWhere(inArray(projects.status, ['COMPLETED', 'ACCEPTED'])),
      suspended: countWhere(eq(projects.resumption, 'SUSPENDED')),
      resumed: countWhere(eq(projects.resumption, 'RESUMED')),
      investment: sumOfYuan(projects.investment),
    })
    .from(regionsAsked(codes))
    .leftJoin(projects, and(isInRegion(projects.regionCode), ne(projects.status, 'CANCELLED')))
    .groupBy(regionPosition)
    .orderBy(regionPosition),
);

export const industryBaseCounts = figure(ABOUT_NOBODY, (orm, codes) =>
  orm
    .select({
      bases: countOf(industryBases.id),
      villagesWithOneProduct: distinctWhere(
        industryBases.regionCode,
        eq(industryBases.oneVillageOneProduct, true),
      ),
    })
    .from(regionsAsked(codes))
    .leftJoin(industryBases, isInRegion(industryBases.regionCode))
    .groupBy(regionPosition)
    .orderBy(regionPosition),
);

export const leadingEnterpriseCounts = figure({ counts: ['jobsForPoor'] }, (orm, codes) =>
  orm
    .select({
      enterprises: countOf(leadingEnterprises.id),
      certified: countOf(leadingEnterprises.certification),
      suspended: countWhere(eq(leadingEnterprises.operation, 'SUSPENDED')),
      resumed: countWhere(eq(leadingEnterprises.operation, 'RESUMED')),
      jobsForPoor: sumOf(leadingEnterprises.jobsForPoor),
    })
    .from(regionsAsked(codes))
    .leftJoin(
      leadingEnterprises,
      and(isInRegion(leadingEnterprises.regionCode), ne(leadingEnterprises.operation, 'CLOSED')),
    )
    .groupBy(regionPosition)
    .orderBy(regionPosition),
);

export const cooperativeCounts = figure({ counts: ['peopleRaised'] }, (orm, codes) =>
  orm
    .select({
      cooperatives: countOf(cooperatives.id),
      peopleRaised: sumOf(cooperatives.peopleRaised),
      villagesWithCooperatives: distinctWhere(
        cooperatives.regionCode,
        sql`${cooperatives.regionCode} not like '%000'`,
      ),
    })
    .from(regionsAsked(codes))
    .leftJoin(cooperatives, and(isInRegion(cooperatives.regionCode), ne(cooperatives.operation, 'CLOSED')))
    .groupBy(regionPosition)
    .orderBy(regionPosition),
);

export const entrepreneurCounts = figure({ counts: ['selected', 'trained', 'leading'] }, (orm, codes) =>
  orm
    .select({
      selected: countWhere(eq(entrepreneurs.stage, 'SELECTED')),
      trained: countWhere(eq(entrepreneurs.stage, 'TRAINED')),
      leading: countWhere(eq(entrepreneurs.stage, 'LEADING')),
    })
    .from(regionsAsked(codes))
    .leftJoin(entrepreneurs, isInRegion(entrepreneurs.regionCode))
    .groupBy(regionPosition)
    .orderBy(regionPosition),
);

export const ledBusinessCounts = figure({ counts: ['businesses', 'peopleLifted'] }, (orm, codes) =>
  orm
    .select({ businesses: countOf(ledBusinesses.id), peopleLifted: sumOf(ledBusinesses.peopleLifted) })
    .from(regionsAsked(codes))
    .leftJoin(ledBusinesses, and(isInRegion(ledBusinesses.regionCode), ne(ledBusinesses.operation, 'CLOSED')))
    .groupBy(regionPosition)
    .orderBy(regionPosition),
);

/** The links of a region's households to businesses in a year. Whose the links are is counted beside. */
export const benefitLinkCounts = figureWith(
  { counts: ['households', 'householdsOfBreached', 'householdsOfKept'] },
  (orm, codes, { year }: { year: number }) =>
    orm
      .select({
        households: countDistinct(benefitLinks.householdId),
        links: countOf(benefitLinks.id),
        breached: countWhere(isBreachedLink),
        gain: sumOfYuan(benefitLinks.yearlyGain),
        householdsOfBreached: distinctWhere(benefitLinks.householdId, isBreachedLink),
        householdsOfKept: distinctWhere(benefitLinks.householdId, sql`(${isBreachedLink}) is not true`),
      })
      .from(regionsAsked(codes))
      .leftJoin(benefitLinks, and(isInRegion(benefitLinks.regionCode), eq(benefitLinks.year, year)))
      .groupBy(regionPosition)
      .orderBy(regionPosition),
);

export const ecommerceCountyCounts = figure(ABOUT_NOBODY, (orm, codes) => {
  const { produceSales, logistics, training } = ecommerceCounties;
  const areDone = and(...[produceSales, logistics, training].map((status) => eq(status, 'COMPLETED'))) as SQL;
  return orm
    .select({ counties: countOf(ecommerceCounties.id), complete: countWhere(areDone) })
    .from(regionsAsked(codes))
    .leftJoin(ecommerceCounties, isInRegion(ecommerceCounties.regionCode))
    .groupBy(regionPosition)
    .orderBy(regionPosition);
});

/** The reports of unsold produce of a region's households. Whose they are is counted beside. */
export const unsoldProduceCounts = figure(
  { counts: ['householdsOfOpen', 'householdsOfSold'] },
  (orm, codes) => {
    const { householdId, quantityKg, soldKg, estimatedValue, status } = unsoldProduce;
    const isOpen = inArray(status, ['OPEN', 'PARTLY_SOLD']);
    // In numeric, which no product is too large for. The division is the only rounding: down, to whole fen.
    const left = sql`(${quantityKg}::numeric - ${soldKg})`;
    const unsoldValue = sql`div(${estimatedValue} * ${left}, nullif(${quantityKg}, 0))`;
    return orm
      .select({
        reports: countOf(unsoldProduce.id),
        open: countWhere(isOpen),
        unsoldValue: sumOfYuan(sql`case when ${isOpen} then ${unsoldValue} end`),
        householdsOfOpen: distinctWhere(householdId, isOpen),
        householdsOfSold: distinctWhere(householdId, sql`(${isOpen}) is not true`),
      })
      .from(regionsAsked(codes))
      .leftJoin(unsoldProduce, isInRegion(unsoldProduce.regionCode))
      .groupBy(regionPosition)
      .orderBy(regionPosition);
  },
);

export const consumptionOrderCounts = figure(ABOUT_NOBODY, (orm, codes) =>
  orm
    .select({ orders: countOf(consumptionOrders.id), amount: sumOfYuan(consumptionOrders.amount) })
    .from(regionsAsked(codes))
    .leftJoin(
      consumptionOrders,
      and(isInRegion(consumptionOrders.regionCode), ne(consumptionOrders.status, 'CANCELLED')),
    )
    .groupBy(regionPosition)
    .orderBy(regionPosition),
);

export const workshopCounts = figure({ counts: ['jobsForPoor'] }, (orm, codes) =>
  orm
    .select({
      workshops: countOf(workshops.id),
      suspended: countWhere(eq(workshops.operation, 'SUSPENDED')),
      resumed: countWhere(eq(workshops.operation, 'RESUMED')),
      jobsForPoor: sumOf(workshops.jobsForPoor),
    })
    .from(regionsAsked(codes))
    .leftJoin(workshops, and(isInRegion(workshops.regionCode), ne(workshops.operation, 'CLOSED')))
    .groupBy(regionPosition)
    .orderBy(regionPosition),
);
