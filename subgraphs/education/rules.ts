import {
  type DropoutStatus,
  type EducationAidProgramme,
  type EducationStage,
  type EnrolmentStatus,
} from './codes.ts';

/**
 * The last grade of each stage, counted from 1 within it. Junior has four where primary has five; some vocational
 * schools teach five years, medicine eight.
 */
const LAST_GRADE: Record<EducationStage, number> = {
  PRESCHOOL: 3,
  PRIMARY: 6,
  JUNIOR: 4,
  SENIOR: 3,
  VOCATIONAL: 5,
  HIGHER: 8,
};

/** Whether a stage has that grade. */
export const isGradeOf = (stage: EducationStage, grade: number): boolean =>
  grade >= 1 && grade <= LAST_GRADE[stage];

/** The stages that the Compulsory Education Law (义务教育法) demands of every child. */
export const COMPULSORY_STAGES = ['PRIMARY', 'JUNIOR'] as const satisfies readonly EducationStage[];

/** Whether a stage is compulsory (义务教育). */
export const isCompulsory = (stage: EducationStage): boolean =>
  (COMPULSORY_STAGES as readonly EducationStage[]).includes(stage);

/** The states in which a student is on a school's roll. */
const ON_ROLL: ReadonlySet<EnrolmentStatus> = new Set(['STUDYING', 'TAUGHT_AT_HOME', 'SUSPENDED']);

/** Whether a student in this state is on a school's roll, so that the stay goes on. */
export const isOnRoll = (status: EnrolmentStatus): boolean => ON_ROLL.has(status);

/** The states of a case whose child is still out of school. */
export const OUT_OF_SCHOOL_STATUSES = [
  'OUT_OF_SCHOOL',
  'PERSUADING',
] as const satisfies readonly DropoutStatus[];

/** Whether a child in this state is still out of school, so that the case is open. */
export const isOutOfSchool = (status: DropoutStatus): boolean =>
  (OUT_OF_SCHOOL_STATUSES as readonly DropoutStatus[]).includes(status);

/** Whether none of a child's cases is open. */
export const hasNoOpenCase = (cases: readonly { readonly status: DropoutStatus }[]): boolean =>
  !cases.some(({ status }) => isOutOfSchool(status));

/** Whether a child comes back no sooner than it left; both are ISO dates. */
export const returnsAfterLeaving = (leftOn: string, returnedOn: string): boolean => leftOn <= returnedOn;

/** What decides how long a child has been out of school. */
export interface Absence {
  readonly status: DropoutStatus;
  /** ISO dates. */
  readonly leftOn: string;
  readonly returnedOn: string | null;
}

/** Days from leaving to the return, or `until` a day while out of school; null once the case is released. */
export function daysOut({ status, leftOn, returnedOn }: Absence, until: string): number | null {
  if (status === 'RELEASED') return null;
  return Math.max(0, daysBetween(leftOn, returnedOn ?? until));
}

const DAY = 86_400_000; // milliseconds

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY;

/** Whether aid of the programme must be paid back. */
export const isRepayable = (programme: EducationAidProgramme): boolean => programme === 'STUDENT_LOAN';

/** The stages that a programme serves; one that is not named serves all. */
const STAGES_SERVED: Partial<Record<EducationAidProgramme, readonly EducationStage[]>> = {
  PRESCHOOL_AID: ['PRESCHOOL'],
  COMPULSORY_LIVING_ALLOWANCE: COMPULSORY_STAGES,
  NUTRITION: COMPULSORY_STAGES,
  SENIOR_FEE_WAIVER: ['SENIOR'],
  SENIOR_GRANT: ['SENIOR'],
  VOCATIONAL_FEE_WAIVER: ['VOCATIONAL'],
  VOCATIONAL_GRANT: ['VOCATIONAL'],
  RAIN_AND_DEW: ['VOCATIONAL', 'HIGHER'],
  HIGHER_GRANT: ['HIGHER'],
  INSPIRATIONAL_SCHOLARSHIP: ['HIGHER'],
  STUDENT_LOAN: ['HIGHER'],
};

/** Whether a programme of aid serves the students of a stage. */
export const canHaveProgramme = (stage: EducationStage, programme: EducationAidProgramme): boolean =>
  STAGES_SERVED[programme]?.includes(stage) ?? true;

/** The parts of what schooling costs, in fen. */
export interface CostParts {
  readonly tuition: bigint;
  readonly lodging: bigint;
  readonly books: bigint;
  readonly subsidies: bigint;
}

/** What is left for the family to pay, in fen; negative when the subsidies are more than they can take over. */
export const selfPaid = ({ tuition, lodging, books, subsidies }: CostParts): bigint =>
  tuition + lodging + books - subsidies;

/** Whether a text is written as a school's code: ten digits. */
export const isSchoolCode = (text: string): boolean => /^\d{10}$/.test(text);
