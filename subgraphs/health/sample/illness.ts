import type { SamplePerson } from '@hearth/kit/sample/person.ts';
import type { Random } from '@hearth/kit/sample/random.ts';
import type { MajorIllness } from '../codes.ts';

/** What ails a member beyond colds: diagnoses by ICD-10; null for what the member does not have. */
export interface Illness {
  readonly chronic: string | null;
  readonly major: { readonly illness: MajorIllness; readonly diagnosis: string } | null;
}

const CHRONIC = { 'I10.x00': 50, 'E11.900': 22, 'J44.900': 12, 'M17.900': 8, 'F20.900': 4, 'A16.200': 4 };

const CHILDREN: Partial<Record<MajorIllness, string>> = {
  CHILDHOOD_LEUKAEMIA: 'C91.000',
  CHILDHOOD_CONGENITAL_HEART_DISEASE: 'Q21.000',
};
const WOMEN: Partial<Record<MajorIllness, string>> = {
  BREAST_CANCER: 'C50.900',
  CERVICAL_CANCER: 'C53.900',
};
const ADULTS: Partial<Record<MajorIllness, string>> = {
  LUNG_CANCER: 'C34.900',
  STOMACH_CANCER: 'C16.900',
  LIVER_CANCER: 'C22.900',
  STROKE: 'I63.900',
  END_STAGE_KIDNEY_DISEASE: 'N18.001',
  ACUTE_MYOCARDIAL_INFARCTION: 'I21.900',
  CATARACT: 'H25.900',
  PNEUMOCONIOSIS: 'J62.800',
};

/** The illnesses behind a member's health states. */
export function illnessOf({ healthStates, age, sex }: SamplePerson, random: Random): Illness {
  const possible = age < 16 ? CHILDREN : sex === 'FEMALE' ? { ...ADULTS, ...WOMEN } : ADULTS;
  const [illness, diagnosis] = random.pick(Object.entries(possible) as [MajorIllness, string][]);
  const chronic = age < 18 ? 'G40.900' : random.weighted(CHRONIC);
  return {
    chronic: healthStates.includes('CHRONIC') ? chronic : null,
    major: healthStates.includes('MAJOR_ILLNESS') ? { illness, diagnosis } : null,
  };
}
