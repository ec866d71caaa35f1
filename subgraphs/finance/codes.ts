// The code lists of the tables; each equals the GraphQL enum that bears its name in the singular.

export const FUND_KINDS = [
  'SPECIAL',
  'INTEGRATED_AGRI',
  'ECOMMERCE',
  'EDUCATION_TRANSFER',
  'COOPERATION',
] as const;
/** Kind of a fund (资金类别). */
export type FundKind = (typeof FUND_KINDS)[number];

export const FUND_LEVELS = ['CENTRAL', 'PROVINCE', 'PREFECTURE', 'COUNTY'] as const;
/** Government that sets up a fund (资金级次). */
export type FundLevel = (typeof FUND_LEVELS)[number];

export const FUND_BENEFICIARIES = ['LIFTED', 'UNSTABLE', 'MARGINAL', 'SUDDEN_HARDSHIP'] as const;
/** Whom a fund may serve (可支持对象). */
export type FundBeneficiary = (typeof FUND_BENEFICIARIES)[number];

export const FUND_USES = [
  'INDUSTRY',
  'INFRASTRUCTURE',
  'MICROCREDIT_INTEREST',
  'BUSINESS_TRAINING',
  'LABOUR_TRAINING',
  'PUBLIC_POST',
  'ECOMMERCE',
  'SCHOOLS',
  'STUDENT_AID',
  'HOUSING',
  'WATER',
  'DISASTER_RECOVERY',
  'FARM_SUBSIDY',
] as const;
/** What money is used for (资金用途). */
export type FundUse = (typeof FUND_USES)[number];

export const FUND_ELIGIBILITY_REASONS = [
  'WITHIN_PURPOSE',
  'EMERGENCY',
  'CATEGORY_NOT_ALLOWED',
  'USE_NOT_ALLOWED',
] as const;
/** The rule that decides whether a fund may pay (判定依据). */
export type FundEligibilityReason = (typeof FUND_ELIGIBILITY_REASONS)[number];

export const MICROCREDIT_STATUSES = ['ACTIVE', 'EXTENDED', 'SETTLED', 'COMPENSATED'] as const;
/** State of a loan as the bank reports it (贷款状态). */
export type MicrocreditStatus = (typeof MICROCREDIT_STATUSES)[number];

export const TRAINING_SUBSIDY_KINDS = ['BUSINESS', 'LABOUR'] as const;
/** Kind of a subsidised training (培训类别). */
export type TrainingSubsidyKind = (typeof TRAINING_SUBSIDY_KINDS)[number];

export const PAYMENT_STATUSES = ['ORDERED', 'PAID', 'RETURNED'] as const;
/** Whether a payment arrived (发放状态). */
export type PaymentStatus = (typeof PAYMENT_STATUSES)[number];

/** Kind of a project asset (资产类别). */
export const PROJECT_ASSET_KINDS = ['COMMERCIAL', 'PUBLIC_WELFARE', 'HOUSEHOLD'] as const;

/** Who owns a project asset (产权归属). */
export const PROJECT_ASSET_OWNERS = ['VILLAGE', 'TOWNSHIP', 'COUNTY', 'HOUSEHOLD'] as const;

export const PROJECT_ASSET_STATUSES = ['IN_USE', 'IDLE', 'DAMAGED', 'DISPOSED'] as const;
/** State of a project asset (资产状态). */
export type ProjectAssetStatus = (typeof PROJECT_ASSET_STATUSES)[number];
