import { findRegion } from '@hearth/kit/sample/regions.ts';
import type { EducationStage, SchoolKind, SchoolOwnership } from '../codes.ts';

/** A school of the sample. Its code follows from its place, so that students find it again. */
export interface SampleSchool {
  /** Null for a school outside the register. */
  readonly code: string | null;
  readonly name: string;
  readonly ownership: SchoolOwnership;
}

/** A school that every place of a level has, told apart by the last digit of its code. */
export interface SchoolPattern {
  readonly digit: number;
  readonly kind: SchoolKind;
  readonly title: string;
  readonly ownership: SchoolOwnership;
  readonly boarding: boolean;
  readonly students: readonly [from: number, to: number];
}

/** The schools of a township. */
export const TOWNSHIP_SCHOOLS = [
  pattern(1, 'KINDERGARTEN', '中心幼儿园', { students: [60, 240] }),
  pattern(2, 'KINDERGARTEN', '春苗幼儿园', { ownership: 'PRIVATE', students: [30, 120] }),
  pattern(3, 'PRIMARY_SCHOOL', '中心小学', { boarding: true, students: [200, 900] }),
  pattern(4, 'JUNIOR_SCHOOL', '初级中学', { boarding: true, students: [150, 800] }),
] as const;

/** The schools of a county. */
export const COUNTY_SCHOOLS = [
  pattern(5, 'SENIOR_SCHOOL', '第一中学', { boarding: true, students: [900, 3_000] }),
  pattern(6, 'COMPLETE_MIDDLE_SCHOOL', '育才中学', {
    ownership: 'PRIVATE',
    boarding: true,
    students: [400, 1_500],
  }),
  pattern(7, 'VOCATIONAL_SCHOOL', '职业技术学校', { boarding: true, students: [500, 2_500] }),
  pattern(8, 'SPECIAL_SCHOOL', '特殊教育学校', { boarding: true, students: [20, 120] }),
] as const;

const [publicKindergarten, privateKindergarten, primary, junior] = TOWNSHIP_SCHOOLS;
/** Those of a township that the projects for compulsory education better. */
export const COMPULSORY_SCHOOLS = [primary, junior] as const;

const [senior, privateSenior, vocational] = COUNTY_SCHOOLS;

/** The school of that pattern in a township or county. */
export function schoolAt({ digit, title, ownership }: SchoolPattern, place: string): SampleSchool {
  const name = `${findRegion(place)?.name ?? ''}${title}`;
  return { code: place.slice(0, 9) + String(digit), name, ownership };
}

/** Where somebody from a village learns at a stage. */
export function schoolFor(stage: EducationStage, village: string, isPrivate: boolean): SampleSchool {
  const township = village.slice(0, 9).padEnd(12, '0');
  const county = village.slice(0, 6).padEnd(12, '0');
  switch (stage) {
    case 'PRESCHOOL':
      return schoolAt(isPrivate ? privateKindergarten : publicKindergarten, township);
    case 'PRIMARY':
      return schoolAt(primary, township);
    case 'JUNIOR':
      return schoolAt(junior, township);
    case 'SENIOR':
      return schoolAt(isPrivate ? privateSenior : senior, county);
    case 'VOCATIONAL':
      return schoolAt(vocational, county);
    case 'HIGHER':
      return college(village, isPrivate);
  }
}

/** Colleges lie outside the ministry's register of schools. */
function college(village: string, isPrivate: boolean): SampleSchool {
  const province = findRegion(village.slice(0, 2).padEnd(12, '0'))?.name ?? '';
  return isPrivate
    ? { code: null, name: `${province}城市职业学院`, ownership: 'PRIVATE' }
    : { code: null, name: `${province}师范大学`, ownership: 'PUBLIC' };
}

/** The eastern provinces and cities that help others. */
const EASTERN = [
  '110000000000',
  '310000000000',
  '320000000000',
  '330000000000',
  '350000000000',
  '440000000000',
];

/** The eastern partner of the province that a region lies in. */
export const easternPartnerOf = (code: string): string => EASTERN[Number(code.slice(0, 2)) % EASTERN.length]!;

function pattern(
  digit: number,
  kind: SchoolKind,
  title: string,
  {
    ownership = 'PUBLIC',
    boarding = false,
    students,
  }: Partial<SchoolPattern> & Pick<SchoolPattern, 'students'>,
): SchoolPattern {
  return { digit, kind, title, ownership, boarding, students };
}
