import type { SampleRows } from '@hearth/kit/sample/rows.ts';
import { household } from './sample/household.ts';
import { nation } from './sample/nation.ts';
import { region } from './sample/region.ts';

/** How the sample's world becomes rows of poverty relief's exchange files. */
export const sample: SampleRows = { nation, region, household };
