import { boolean, index, integer, pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import {
  bytewiseText,
  code,
  householdId,
  isoDate,
  personId,
  provenance,
  recordId,
  regionCode,
  yuan,
} from '@hearth/kit/columns.ts';
import {
  DROPOUT_CAUSES,
  DROPOUT_STATUSES,
  EDUCATION_AID_PROGRAMMES,
  EDUCATION_LEVELS,
  EDUCATION_STAGES,
  ENROLMENT_STATUSES,
  GRADUATE_DESTINATIONS,
  RETURN_FORMS,
  SCHOOL_KINDS,
  SCHOOL_OWNERSHIPS,
  SCHOOL_PROJECT_KINDS,
  SCHOOL_PROJECT_STATUSES,
  SKILL_TRAINING_KINDS,
  SKILL_TRAINING_RESULTS,
  STUDENT_HARDSHIPS,
  TEACHER_PROGRAMME_KINDS,
} from './codes.ts';

/** Whom a record is about, with its key. */
const aboutPerson = () => ({ id: recordId(), personId: personId(), householdId: householdId() });

/** Which region a record is about, with its key. */
const aboutRegion = () => ({ id: recordId(), regionCode: regionCode().notNull() });

/** Stays at schools (学籍). An import matches on person, stage and first day. */
export const schoolEnrolments = pgTable(
  'school_enrolments',
  {
    ...aboutPerson(),
    stage: code('stage', EDUCATION_STAGES).notNull(),
    grade: integer('grade').notNull(),
    schoolCode: bytewiseText('school_code'),
    schoolName: text('school_name').notNull(),
    ownership: code('ownership', SCHOOL_OWNERSHIPS).notNull(),
    boarding: boolean('boarding').notNull(),
    major: text('major'),
    hardship: code('hardship', STUDENT_HARDSHIPS).notNull(),
    status: code('status', ENROLMENT_STATUSES).notNull(),
    startedOn: isoDate('started_on').notNull(),
    endedOn: isoDate('ended_on'),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.personId, table.stage, table.startedOn),
    index().on(table.personId, table.startedOn, table.id),
    index().on(table.householdId, table.startedOn, table.id),
  ],
);
export type SchoolEnrolmentRow = typeof schoolEnrolments.$inferSelect;

/** Cases of leaving school early (控辍保学台账). An import matches on person and day of leaving. */
export const dropoutCases = pgTable(
  'dropout_cases',
  {
    ...aboutPerson(),
    /** The place that answers for the return, which need not be where the household is registered. */
    regionCode: regionCode().notNull(),
    stage: code('stage', EDUCATION_STAGES).notNull(),
    grade: integer('grade').notNull(),
    schoolCode: bytewiseText('school_code'),
    schoolName: text('school_name').notNull(),
    cause: code('cause', DROPOUT_CAUSES).notNull(),
    status: code('status', DROPOUT_STATUSES).notNull(),
    leftOn: isoDate('left_on').notNull(),
    responsiblePerson: text('responsible_person'),
    visits: integer('visits').notNull(),
    returnedOn: isoDate('returned_on'),
    returnForm: code('return_form', RETURN_FORMS),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.personId, table.leftOn),
    index().on(table.personId, table.leftOn, table.id),
    index().on(table.householdId, table.leftOn, table.id),
    index().on(table.regionCode, table.leftOn, table.id),
  ],
);
export type DropoutCaseRow = typeof dropoutCases.$inferSelect;

/** Awards of student aid (学生资助). An import matches on person, year, stage and programme. */
export const educationAidAwards = pgTable(
  'education_aid_awards',
  {
    ...aboutPerson(),
    year: integer('year').notNull(),
    stage: code('stage', EDUCATION_STAGES).notNull(),
    ownership: code('ownership', SCHOOL_OWNERSHIPS).notNull(),
    programme: code('programme', EDUCATION_AID_PROGRAMMES).notNull(),
    amount: yuan('amount').notNull(),
    awardedOn: isoDate('awarded_on').notNull(),
    paidOn: isoDate('paid_on'),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.personId, table.year, table.stage, table.programme),
    index().on(table.personId, table.year, table.id),
    index().on(table.householdId, table.year, table.id),
  ],
);
export type EducationAidAwardRow = typeof educationAidAwards.$inferSelect;

/** Cost of schooling (教育支出). An import matches on person, year and stage. */
export const educationCosts = pgTable(
  'education_costs',
  {
    ...aboutPerson(),
    year: integer('year').notNull(),
    stage: code('stage', EDUCATION_STAGES).notNull(),
    tuition: yuan('tuition').notNull(),
    lodging: yuan('lodging').notNull(),
    books: yuan('books').notNull(),
    subsidies: yuan('subsidies').notNull(),
    selfPaid: yuan('self_paid').notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.personId, table.year, table.stage),
    index().on(table.personId, table.year, table.id),
    index().on(table.householdId, table.year),
  ],
);
export type EducationCostRow = typeof educationCosts.$inferSelect;

