import { withYear } from '@hearth/kit/year-argument.ts';
import { disburse, recordRepayment } from './commands.ts';
import type { RequiredResolvers } from './generated/resolvers.ts';
import type { Context } from './loaders.ts';
import { executionRate, fundEligibility, isOverdue, outstanding, overdueDays } from './rules.ts';

/** Resolvers of finance's slice. Properties of a row that bear their field's name resolve themselves. */
export const resolvers: RequiredResolvers = {
  Query: {
    fund: (_, { id }, { loaders }) => loaders.fund.load(id),
    fundAllocation: (_, { id }, { loaders }) => loaders.fundAllocation.load(id),
    fundDisbursement: (_, { id }, { loaders }) => loaders.fundDisbursement.load(id),
    microcreditLoan: (_, { id }, { loaders }) => loaders.microcreditLoan.load(id),
    householdPayment: (_, { id }, { loaders }) => loaders.householdPayment.load(id),
    projectAsset: (_, { id }, { loaders }) => loaders.projectAsset.load(id),
  },

  Mutation: {
    disburse: (_, { input }, { run }) => run(disburse, input),
    recordRepayment: (_, { input }, { run }) => run(recordRepayment, input),
  },
  DisbursePayload: { payment: ({ id }, _, { loaders }) => loaders.householdPayment.load(id) },
  RecordRepaymentPayload: { loan: ({ id }, _, { loaders }) => loaders.microcreditLoan.load(id) },

  Household: {
    __resolveReference: ({ id }, { register }) => register.household.load(id),
    microcreditLoans: ({ id }, args, { loaders }) => loaders.loansOfHousehold.load(id, args),
    microcreditOutstanding: async ({ id }, _, { loaders }) =>
      (await loaders.microcreditDebt.load(id)).outstanding,
    overdueMicrocreditLoans: async ({ id }, _, { loaders }) =>
      (await loaders.microcreditDebt.load(id)).overdueLoans,
    interestSubsidies: ({ id }, args, { loaders }) => loaders.interestOfHousehold.load(id, args),
    trainingSubsidies: ({ id }, args, { loaders }) => loaders.trainingsOfHousehold.load(id, args),
    publicPostSubsidies: ({ id }, args, { loaders }) => loaders.postsOfHousehold.load(id, args),
    householdPayments: ({ id }, args, { loaders }) => loaders.paymentsOf.load(id, args),
    paymentsReceived: ({ id }, args, { loaders }) => loaders.paymentsReceived.load(id, withYear(args)),
  },

  Person: {
    __resolveReference: ({ id }, { register }) => register.person.load(id),
    microcreditLoans: ({ id }, args, { loaders }) => loaders.loansOfPerson.load(id, args),
    trainingSubsidies: ({ id }, args, { loaders }) => loaders.trainingsOfPerson.load(id, args),
    publicPostSubsidies: ({ id }, args, { loaders }) => loaders.postsOfPerson.load(id, args),
  },

  Region: {
    __resolveReference: ({ code }, { register }) => register.region.load(code),
    funds: ({ code }, args, { loaders }) => loaders.fundsIn.load(code, args),
    fundAllocations: ({ code }, args, { loaders }) => loaders.allocationsIn.load(code, args),
    microcreditLoans: ({ code }, args, { loaders }) => loaders.loansIn.load(code, args),
    householdPayments: ({ code }, args, { loaders }) => loaders.paymentsIn.load(code, args),
    projectAssets: ({ code }, args, { loaders }) => loaders.assetsIn.load(code, args),
    fundExecution: ({ code }, args, { loaders }) => loaders.fundExecution.load(code, withYear(args)),
    microcreditCounts: ({ code }, _, { loaders }) => loaders.microcreditCounts.load(code),
    subsidyCounts: ({ code }, args, { loaders }) => loaders.subsidyCounts.load(code, withYear(args)),
    projectAssetCounts: ({ code }, _, { loaders }) => loaders.projectAssetCounts.load(code),
  },

  Fund: {
    __resolveReference: (key, { loaders }) =>
      'id' in key ? loaders.fund.load(key.id) : loaders.fundByNumber.load(key.fundNumber),
    region: ({ regionCode }) => (regionCode === null ? null : { code: regionCode }),
    policyDocument: ({ policyNumber }) => (policyNumber === null ? null : { number: policyNumber }),
    eligibility: (fund, { category, use, emergency }) =>
      fundEligibility(fund, { category, use, emergency: emergency ?? false }),
    allocated: ({ fundNumber }, _, { loaders }) => loaders.allocatedOfFund.load(fundNumber),
    disbursed: ({ fundNumber }, _, { loaders }) => loaders.disbursedOfFund.load(fundNumber),
    executionRate: async ({ fundNumber }, _, { loaders }) => {
      const { allocatedOfFund, disbursedOfFund } = loaders;
      return executionRate(
        ...(await Promise.all([allocatedOfFund.load(fundNumber), disbursedOfFund.load(fundNumber)])),
      );
    },
    allocations: ({ fundNumber }, args, { loaders }) => loaders.allocationsOfFund.load(fundNumber, args),
    disbursements: ({ fundNumber }, args, { loaders }) => loaders.disbursementsOfFund.load(fundNumber, args),
  },

  FundAllocation: { fund: fundOf, region: regionOf },

  FundDisbursement: {
    fund: fundOf,
    region: regionOf,
    project: ({ projectNumber }) => (projectNumber === null ? null : { projectNumber }),
  },

  MicrocreditLoan: {
    household: householdOf,
    person: personOf,
    region: regionOf,
    annualRate: ({ annualRate }) => Number(annualRate),
    outstanding,
    overdue: isOverdue,
    overdueDays,
    interestSubsidies: ({ loanNumber }, args, { loaders }) => loaders.interestOfLoan.load(loanNumber, args),
  },

  InterestSubsidy: {
    household: householdOf,
    person: personOf,
    region: regionOf,
    loan: ({ loanNumber }, _, { loaders }) => loaders.microcreditLoanByNumber.load(loanNumber),
    fund: fundOf,
  },

  TrainingSubsidy: { household: householdOf, person: personOf, region: regionOf, fund: fundOf },
  PublicPostSubsidy: { household: householdOf, person: personOf, region: regionOf, fund: fundOf },
  HouseholdPayment: { household: householdOf, person: personOf, region: regionOf, fund: fundOf },

  ProjectAsset: {
    project: ({ projectNumber }) => ({ projectNumber }),
    region: regionOf,
  },
};

function personOf({ personId }: { personId: string }) {
  return { id: personId };
}

function householdOf({ householdId }: { householdId: string }) {
  return { id: householdId };
}

function regionOf({ regionCode }: { regionCode: string }) {
  return { code: regionCode };
}

/** The fund of that number; null when none is named or the register of funds lacks it. */
function fundOf({ fundNumber }: { fundNumber: string | null }, _: object, { loaders }: Context) {
  return fundNumber === null ? null : loaders.fundByNumber.load(fundNumber);
}
