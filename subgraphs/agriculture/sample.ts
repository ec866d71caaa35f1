import type { SampleRows } from '@hearth/kit/sample/rows.ts';
import { householdRows } from './sample/households.ts';
import { regionRows } from './sample/regions.ts';

/** How the sample's regions and households become rows of agriculture's exchange files. */
export const sample: SampleRows = { region: regionRows, household: householdRows };
