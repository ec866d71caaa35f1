import type { SampleRegion } from '@hearth/kit/sample/regions.ts';
import type { RowsByKind, SampleContext, SampleRow } from '@hearth/kit/sample/rows.ts';
import { SCHOOL_PROJECT_KINDS, type TeacherProgrammeKind } from '../codes.ts';
import {
  COUNTY_SCHOOLS,
  COMPULSORY_SCHOOLS,
  easternPartnerOf,
  schoolAt,
  type SchoolPattern,
  TOWNSHIP_SCHOOLS,
} from './schools.ts';

/** What education knows of a region: schools below the county, programmes in it. */
export function regionRows(region: SampleRegion, context: SampleContext): RowsByKind {
  switch (region.level) {
    case 'TOWNSHIP':
      return {
        schools: schoolRows(TOWNSHIP_SCHOOLS, region, context),
        'school-projects': yearsOf(context).map((year) => projectRow(region, year, context)),
      };
    case 'COUNTY':
      return {
        schools: schoolRows(COUNTY_SCHOOLS, region, context),
        'teacher-programmes': yearsOf(context).flatMap((year) => teacherRows(region, year, context)),
        'east-west-partnerships': yearsOf(context).map((year) => partnershipRow(region, year, context)),
      };
    default:
      return {};
  }
}

/** The year before the sample's day and the year of that day. */
function yearsOf({ today }: SampleContext): number[] {
  const year = Number(today.slice(0, 4));
  return [year - 1, year];
}

function schoolRows(
  patterns: readonly SchoolPattern[],
  region: SampleRegion,
  { random, daysAgo }: SampleContext,
): SampleRow[] {
  return patterns.map((pattern) => {
    const { code, name, ownership } = schoolAt(pattern, region.code);
    const students = random.integer(...pattern.students);
    const isInspected = random.chance(0.96);
    return {
      school_code: code,
      name,
      region_code: region.code,
      kind: pattern.kind,
      ownership,
      boarding: pattern.boarding,
      students,
      teachers: Math.ceil(students / random.integer(11, 19)),
      building_safe: isInspected ? random.chance(0.97) : null,
      building_inspected_on: isInspected ? daysAgo(random.integer(20, 700)) : null,
      standardised: random.chance(0.88),
    };
  });
}

/** A project each year in one of the schools; those of earlier years are completed. */
function projectRow(region: SampleRegion, year: number, { random, today }: SampleContext): SampleRow {
  const school = schoolAt(random.pick(COMPULSORY_SCHOOLS), region.code);
  const isThisYear = today.startsWith(String(year));
  const status = isThisYear ? random.pick(['PLANNED', 'UNDER_WAY']) : 'COMPLETED';
  const central = random.integer(20, 300) * 10_000;
  const local = random.integer(0, 60) * 10_000;
  return {
    region_code: region.code,
    project_number: `XX-${year}-01`,
    project_name: `${school.name}改造提升项目`,
    kind: random.pick(SCHOOL_PROJECT_KINDS),
    school_code: school.code,
    year,
    cost: central + local,
    central_funds: central,
    local_funds: local,
    fund_number: `F-${year}-EDUCATION_TRANSFER-${region.code.slice(0, 2)}0000000000`,
    status,
    started_on: status === 'PLANNED' ? null : `${year}-0${random.integer(3, 6)}-15`,
    completed_on: status === 'COMPLETED' ? `${year}-1${random.integer(0, 1)}-20` : null,
  };
}

function teacherRows(region: SampleRegion, year: number, { random }: SampleContext): SampleRow[] {
  const teachers = random.integer(600, 2_400);
  const principals = random.integer(30, 120);
  const teachersTrained = Math.floor((teachers * random.integer(90, 100)) / 100);
  const principalsTrained = Math.floor((principals * random.integer(94, 100)) / 100);
  const row = (
    kind: TeacherProgrammeKind,
    plannedPeople: number,
    people: number,
    each: number,
  ): SampleRow => ({
    region_code: region.code,
    kind,
    year,
    planned_people: plannedPeople,
    people,
    amount: people * each,
  });
  const posts = random.integer(10, 80);
  const students = random.integer(3, 20);
  const allowance = random.integer(3, 12) * 100;
  return [
    row('SPECIAL_POSTS', posts, posts - random.integer(0, 3), 41_000),
    row('FUNDED_STUDENT_TEACHERS', students, students, 12_000),
    { ...row('LIVING_ALLOWANCE', teachers, teachers, allowance * 12), monthly_allowance: allowance },
    {
      ...row('NATIONAL_TRAINING', teachers + principals, teachersTrained + principalsTrained, 1_500),
      teachers,
      teachers_trained: teachersTrained,
      principals,
      principals_trained: principalsTrained,
    },
  ];
}

function partnershipRow(region: SampleRegion, year: number, { random }: SampleContext): SampleRow {
  return {
    region_code: region.code,
    partner_region_code: easternPartnerOf(region.code),
    year,
    vocational_students: random.integer(5, 90),
    skill_trainees: random.integer(40, 600),
    leader_trainees: random.integer(5, 60),
    amount: random.integer(20, 260) * 10_000,
  };
}
