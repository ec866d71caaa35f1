// The code lists of the tables; each equals the GraphQL enum that bears its name in the singular.

export const INDUSTRY_PLAN_LEVELS = ['PROVINCE', 'COUNTY'] as const;
/** Level of a plan (规划级别). */
export type IndustryPlanLevel = (typeof INDUSTRY_PLAN_LEVELS)[number];

/** State of a plan (规划状态). */
export const INDUSTRY_PLAN_STATUSES = ['DRAFTING', 'APPROVED', 'EXPIRED'] as const;

export const INDUSTRY_SECTORS = [
  'GRAIN',
  'VEGETABLES',
  'FRUIT',
  'TEA',
  'FUNGI',
  'HERBS',
  'LIVESTOCK',
  'AQUACULTURE',
  'FORESTRY',
  'PROCESSING',
  'HANDICRAFT',
  'TOURISM',
  'SOLAR',
  'OTHER',
] as const;
/** Sector of rural industry (产业类别). */
export type IndustrySector = (typeof INDUSTRY_SECTORS)[number];

export const PROJECT_STATUSES = ['PLANNED', 'UNDER_WAY', 'COMPLETED', 'ACCEPTED', 'CANCELLED'] as const;
/** State of a project (项目状态). */
export type ProjectStatus = (typeof PROJECT_STATUSES)[number];

export const PROJECT_RESUMPTIONS = ['NOT_SUSPENDED', 'SUSPENDED', 'RESUMED'] as const;
/** Whether a project's work stopped and went on (复工状态). */
export type ProjectResumption = (typeof PROJECT_RESUMPTIONS)[number];

/** Why work or sales came to a stop (停工或滞销原因). */
export const SUSPENSION_CAUSES = ['EPIDEMIC', 'FLOOD', 'GEOLOGICAL', 'MARKET', 'OTHER'] as const;

export const BUSINESS_ENTITY_KINDS = ['LEADING_ENTERPRISE', 'COOPERATIVE', 'LED_BUSINESS'] as const;
/** Kind of a business entity (经营主体类型). */
export type BusinessEntityKind = (typeof BUSINESS_ENTITY_KINDS)[number];

export const OPERATING_STATES = ['OPERATING', 'SUSPENDED', 'RESUMED', 'CLOSED'] as const;
/** Whether a business or workshop works (经营状态). */
export type OperatingState = (typeof OPERATING_STATES)[number];

export const CERTIFICATION_LEVELS = ['NATION', 'PROVINCE', 'PREFECTURE', 'COUNTY'] as const;
/** Level at which an enterprise is certified (认定级别). */
export type CertificationLevel = (typeof CERTIFICATION_LEVELS)[number];

export const ENTREPRENEUR_STAGES = ['SELECTED', 'TRAINED', 'LEADING'] as const;
/** How far an entrepreneur has come (培育阶段). */
export type EntrepreneurStage = (typeof ENTREPRENEUR_STAGES)[number];

/** Legal form of a business (主体形式). */
export const LED_BUSINESS_FORMS = ['FAMILY_FARM', 'COMPANY', 'SOLE_TRADER'] as const;

export const BENEFIT_MODES = [
  'PRODUCTION_HOSTING',
  'TECHNICAL_SERVICE',
  'PRODUCT_PURCHASE',
  'EMPLOYMENT',
  'SHARE_COOPERATION',
] as const;
/** How a household takes part in a business (联结方式). */
export type BenefitMode = (typeof BENEFIT_MODES)[number];

/** What keeps the household's gain safe (保障方式). */
export const BENEFIT_GUARANTEES = ['PREMIUM_PURCHASE', 'GUARANTEED_MINIMUM', 'NONE'] as const;

export const FARM_SUBSIDY_PROGRAMMES = [
  'FARMLAND_FERTILITY',
  'GRAIN',
  'MACHINERY',
  'INDUSTRY_REWARD',
  'SELF_RESCUE',
] as const;
/** What a farm subsidy is for (补贴项目). */
export type FarmSubsidyProgramme = (typeof FARM_SUBSIDY_PROGRAMMES)[number];

export const CROP_LOSS_CAUSES = [
  'FLOOD',
  'GEOLOGICAL',
  'DROUGHT',
  'BIOLOGICAL',
  'METEOROLOGICAL',
  'EARTHQUAKE',
  'OTHER',
] as const;
/** Cause of a loss (损失原因). */
export type CropLossCause = (typeof CROP_LOSS_CAUSES)[number];

export const UNSOLD_PRODUCE_STATUSES = ['OPEN', 'PARTLY_SOLD', 'SOLD', 'SPOILED'] as const;
/** State of unsold produce (滞销状态). */
export type UnsoldProduceStatus = (typeof UNSOLD_PRODUCE_STATUSES)[number];

/** Kind of a buyer (采购单位类型). */
export const CONSUMPTION_BUYER_KINDS = [
  'PUBLIC_BODY',
  'STATE_ENTERPRISE',
  'COMPANY',
  'EASTERN_PARTNER',
  'CONSUMERS',
] as const;

export const CONSUMPTION_ORDER_STATUSES = ['PLACED', 'DELIVERED', 'PAID', 'CANCELLED'] as const;
/** State of an order (订单状态). */
export type ConsumptionOrderStatus = (typeof CONSUMPTION_ORDER_STATUSES)[number];

/** How far a measure has come (措施进度). */
export const ECOMMERCE_MEASURE_STATUSES = ['NOT_STARTED', 'UNDER_WAY', 'COMPLETED'] as const;
