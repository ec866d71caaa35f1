import { defineLoaders, rowByKey } from '@hearth/kit/loader.ts';
import type { MinistryContext } from '@hearth/kit/context.ts';
import * as ofFunds from './loaders/funds.ts';
import * as ofHouseholds from './loaders/households.ts';
import * as ofRegions from './loaders/regions.ts';
import {
  fundAllocations,
  fundDisbursements,
  funds,
  householdPayments,
  microcreditLoans,
  projectAssets,
} from './tables.ts';

/** What the resolvers of a request are given. */
export type Context = MinistryContext<ReturnType<typeof createLoaders>>;

/** Every read of finance, made anew for each request. */
export const createLoaders = defineLoaders({
  fund: rowByKey(funds, funds.id),
  fundByNumber: rowByKey(funds, funds.fundNumber),
  fundAllocation: rowByKey(fundAllocations, fundAllocations.id),
  fundDisbursement: rowByKey(fundDisbursements, fundDisbursements.id),
  microcreditLoan: rowByKey(microcreditLoans, microcreditLoans.id),
  microcreditLoanByNumber: rowByKey(microcreditLoans, microcreditLoans.loanNumber),
  householdPayment: rowByKey(householdPayments, householdPayments.id),
  projectAsset: rowByKey(projectAssets, projectAssets.id),
  ...ofFunds,
  ...ofHouseholds,
  ...ofRegions,
});
