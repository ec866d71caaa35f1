import { plainCell, Refusal } from '@hearth/kit/imports/cell.ts';
import type { EducationStage } from '../codes.ts';
import { isGradeOf, isSchoolCode } from '../rules.ts';

const malformed = new Refusal('MALFORMED_IDENTIFIER', 'school code, 10 digits');

/** A school's code (学校标识码). */
export const schoolCode = <const Property extends string = 'schoolCode'>(
  property: Property = 'schoolCode' as Property,
) =>
  plainCell(property, {
    meaning: 'School code (学校标识码)',
    column: 'school_code',
    form: malformed.right,
    parse: (value) => (isSchoolCode(value) ? value : malformed),
  });

/** The grade is one that the stage has. */
export const gradeOfStage = {
  name: 'GRADE_OF_STAGE',
  rule: 'The grade is one that the stage has, counted from 1 within the stage.',
  holds: ({ stage, grade }: { stage: EducationStage; grade: number }) => isGradeOf(stage, grade),
};

/** The last day is not before the first. */
export const endsAfterStart = {
  name: 'ENDS_AFTER_START',
  rule: 'The last day is not before the first.',
  holds: ({ startedOn, endedOn }: { startedOn: string; endedOn: string | null }) =>
    endedOn === null || endedOn >= startedOn,
};
