/** The levels of the administrative division, from wide to narrow. */
export const regionLevels = ['PROVINCE', 'PREFECTURE', 'COUNTY', 'TOWNSHIP', 'VILLAGE'] as const;

/** Province 省, prefecture 地, county 县, township 乡 or village 村. */
export type RegionLevel = (typeof regionLevels)[number];

/** How many leading digits name a region of each level. */
const digitsOf: Record<RegionLevel, number> = {
  PROVINCE: 2,
  PREFECTURE: 4,
  COUNTY: 6,
  TOWNSHIP: 9,
  VILLAGE: 12,
};

const lengths = regionLevels.map((level) => digitsOf[level]);

/** Whether a text is a division code: 12 digits that begin with a province. */
export const isRegionCode = (text: string): boolean => /^(?!00)\d{12}$/.test(text);

/**
 * The digits that tell the region from others, without the padding: `530000000000` gives `53`. A region lies in
 * another when its code begins with the other's significant prefix.
 * @throws RangeError when the text is no division code.
 */
export const significantPrefix = (code: string): string => code.slice(0, digitsOf[regionLevel(code)]);

/**
 * The level of a region. Where a prefecture has no counties, the township follows it directly (`441900003000`).
 * @throws RangeError when the text is no division code.
 */
export function regionLevel(code: string): RegionLevel {
  assertRegionCode(code);
  const level = regionLevels.find((candidate) => /^0*$/.test(code.slice(digitsOf[candidate])));
  return level ?? 'VILLAGE';
}

/** The region right above; null above a province. */
export function parentRegion(code: string): string | null {
  const own = significantPrefix(code);
  const wider = lengths.filter((length) => length < own.length).map((length) => pad(own.slice(0, length)));
  return wider.at(-1) ?? null;
}

/** All regions above, the province first. */
export function ancestorRegions(code: string): string[] {
  const parent = parentRegion(code);
  return parent === null ? [] : [...ancestorRegions(parent), parent];
}

/** Whether a region is another or lies in it. */
export const isWithinRegion = (code: string, ancestor: string): boolean =>
  isRegionCode(code) && code.startsWith(significantPrefix(ancestor));

/**
 * The range of codes that lie in a region, itself included: `from <= code < before` in byte order, which is
 * a range of an index collated "C".
 */
export function regionRange(code: string): { from: string; before: string } {
  const prefix = significantPrefix(code);
  return { from: prefix, before: `${prefix}~` };
}

/** A prefix as a full code. */
const pad = (prefix: string): string => prefix.padEnd(digitsOf.VILLAGE, '0');

function assertRegionCode(code: string): void {
  if (!isRegionCode(code)) throw new RangeError(`${JSON.stringify(code)} is no division code of 12 digits.`);
}
