import { findRegion } from '@hearth/kit/sample/regions.ts';

/** A facility as records name it. */
export interface SampleFacility {
  readonly code: string;
  readonly name: string;
}

const regionAt = (village: string, digits: number) => village.slice(0, digits).padEnd(12, '0');

const named = (regionCode: string, suffix: string): SampleFacility => ({
  code: `${regionCode}-01`,
  name: `${nameOf(regionCode)}${suffix}`,
});

const nameOf = (regionCode: string) =>
  findRegion(regionCode)?.name.replace(/(村民|居民)?委员会$/, '') ?? regionCode;

// Each region has one facility of its level under a code that follows from the region's.

export const villageClinic = (village: string) => named(village, '卫生室');
export const townshipClinic = (village: string) => named(regionAt(village, 9), '卫生院');
export const countyHospital = (village: string) => named(regionAt(village, 6), '人民医院');
export const prefectureHospital = (village: string) => named(regionAt(village, 4), '第一人民医院');
export const provinceHospital = (village: string) => named(regionAt(village, 2), '第一人民医院');
export const consortiumOf = (village: string): SampleFacility => ({
  code: `${regionAt(village, 6)}-YGT`,
  name: `${nameOf(regionAt(village, 6))}医共体`,
});
