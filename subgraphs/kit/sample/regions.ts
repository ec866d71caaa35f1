import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { ancestorRegions, regionLevel, type RegionLevel } from '@hearth/schema/protocol/region-code.ts';

/** A division that exists (区划). */
export interface SampleRegion {
  /** Twelve digits. */
  readonly code: string;
  readonly name: string;
  readonly level: RegionLevel;
}

/** The county that the first households live in: Yongshan (永善县) in Yunnan. */
const FIRST_COUNTY = '530625';

const HOUSEHOLDS_PER_VILLAGE = 20;
const VILLAGES_PER_COUNTY = 10;

/** Divisions of the 22 provinces, by code: all that lie above the sample's 89 counties, and all within them. */
const divisions: ReadonlyMap<string, SampleRegion> = readDivisions();

const villagesByCounty: ReadonlyMap<string, readonly SampleRegion[]> = groupVillages();

function readDivisions(): Map<string, SampleRegion> {
  const packed = readFileSync(new URL('divisions/divisions.tsv.gz', import.meta.url));
  const lines = gunzipSync(packed).toString('utf8').trimEnd().split('\n');
  const regions = lines.map((line): SampleRegion => {
    const [prefix = '', name = ''] = line.split('\t');
    const code = prefix.padEnd(12, '0');
    return { code, name, level: regionLevel(code) };
  });
  return new Map(regions.map((region) => [region.code, region]));
}

function groupVillages(): Map<string, SampleRegion[]> {
  const groups = new Map<string, SampleRegion[]>([[FIRST_COUNTY, []]]);
  for (const region of divisions.values()) {
    if (region.level !== 'VILLAGE') continue;
    const county = region.code.slice(0, 6);
    const group = groups.get(county);
    if (group) group.push(region);
    else groups.set(county, [region]);
  }
  return groups;
}

/**
 * The village of a household of the sample. Households fill villages of twenty; the more households, the more
 * counties, spread over the provinces.
 */
export function villageOf(household: number, households: number): SampleRegion {
  const villages = Math.ceil(households / HOUSEHOLDS_PER_VILLAGE);
  const counties = Math.min(villagesByCounty.size, Math.ceil(villages / VILLAGES_PER_COUNTY));
  const village = Math.floor(household / HOUSEHOLDS_PER_VILLAGE);
  const county = countyAt(village % counties, counties);
  return county[Math.floor(village / counties) % county.length]!;
}

function countyAt(index: number, counties: number): readonly SampleRegion[] {
  const stride = Math.floor(villagesByCounty.size / counties);
  return [...villagesByCounty.values()][index * stride]!;
}

/** The division of that code; undefined when it is none of those that the sample can have. */
export const findRegion = (code: string): SampleRegion | undefined => divisions.get(code);

/** The regions that a sample of that size lives in and all above them, province to village, by code. */
export function regionsOf(households: number): SampleRegion[] {
  const codes = new Set<string>();
  for (let household = 0; household < households; household += HOUSEHOLDS_PER_VILLAGE) {
    const village = villageOf(household, households);
    for (const code of [...ancestorRegions(village.code), village.code]) codes.add(code);
  }
  return [...codes]
    .toSorted()
    .map((code) => divisions.get(code)!)
    .filter(Boolean);
}
