import { boolean, index, integer, numeric, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import {
  bytewiseText,
  code,
  householdId,
  isoDate,
  personId,
  provenance,
  recordId,
  regionCode,
  yuan,
} from '@hearth/kit/columns.ts';
import {
  FUND_BENEFICIARIES,
  FUND_KINDS,
  FUND_LEVELS,
  FUND_USES,
  MICROCREDIT_STATUSES,
  PAYMENT_STATUSES,
  PROJECT_ASSET_KINDS,
  PROJECT_ASSET_OWNERS,
  PROJECT_ASSET_STATUSES,
  TRAINING_SUBSIDY_KINDS,
} from './codes.ts';

/** Whom a record is about and where they lived then, with its key. */
const aboutMember = () => ({
  id: recordId(),
  householdId: householdId(),
  personId: personId(),
  regionCode: regionCode().notNull(),
});

const fundNumber = () => bytewiseText('fund_number');

/** Funds (资金). An import matches on the fund's number. */
export const funds = pgTable(
  'funds',
  {
    id: recordId(),
    fundNumber: fundNumber().notNull(),
    name: text('name').notNull(),
    kind: code('kind', FUND_KINDS).notNull(),
    level: code('level', FUND_LEVELS).notNull(),
    /** Null for the central government. */
    regionCode: regionCode(),
    year: integer('year').notNull(),
    budget: yuan('budget').notNull(),
    amountPerCounty: yuan('amount_per_county'),
    allowedCategories: code('allowed_categories', FUND_BENEFICIARIES).array().notNull(),
    allowedUses: code('allowed_uses', FUND_USES).array().notNull(),
    emergencyUse: boolean('emergency_use').notNull(),
    policy: text('policy').notNull(),
    policyNumber: bytewiseText('policy_number'),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.fundNumber), index().on(table.regionCode, table.id)],
);
export type FundRow = typeof funds.$inferSelect;

/** Allocations of funds (资金分配). An import matches on the number of the allocation. */
export const fundAllocations = pgTable(
  'fund_allocations',
  {
    id: recordId(),
    allocationNumber: bytewiseText('allocation_number').notNull(),
    fundNumber: fundNumber().notNull(),
    regionCode: regionCode().notNull(),
    year: integer('year').notNull(),
    amount: yuan('amount').notNull(),
    allocatedOn: isoDate('allocated_on').notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.allocationNumber),
    index().on(table.fundNumber, table.allocatedOn, table.id),
    index().on(table.regionCode, table.id),
  ],
);
export type FundAllocationRow = typeof fundAllocations.$inferSelect;

/** Disbursements of funds (资金支出). An import matches on the number of the payment order. */
export const fundDisbursements = pgTable(
  'fund_disbursements',
  {
    id: recordId(),
    disbursementNumber: bytewiseText('disbursement_number').notNull(),
    fundNumber: fundNumber().notNull(),
    regionCode: regionCode().notNull(),
    year: integer('year').notNull(),
    amount: yuan('amount').notNull(),
    disbursedOn: isoDate('disbursed_on').notNull(),
    use: code('use', FUND_USES).notNull(),
    projectNumber: bytewiseText('project_number'),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.disbursementNumber),
    index().on(table.fundNumber, table.disbursedOn, table.id),
    index().on(table.regionCode, table.id),
  ],
);
export type FundDisbursementRow = typeof fundDisbursements.$inferSelect;

/** Microcredit loans (扶贫小额信贷). An import matches on the loan's number. */
export const microcreditLoans = pgTable(
  'microcredit_loans',
  {
    ...aboutMember(),
    loanNumber: bytewiseText('loan_number').notNull(),
    borrowerAge: integer('borrower_age').notNull(),
    lender: text('lender').notNull(),
    principal: yuan('principal').notNull(),
    /** Per cent a year. */
    annualRate: numeric('annual_rate', { precision: 5, scale: 2 }).notNull(),
    purpose: text('purpose').notNull(),
    lentOn: isoDate('lent_on').notNull(),
    dueOn: isoDate('due_on').notNull(),
    repaid: yuan('repaid').notNull(),
    status: code('status', MICROCREDIT_STATUSES).notNull(),
    reportedOn: isoDate('reported_on').notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.loanNumber),
    index().on(table.householdId, table.lentOn, table.id),
    index().on(table.personId, table.lentOn, table.id),
    index().on(table.regionCode, table.id),
  ],
);
export type MicrocreditLoanRow = typeof microcreditLoans.$inferSelect;

