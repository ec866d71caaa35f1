import type {
  benefitLinks,
  consumptionOrders,
  cropLosses,
  farmSubsidies,
  industryGuidances,
  unsoldProduce,
} from './tables/households.ts';
import type {
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
} from './tables/registers.ts';

export * from './tables/households.ts';
export * from './tables/registers.ts';

export type BenefitLinkRow = typeof benefitLinks.$inferSelect;
export type ConsumptionOrderRow = typeof consumptionOrders.$inferSelect;
export type CooperativeRow = typeof cooperatives.$inferSelect;
export type CropLossRow = typeof cropLosses.$inferSelect;
export type EcommerceCountyRow = typeof ecommerceCounties.$inferSelect;
export type EntrepreneurRow = typeof entrepreneurs.$inferSelect;
export type FarmSubsidyRow = typeof farmSubsidies.$inferSelect;
export type IndustryBaseRow = typeof industryBases.$inferSelect;
export type IndustryGuidanceRow = typeof industryGuidances.$inferSelect;
export type IndustryGuideRow = typeof industryGuides.$inferSelect;
export type IndustryPlanRow = typeof industryPlans.$inferSelect;
export type LeadingEnterpriseRow = typeof leadingEnterprises.$inferSelect;
export type LeadingIndustryRow = typeof leadingIndustries.$inferSelect;
export type LedBusinessRow = typeof ledBusinesses.$inferSelect;
export type ProjectRow = typeof projects.$inferSelect;
export type UnsoldProduceRow = typeof unsoldProduce.$inferSelect;
export type WorkshopRow = typeof workshops.$inferSelect;
