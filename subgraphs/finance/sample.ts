import type { SampleRows } from '@hearth/kit/sample/rows.ts';
import { householdRows } from './sample/households.ts';
import { centralFunds, regionRows } from './sample/funds.ts';

/** How the sample's nation, regions and households become rows of finance's exchange files. */
export const sample: SampleRows = {
  nation: centralFunds,
  region: regionRows,
  household: householdRows,
};
