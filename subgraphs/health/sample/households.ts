import type { SampleHousehold } from '@hearth/kit/sample/household.ts';
import type { RowsByKind, SampleContext } from '@hearth/kit/sample/rows.ts';
import { contractRows, majorIllnessRows, preventionRows } from './care.ts';
import { illnessOf } from './illness.ts';
import { enrolmentRow, insuredCategory, schemesOf } from './insurance.ts';
import { type Patient, treatmentRows } from './treatment.ts';

/** What health holds of a household's members: the sick are treated, and treated for what they have. */
export function householdRows(household: SampleHousehold, context: SampleContext): RowsByKind {
  const category = insuredCategory(household);
  const patients = household.members.map((person): Patient => ({
    person,
    household,
    category,
    illness: illnessOf(person, context.random),
    schemes: schemesOf(person, household, context),
  }));
  const treatments = patients.flatMap((patient) => treatmentRows(patient, context));
  return {
    'insurance-enrolments': patients.flatMap(({ person, schemes }) =>
      schemes.map((scheme) => enrolmentRow(person, { scheme, category }, context)),
    ),
    encounters: treatments.map(({ encounter }) => encounter),
    settlements: treatments.map(({ settlement }) => settlement).filter((row) => row !== null),
    'pay-later-agreements': treatments
      .map(({ payLaterAgreement }) => payLaterAgreement)
      .filter((row) => row !== null),
    'major-illness-cases': patients.flatMap((patient) => majorIllnessRows(patient, context)),
    'chronic-care-contracts': patients.flatMap((patient) => contractRows(patient, context)),
    'prevention-services': patients.flatMap((patient) => preventionRows(patient, context)),
  };
}
