import type { SampleRows } from '@hearth/kit/sample/rows.ts';
import { householdRows } from './sample/households.ts';
import { regionRows } from './sample/regions.ts';

/** Health's part of the sample. All of its amounts and frequencies are our modelling decisions. */
export const sample: SampleRows = { region: regionRows, household: householdRows };
