import { and, isNotNull, isNull, not, sql } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import {
  batchWith,
  equals,
  isKey,
  pagesByKey,
  pagesByRegion,
  preparedPer,
  sumOfYuan,
} from '@hearth/kit/loader.ts';
import type { BenefitMode, CropLossCause, FarmSubsidyProgramme, UnsoldProduceStatus } from '../codes.ts';
import {
  benefitLinks,
  consumptionOrders,
  cropLosses,
  farmSubsidies,
  industryGuidances,
  unsoldProduce,
} from '../tables.ts';
import type { Given } from './given.ts';
import { isBreachedLink } from './breach.ts';

type LinkFilters = Given<{ year: number; mode: BenefitMode; breached: boolean }>;

const linkFilters = ({ year, mode, breached }: LinkFilters) => [
  equals(benefitLinks.year, year),
  equals(benefitLinks.mode, mode),
  breached == null ? undefined : breached ? isBreachedLink : not(isBreachedLink),
];

const linksOf = (parent: PgColumn) =>
  pagesByKey<typeof benefitLinks, LinkFilters>({
    table: benefitLinks,
    parent,
    order: [benefitLinks.year, benefitLinks.id],
    direction: 'descending',
    where: linkFilters,
  });

export const linksOfHousehold = linksOf(benefitLinks.householdId);
export const linksOfPerson = linksOf(benefitLinks.personId);
export const linksIn = pagesByRegion<typeof benefitLinks, LinkFilters>({
  table: benefitLinks,
  region: benefitLinks.regionCode,
  order: [benefitLinks.regionCode, benefitLinks.year, benefitLinks.id],
  where: linkFilters,
});

const gainsOfYear = preparedPer('household_benefit_gain', ({ orm, sees }, name) =>
  orm
    .select({ householdId: benefitLinks.householdId, gain: sumOfYuan(benefitLinks.yearlyGain) })
    .from(benefitLinks)
    .where(
      and(
        isKey(benefitLinks.householdId),
        sql`${benefitLinks.year} = ${sql.placeholder('year')}`,
        sees(benefitLinks),
      ),
    )
    .groupBy(benefitLinks.householdId)
    .prepare(name),
);

/** What all links of a household brought in a calendar year, fen. */
export const benefitGain = batchWith(async (reader, keys, { year }: { year: number }) => {
  const rows = await gainsOfYear(reader).execute({ keys, year });
  const byHousehold = new Map(rows.map(({ householdId, gain }) => [householdId, gain]));
  return keys.map((key) => byHousehold.get(key) ?? 0n);
});

export const guidanceOf = pagesByKey<typeof industryGuidances, Given<{ current: boolean }>>({
  table: industryGuidances,
  parent: industryGuidances.householdId,
  order: [industryGuidances.assignedOn, industryGuidances.id],
  direction: 'descending',
  where: ({ current }) => [
    current == null
      ? undefined
      : current
        ? isNull(industryGuidances.endedOn)
        : isNotNull(industryGuidances.endedOn),
  ],
});

type UnsoldFilters = Given<{ status: UnsoldProduceStatus }>;

export const unsoldOf = pagesByKey<typeof unsoldProduce, UnsoldFilters>({
  table: unsoldProduce,
  parent: unsoldProduce.householdId,
  order: [unsoldProduce.reportedOn, unsoldProduce.id],
  direction: 'descending',
  where: ({ status }) => [equals(unsoldProduce.status, status)],
});
export const unsoldIn = pagesByRegion<typeof unsoldProduce, UnsoldFilters>({
  table: unsoldProduce,
  region: unsoldProduce.regionCode,
  order: [unsoldProduce.regionCode, unsoldProduce.id],
  where: ({ status }) => [equals(unsoldProduce.status, status)],
});

export const ordersOfReport = pagesByKey({
  table: consumptionOrders,
  parent: consumptionOrders.reportNumber,
  order: [consumptionOrders.orderedOn, consumptionOrders.id],
  direction: 'descending',
});

export const subsidiesOf = pagesByKey<
  typeof farmSubsidies,
  Given<{ year: number; programme: FarmSubsidyProgramme }>
>({
  table: farmSubsidies,
  parent: farmSubsidies.householdId,
  order: [farmSubsidies.year, farmSubsidies.id],
  direction: 'descending',
  where: ({ year, programme }) => [
    equals(farmSubsidies.year, year),
    equals(farmSubsidies.programme, programme),
  ],
});

export const lossesOf = pagesByKey<typeof cropLosses, Given<{ cause: CropLossCause }>>({
  table: cropLosses,
  parent: cropLosses.householdId,
  order: [cropLosses.lostOn, cropLosses.id],
  direction: 'descending',
  where: ({ cause }) => [equals(cropLosses.cause, cause)],
});
