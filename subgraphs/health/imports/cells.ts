import { plainCell, Refusal } from '@hearth/kit/imports/cell.ts';
import { identifier, isoDate, optional, text } from '@hearth/kit/imports/cells.ts';
import { person } from '@hearth/kit/imports/register-cells.ts';
import { isDiagnosisCode } from '../rules/diagnoses.ts';

/** The person a row is about, and the household that the person belongs to. */
export const patient = () => person({ personId: 'personId', householdId: 'householdId' });

const malformed = new Refusal('MALFORMED_IDENTIFIER', 'ICD-10 code, as I10 or C16.900');

/** A diagnosis by ICD-10; its shape is checked. */
export const diagnosisCode = () =>
  plainCell('diagnosisCode', {
    meaning: 'Diagnosis by ICD-10 (诊断编码)',
    form: malformed.right,
    parse: (value) => (isDiagnosisCode(value) ? value : malformed),
  });

/** Code of a facility that need not be in the register of facilities. */
export const facilityCode = () =>
  optional(
    identifier('facilityCode', { meaning: 'Facility’s code in the register of facilities (机构代码)' }),
  );

/** Name of the facility, for those without a code too. */
export const facilityName = (meaning: string) => text('facilityName', { max: 100, meaning });

/** First and last day of something. */
export const startedOn = (meaning: string) => isoDate('startedOn', { meaning });
export const endedOn = (meaning: string) => isoDate('endedOn', { meaning });

/** The last day is not before the first. */
export const endsAfterStart = {
  name: 'ENDS_AFTER_START',
  rule: 'The last day is not before the first.',
  holds: ({ startedOn, endedOn }: { startedOn: string; endedOn: string | null }) =>
    endedOn === null || endedOn >= startedOn,
};
