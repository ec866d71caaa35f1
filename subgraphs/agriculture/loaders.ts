import { defineLoaders, rowByKey } from '@hearth/kit/loader.ts';
import type { MinistryContext } from '@hearth/kit/context.ts';
import * as counts from './loaders/counts.ts';
import * as households from './loaders/households.ts';
import * as registers from './loaders/registers.ts';
import {
  benefitLinks,
  consumptionOrders,
  cooperatives,
  entrepreneurs,
  industryBases,
  industryGuides,
  industryPlans,
  leadingEnterprises,
  ledBusinesses,
  projects,
  unsoldProduce,
  workshops,
} from './tables.ts';

/** What the resolvers of a request are given. */
export type Context = MinistryContext<ReturnType<typeof createLoaders>>;

/** Every read of agriculture, made anew for each request. */
export const createLoaders = defineLoaders({
  industryPlan: rowByKey(industryPlans, industryPlans.id),
  project: rowByKey(projects, projects.id),
  projectByNumber: rowByKey(projects, projects.projectNumber),
  industryBase: rowByKey(industryBases, industryBases.id),
  leadingEnterprise: rowByKey(leadingEnterprises, leadingEnterprises.id),
  leadingEnterpriseByCode: rowByKey(leadingEnterprises, leadingEnterprises.registrationCode),
  cooperative: rowByKey(cooperatives, cooperatives.id),
  cooperativeByCode: rowByKey(cooperatives, cooperatives.registrationCode),
  ledBusiness: rowByKey(ledBusinesses, ledBusinesses.id),
  ledBusinessByCode: rowByKey(ledBusinesses, ledBusinesses.registrationCode),
  entrepreneur: rowByKey(entrepreneurs, entrepreneurs.id),
  entrepreneurByPerson: rowByKey(entrepreneurs, entrepreneurs.personId),
  benefitLink: rowByKey(benefitLinks, benefitLinks.id),
  industryGuide: rowByKey(industryGuides, industryGuides.id),
  industryGuideByNumber: rowByKey(industryGuides, industryGuides.guideNumber),
  unsoldProduceReport: rowByKey(unsoldProduce, unsoldProduce.id),
  unsoldProduceByNumber: rowByKey(unsoldProduce, unsoldProduce.reportNumber),
  consumptionOrder: rowByKey(consumptionOrders, consumptionOrders.id),
  workshop: rowByKey(workshops, workshops.id),
  ...households,
  ...registers,
  ...counts,
});
