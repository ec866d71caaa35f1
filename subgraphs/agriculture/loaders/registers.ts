import { equals, pagesByKey, pagesByRegion } from '@hearth/kit/loader.ts';
import type {
  CertificationLevel,
  ConsumptionOrderStatus,
  EntrepreneurStage,
  IndustryPlanLevel,
  IndustrySector,
  OperatingState,
  ProjectResumption,
  ProjectStatus,
} from '../codes.ts';
import {
  consumptionOrders,
  cooperatives,
  ecommerceCounties,
  entrepreneurs,
  industryBases,
  industryGuides,
  industryPlans,
  leadingEnterprises,
  leadingIndustries,
  ledBusinesses,
  projects,
  workshops,
} from '../tables.ts';
import type { Given } from './given.ts';

// The lists of a region and all below it, ordered by division code.

export const plansIn = pagesByRegion<typeof industryPlans, Given<{ level: IndustryPlanLevel }>>({
  table: industryPlans,
  region: industryPlans.regionCode,
  order: [industryPlans.regionCode, industryPlans.id],
  where: ({ level }) => [equals(industryPlans.level, level)],
});

export const leadingIndustriesIn = pagesByRegion<typeof leadingIndustries, Given<{ sector: IndustrySector }>>(
  {
    table: leadingIndustries,
    region: leadingIndustries.regionCode,
    order: [leadingIndustries.regionCode, leadingIndustries.id],
    where: ({ sector }) => [equals(leadingIndustries.sector, sector)],
  },
);

export const projectsIn = pagesByRegion<
  typeof projects,
  Given<{ status: ProjectStatus; resumption: ProjectResumption; sector: IndustrySector }>
>({
  table: projects,
  region: projects.regionCode,
  order: [projects.regionCode, projects.id],
  where: ({ status, resumption, sector }) => [
    equals(projects.status, status),
    equals(projects.resumption, resumption),
    equals(projects.sector, sector),
  ],
});

export const basesIn = pagesByRegion<typeof industryBases, Given<{ oneVillageOneProduct: boolean }>>({
  table: industryBases,
  region: industryBases.regionCode,
  order: [industryBases.regionCode, industryBases.id],
  where: ({ oneVillageOneProduct }) => [equals(industryBases.oneVillageOneProduct, oneVillageOneProduct)],
});

export const enterprisesIn = pagesByRegion<
  typeof leadingEnterprises,
  Given<{ certification: CertificationLevel; operation: OperatingState }>
>({
  table: leadingEnterprises,
  region: leadingEnterprises.regionCode,
  order: [leadingEnterprises.regionCode, leadingEnterprises.id],
  where: ({ certification, operation }) => [
    equals(leadingEnterprises.certification, certification),
    equals(leadingEnterprises.operation, operation),
  ],
});

export const cooperativesIn = pagesByRegion<typeof cooperatives, Given<{ operation: OperatingState }>>({
  table: cooperatives,
  region: cooperatives.regionCode,
  order: [cooperatives.regionCode, cooperatives.id],
  where: ({ operation }) => [equals(cooperatives.operation, operation)],
});

export const ledBusinessesIn = pagesByRegion<typeof ledBusinesses, Given<{ operation: OperatingState }>>({
  table: ledBusinesses,
  region: ledBusinesses.regionCode,
  order: [ledBusinesses.regionCode, ledBusinesses.id],
  where: ({ operation }) => [equals(ledBusinesses.operation, operation)],
});

/** The businesses that a person leads. */
export const businessesLedBy = pagesByKey({
  table: ledBusinesses,
  parent: ledBusinesses.personId,
  order: [ledBusinesses.registrationCode, ledBusinesses.id],
});

export const entrepreneursIn = pagesByRegion<typeof entrepreneurs, Given<{ stage: EntrepreneurStage }>>({
  table: entrepreneurs,
  region: entrepreneurs.regionCode,
  order: [entrepreneurs.regionCode, entrepreneurs.id],
  where: ({ stage }) => [equals(entrepreneurs.stage, stage)],
});

export const guidesIn = pagesByRegion({
  table: industryGuides,
  region: industryGuides.regionCode,
  order: [industryGuides.regionCode, industryGuides.id],
});

export const ecommerceCountiesIn = pagesByRegion({
  table: ecommerceCounties,
  region: ecommerceCounties.regionCode,
  order: [ecommerceCounties.regionCode, ecommerceCounties.id],
});

export const ordersIn = pagesByRegion<typeof consumptionOrders, Given<{ status: ConsumptionOrderStatus }>>({
  table: consumptionOrders,
  region: consumptionOrders.regionCode,
  order: [consumptionOrders.regionCode, consumptionOrders.id],
  where: ({ status }) => [equals(consumptionOrders.status, status)],
});

export const workshopsIn = pagesByRegion<typeof workshops, Given<{ operation: OperatingState }>>({
  table: workshops,
  region: workshops.regionCode,
  order: [workshops.regionCode, workshops.id],
  where: ({ operation }) => [equals(workshops.operation, operation)],
});
