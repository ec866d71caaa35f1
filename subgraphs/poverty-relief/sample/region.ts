import type { RowsByKind, SampleContext, SampleRow } from '@hearth/kit/sample/rows.ts';
import type { SampleRegion } from '@hearth/kit/sample/regions.ts';
import { countyRows } from './county.ts';
import { provinceRows } from './province.ts';
import { villageRows } from './village.ts';

/** What poverty relief keeps of a region of the sample. */
export function region(place: SampleRegion, context: SampleContext): RowsByKind {
  const regions = [regionRow(place, context)];
  if (place.level === 'PROVINCE') return { regions, ...provinceRows(place, context) };
  if (place.level === 'COUNTY') return { regions, ...countyRows(place, context) };
  if (place.level === 'VILLAGE') return { regions, ...villageRows(place, context) };
  return { regions };
}

function regionRow({ code, name, level }: SampleRegion, { random }: SampleContext): SampleRow {
  const isDesignated = (level === 'COUNTY' || level === 'VILLAGE') && random.chance(0.6);
  return {
    region_code: code,
    name,
    poverty_designation: isDesignated ? `POVERTY_${level}` : 'NONE',
    exited_on: isDesignated ? `${random.integer(2016, 2020)}-11-30` : null,
  };
}
