import type { SampleContext, SampleRow } from '@hearth/kit/sample/rows.ts';
import type { ChronicCondition, PreventionServiceKind } from '../codes.ts';
import { chronicConditionOf } from '../rules/diagnoses.ts';
import { countyHospital, prefectureHospital, townshipClinic, villageClinic } from './facilities.ts';
import { identity } from './insurance.ts';
import type { Patient } from './treatment.ts';

/** The case of whoever has a major illness. */
export function majorIllnessRows(
  { person, household, illness }: Patient,
  { random, daysAgo }: SampleContext,
): SampleRow[] {
  if (illness.major === null) return [];
  const { code } = household.village;
  const inCounty = random.chance(0.5);
  const hospital = inCounty ? countyHospital(code) : prefectureHospital(code);
  const status = random.weighted({ IN_TREATMENT: 55, AFTERCARE: 30, IDENTIFIED: 10, CLOSED: 5 });
  const identified = random.integer(60, 500);
  const treated = identified - random.integer(1, 25);
  return [
    {
      ...identity(person),
      illness: illness.major.illness,
      diagnosis_code: illness.major.diagnosis,
      facility_code: hospital.code,
      facility_name: hospital.name,
      in_county: inCounty ? 'Y' : 'N',
      identified_on: daysAgo(identified),
      treatment_started_on: status === 'IDENTIFIED' ? null : daysAgo(treated),
      closed_on: status === 'CLOSED' ? daysAgo(random.integer(1, treated)) : null,
      status,
    },
  ];
}

/** Visits that each condition asks for in a year. */
const VISITS_A_YEAR: Record<ChronicCondition, number> = {
  HYPERTENSION: 4,
  DIABETES: 4,
  TUBERCULOSIS: 12,
  SEVERE_MENTAL_DISORDER: 4,
};

/** The contract of whoever has one of the four conditions; one in ten has none. */
export function contractRows(
  { person, household, illness }: Patient,
  { random, daysAgo }: SampleContext,
): SampleRow[] {
  const condition = illness.chronic === null ? null : chronicConditionOf(illness.chronic);
  if (condition === null || random.chance(0.1)) return [];
  const clinic = townshipClinic(household.village.code);
  const signed = random.integer(30, 360);
  const visitsDue = VISITS_A_YEAR[condition];
  const visitsDone = random.integer(0, Math.ceil((visitsDue * signed) / 365));
  return [
    {
      ...identity(person),
      contract_number: `C-${person.id}`,
      condition,
      doctor: random.pick(['陈医生', '李医生', '罗医生', '杨医生']),
      facility_code: clinic.code,
      facility_name: clinic.name,
      signed_on: daysAgo(signed),
      ends_on: daysAgo(signed - 364),
      visits_due: visitsDue,
      visits_done: visitsDone,
      last_visit_on: visitsDone === 0 ? null : daysAgo(random.integer(1, signed)),
    },
  ];
}

/** What prevents illness at the member's age. */
export function preventionRows(patient: Patient, { random, daysAgo }: SampleContext): SampleRow[] {
  const { person, household } = patient;
  const clinic = villageClinic(household.village.code);
  return preventionKinds(patient)
    .filter(() => random.chance(0.7))
    .map((kind) => ({
      ...identity(person),
      kind,
      served_on: daysAgo(random.integer(1, 360)),
      facility_code: clinic.code,
      facility_name: clinic.name,
      result:
        kind === 'HEALTH_EDUCATION' || kind === 'VACCINATION'
          ? null
          : random.weighted({ NORMAL: 80, ABNORMAL: 15, REFERRED: 5 }),
    }));
}

function preventionKinds({ person: { age, sex, relation }, household }: Patient): PreventionServiceKind[] {
  const hasBaby = household.members.some((member) => member.age === 0);
  const kinds: PreventionServiceKind[] = [];
  if (age <= 6) kinds.push('VACCINATION', 'CHILD_HEALTH_CHECK');
  if (age >= 65) kinds.push('ELDERLY_HEALTH_CHECK');
  if (sex === 'FEMALE' && age >= 35 && age <= 64) kinds.push('WOMEN_CANCER_SCREENING');
  if (sex === 'FEMALE' && age >= 20 && age <= 45 && hasBaby) kinds.push('MATERNAL_CARE');
  if (relation === 'HEAD')
    kinds.push(household.number % 5 === 0 ? 'RISK_FACTOR_CONTROL' : 'HEALTH_EDUCATION');
  return kinds;
}