/** Skill trainings (技能培训). An import matches on person, kind, course and first day. */
export const skillTrainings = pgTable(
  'skill_trainings',
  {
    ...aboutPerson(),
    kind: code('kind', SKILL_TRAINING_KINDS).notNull(),
    course: text('course').notNull(),
    provider: text('provider').notNull(),
    hours: integer('hours').notNull(),
    startedOn: isoDate('started_on').notNull(),
    endedOn: isoDate('ended_on'),
    result: code('result', SKILL_TRAINING_RESULTS).notNull(),
    certificate: text('certificate'),
    employedAfterwards: boolean('employed_afterwards'),
    partnerRegionCode: regionCode('partner_region_code'),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.personId, table.kind, table.course, table.startedOn),
    index().on(table.personId, table.startedOn, table.id),
    index().on(table.householdId, table.startedOn, table.id),
  ],
);
export type SkillTrainingRow = typeof skillTrainings.$inferSelect;

/** What became of graduates (毕业生就业). An import matches on person and day of graduation. */
export const graduateEmployments = pgTable(
  'graduate_employments',
  {
    ...aboutPerson(),
    stage: code('stage', EDUCATION_STAGES).notNull(),
    schoolName: text('school_name').notNull(),
    graduatedOn: isoDate('graduated_on').notNull(),
    destination: code('destination', GRADUATE_DESTINATIONS).notNull(),
    organisation: text('organisation'),
    workRegionCode: regionCode('work_region_code'),
    monthlyWage: yuan('monthly_wage'),
    helped: boolean('helped').notNull(),
    checkedOn: isoDate('checked_on').notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.personId, table.graduatedOn),
    index().on(table.personId, table.graduatedOn, table.id),
  ],
);
export type GraduateEmploymentRow = typeof graduateEmployments.$inferSelect;

/** Highest level of education (文化程度), one row a person. */
export const highestEducations = pgTable(
  'highest_educations',
  {
    ...aboutPerson(),
    level: code('level', EDUCATION_LEVELS).notNull(),
    reachedOn: isoDate('reached_on'),
    parentsLevel: code('parents_level', EDUCATION_LEVELS),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.personId), index().on(table.householdId)],
);
export type HighestEducationRow = typeof highestEducations.$inferSelect;

/** Schools (学校). An import matches on the school code. */
export const schools = pgTable(
  'schools',
  {
    ...aboutRegion(),
    code: bytewiseText('code').notNull(),
    name: bytewiseText('name').notNull(),
    kind: code('kind', SCHOOL_KINDS).notNull(),
    ownership: code('ownership', SCHOOL_OWNERSHIPS).notNull(),
    boarding: boolean('boarding').notNull(),
    students: integer('students'),
    teachers: integer('teachers'),
    buildingSafe: boolean('building_safe'),
    buildingInspectedOn: isoDate('building_inspected_on'),
    standardised: boolean('standardised').notNull(),
    ...provenance(),
  },
  (table) => [uniqueIndex().on(table.code), index().on(table.regionCode, table.name, table.id)],
);
export type SchoolRow = typeof schools.$inferSelect;

/** Projects that better schools (学校建设项目). An import matches on region and number. */
export const schoolProjects = pgTable(
  'school_projects',
  {
    ...aboutRegion(),
    number: text('number').notNull(),
    name: text('name').notNull(),
    kind: code('kind', SCHOOL_PROJECT_KINDS).notNull(),
    schoolCode: bytewiseText('school_code'),
    year: integer('year').notNull(),
    cost: yuan('cost').notNull(),
    centralFunds: yuan('central_funds').notNull(),
    localFunds: yuan('local_funds').notNull(),
    fundNumber: bytewiseText('fund_number'),
    status: code('status', SCHOOL_PROJECT_STATUSES).notNull(),
    startedOn: isoDate('started_on'),
    completedOn: isoDate('completed_on'),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.regionCode, table.number),
    index().on(table.regionCode, table.year, table.id),
    index().on(table.schoolCode, table.year, table.id),
  ],
);
export type SchoolProjectRow = typeof schoolProjects.$inferSelect;

/** Programmes for rural teachers (教师支持项目). An import matches on region, programme and year. */
export const teacherProgrammes = pgTable(
  'teacher_programmes',
  {
    ...aboutRegion(),
    kind: code('kind', TEACHER_PROGRAMME_KINDS).notNull(),
    year: integer('year').notNull(),
    plannedPeople: integer('planned_people').notNull(),
    people: integer('people').notNull(),
    amount: yuan('amount').notNull(),
    monthlyAllowance: yuan('monthly_allowance'),
    teachers: integer('teachers'),
    teachersTrained: integer('teachers_trained'),
    principals: integer('principals'),
    principalsTrained: integer('principals_trained'),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.regionCode, table.kind, table.year),
    index().on(table.regionCode, table.year, table.id),
  ],
);
export type TeacherProgrammeRow = typeof teacherProgrammes.$inferSelect;

/** East-west cooperation in skills (东西部协作). An import matches on region, partner and year. */
export const eastWestPartnerships = pgTable(
  'east_west_partnerships',
  {
    ...aboutRegion(),
    partnerRegionCode: regionCode('partner_region_code').notNull(),
    year: integer('year').notNull(),
    vocationalStudents: integer('vocational_students').notNull(),
    skillTrainees: integer('skill_trainees').notNull(),
    leaderTrainees: integer('leader_trainees').notNull(),
    amount: yuan('amount').notNull(),
    ...provenance(),
  },
  (table) => [
    uniqueIndex().on(table.regionCode, table.partnerRegionCode, table.year),
    index().on(table.regionCode, table.year, table.id),
  ],
);
export type EastWestPartnershipRow = typeof eastWestPartnerships.$inferSelect;