/** Interest on microcredit that public money paid (小额信贷贴息). An import matches on loan and first day. */
export const interestSubsidies = pgTable(
  'interest_subsidies',
  {
    ...aboutMember(),
    loanNumber: bytewiseText('loan_number').notNull(),
    periodFrom: isoDate('period_from').notNull(),
    periodTo: isoDate('period_to').notNull(),
    amount: yuan('amount').notNull(),
    paidOn: isoDate('paid_on').notNull(),
    fundNumber: fundNumber().notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.loanNumber, table.periodFrom),
    index().on(table.loanNumber, table.paidOn, table.id),
    index().on(table.householdId, table.paidOn, table.id),
    index().on(table.regionCode, table.paidOn),
  ],
);
export type InterestSubsidyRow = typeof interestSubsidies.$inferSelect;

/** Subsidies for trainings (培训补贴). An import matches on person, course and day. */
export const trainingSubsidies = pgTable(
  'training_subsidies',
  {
    ...aboutMember(),
    kind: code('kind', TRAINING_SUBSIDY_KINDS).notNull(),
    course: text('course').notNull(),
    amount: yuan('amount').notNull(),
    paidOn: isoDate('paid_on').notNull(),
    fundNumber: fundNumber().notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.personId, table.course, table.paidOn),
    index().on(table.householdId, table.paidOn, table.id),
    index().on(table.personId, table.paidOn, table.id),
    index().on(table.regionCode, table.paidOn),
  ],
);
export type TrainingSubsidyRow = typeof trainingSubsidies.$inferSelect;

/** Monthly subsidies for public-welfare posts (公益岗位补贴). An import matches on person, post and month. */
export const publicPostSubsidies = pgTable(
  'public_post_subsidies',
  {
    ...aboutMember(),
    post: text('post').notNull(),
    month: isoDate('month').notNull(),
    amount: yuan('amount').notNull(),
    fundNumber: fundNumber().notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.personId, table.post, table.month),
    index().on(table.householdId, table.month, table.id),
    index().on(table.personId, table.month, table.id),
    index().on(table.regionCode, table.month),
  ],
);
export type PublicPostSubsidyRow = typeof publicPostSubsidies.$inferSelect;

/** Payments to households (惠农补贴发放). An import matches on the payment's number. */
export const householdPayments = pgTable(
  'household_payments',
  {
    ...aboutMember(),
    paymentNumber: bytewiseText('payment_number').notNull(),
    use: code('use', FUND_USES).notNull(),
    amount: yuan('amount').notNull(),
    paidOn: isoDate('paid_on').notNull(),
    status: code('status', PAYMENT_STATUSES).notNull(),
    returnReason: text('return_reason'),
    bank: text('bank').notNull(),
    /** All but the last four digits hidden; the account number itself is kept nowhere. */
    maskedAccount: text('masked_account').notNull(),
    fundNumber: fundNumber(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.paymentNumber),
    index().on(table.householdId, table.paidOn, table.id),
    index().on(table.regionCode, table.id),
  ],
);
export type HouseholdPaymentRow = typeof householdPayments.$inferSelect;

/** Assets that projects left behind (扶贫项目资产). An import matches on the asset's number. */
export const projectAssets = pgTable(
  'project_assets',
  {
    id: recordId(),
    assetNumber: bytewiseText('asset_number').notNull(),
    name: text('name').notNull(),
    kind: code('kind', PROJECT_ASSET_KINDS).notNull(),
    projectNumber: bytewiseText('project_number').notNull(),
    regionCode: regionCode().notNull(),
    owner: code('owner', PROJECT_ASSET_OWNERS).notNull(),
    originalValue: yuan('original_value').notNull(),
    registeredOn: isoDate('registered_on').notNull(),
    yearlyIncome: yuan('yearly_income'),
    keeper: text('keeper').notNull(),
    status: code('status', PROJECT_ASSET_STATUSES).notNull(),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.assetNumber), index().on(table.regionCode, table.id)],
);
export type ProjectAssetRow = typeof projectAssets.$inferSelect;
