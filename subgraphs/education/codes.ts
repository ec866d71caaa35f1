// The code lists of the tables; each equals the GraphQL enum that bears its name in the singular.

export const EDUCATION_STAGES = ['PRESCHOOL', 'PRIMARY', 'JUNIOR', 'SENIOR', 'VOCATIONAL', 'HIGHER'] as const;
/** Stage of education (学段). */
export type EducationStage = (typeof EDUCATION_STAGES)[number];

export const SCHOOL_OWNERSHIPS = ['PUBLIC', 'PRIVATE'] as const;
/** Who runs a school (办学性质). */
export type SchoolOwnership = (typeof SCHOOL_OWNERSHIPS)[number];

export const ENROLMENT_STATUSES = [
  'STUDYING',
  'TAUGHT_AT_HOME',
  'SUSPENDED',
  'GRADUATED',
  'TRANSFERRED',
  'WITHDRAWN',
] as const;
/** State of a stay at a school (学籍状态). */
export type EnrolmentStatus = (typeof ENROLMENT_STATUSES)[number];

export const STUDENT_HARDSHIPS = ['NONE', 'SLIGHT', 'MODERATE', 'SEVERE'] as const;

export const DROPOUT_STATUSES = ['OUT_OF_SCHOOL', 'PERSUADING', 'RETURNED', 'RELEASED'] as const;
/** Where a case of leaving school early stands (控辍保学状态). */
export type DropoutStatus = (typeof DROPOUT_STATUSES)[number];

export const DROPOUT_CAUSES = [
  'LEARNING_DIFFICULTY',
  'HARDSHIP',
  'WORK',
  'EARLY_MARRIAGE',
  'ILLNESS',
  'DISABILITY',
  'DISTANCE',
  'MIGRATION',
  'OTHER',
] as const;

export const RETURN_FORMS = [
  'FORMER_CLASS',
  'OTHER_SCHOOL',
  'TRANSITION_CLASS',
  'VOCATIONAL_CLASS',
  'SPECIAL_SCHOOL',
  'TAUGHT_AT_HOME',
] as const;

export const EDUCATION_AID_PROGRAMMES = [
  'PRESCHOOL_AID',
  'COMPULSORY_LIVING_ALLOWANCE',
  'NUTRITION',
  'SENIOR_FEE_WAIVER',
  'SENIOR_GRANT',
  'VOCATIONAL_FEE_WAIVER',
  'VOCATIONAL_GRANT',
  'RAIN_AND_DEW',
  'HIGHER_GRANT',
  'INSPIRATIONAL_SCHOLARSHIP',
  'STUDENT_LOAN',
  'LOCAL_AID',
] as const;
/** Programme of student aid (资助项目). */
export type EducationAidProgramme = (typeof EDUCATION_AID_PROGRAMMES)[number];

export const SCHOOL_KINDS = [
  'KINDERGARTEN',
  'TEACHING_POINT',
  'PRIMARY_SCHOOL',
  'NINE_YEAR_SCHOOL',
  'JUNIOR_SCHOOL',
  'COMPLETE_MIDDLE_SCHOOL',
  'SENIOR_SCHOOL',
  'VOCATIONAL_SCHOOL',
  'SPECIAL_SCHOOL',
  'COLLEGE',
] as const;
/** Kind of school (学校类别). */
export type SchoolKind = (typeof SCHOOL_KINDS)[number];

export const SCHOOL_PROJECT_KINDS = ['BUILDING_SAFETY', 'WEAK_LINKS', 'STANDARDISATION'] as const;
/** Kind of project that betters a school (建设项目类别). */
export type SchoolProjectKind = (typeof SCHOOL_PROJECT_KINDS)[number];

export const SCHOOL_PROJECT_STATUSES = ['PLANNED', 'UNDER_WAY', 'SUSPENDED', 'COMPLETED'] as const;
/** State of a project that betters a school (项目状态). */
export type SchoolProjectStatus = (typeof SCHOOL_PROJECT_STATUSES)[number];

export const TEACHER_PROGRAMME_KINDS = [
  'SPECIAL_POSTS',
  'FUNDED_STUDENT_TEACHERS',
  'LIVING_ALLOWANCE',
  'NATIONAL_TRAINING',
] as const;
/** Programme for rural teachers (乡村教师支持项目). */
export type TeacherProgrammeKind = (typeof TEACHER_PROGRAMME_KINDS)[number];

export const SKILL_TRAINING_KINDS = ['BUSINESS', 'LABOUR', 'RURAL_LEADER'] as const;
/** Kind of skill training (技能培训类别). */
export type SkillTrainingKind = (typeof SKILL_TRAINING_KINDS)[number];

export const SKILL_TRAINING_RESULTS = ['UNDER_WAY', 'COMPLETED', 'CERTIFIED', 'WITHDRAWN'] as const;

export const GRADUATE_DESTINATIONS = [
  'EMPLOYED',
  'SELF_EMPLOYED',
  'FLEXIBLE',
  'FURTHER_STUDY',
  'MILITARY_SERVICE',
  'SEEKING',
  'NOT_SEEKING',
] as const;

/** From low to high. */
export const EDUCATION_LEVELS = [
  'ILLITERATE',
  'PRIMARY',
  'JUNIOR',
  'SENIOR',
  'COLLEGE',
  'UNIVERSITY',
] as const;
/** Level of education reached (文化程度). */
export type EducationLevel = (typeof EDUCATION_LEVELS)[number];
