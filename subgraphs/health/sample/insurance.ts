import type { SampleHousehold } from '@hearth/kit/sample/household.ts';
import type { SamplePerson } from '@hearth/kit/sample/person.ts';
import type { SampleContext, SampleRow } from '@hearth/kit/sample/rows.ts';
import { isInsured } from '@hearth/kit/sample/support.ts';
import type { InsuranceScheme, InsuredCategory } from '../codes.ts';

/** How every row about a person names that person. */
export const identity = ({ citizenId, name }: SamplePerson) => ({ citizen_id: citizenId, name });

/** As who the members of a household are insured. */
export function insuredCategory({ kind, monitoringCategory }: SampleHousehold): InsuredCategory {
  if (kind === 'LIFTED_TEKUN') return 'DESTITUTE_SUPPORT';
  if (kind === 'LIFTED_DIBAO') return 'LOW_INCOME_ALLOWANCE';
  if (monitoringCategory !== 'NONE') return 'MONITORED';
  return kind === 'LIFTED' ? 'LIFTED' : 'ORDINARY';
}

/** Yuan a year that public funds take over of the price of 380. */
const SUBSIDIES: Record<InsuredCategory, number> = {
  ORDINARY: 0,
  LIFTED: 90,
  MONITORED: 190,
  LOW_INCOME_ALLOWANCE: 190,
  DESTITUTE_SUPPORT: 380,
};
const PRICE = 380; // yuan

/** The schemes that cover a member this year: nearly everybody by the basic one, the sick and the needy by more. */
export function schemesOf(
  person: SamplePerson,
  household: SampleHousehold,
  context: SampleContext,
): InsuranceScheme[] {
  const { random } = context;
  const category = insuredCategory(household);
  const isNeedy = category === 'LOW_INCOME_ALLOWANCE' || category === 'DESTITUTE_SUPPORT';
  const isSick = !person.healthStates.includes('HEALTHY');
  if (!isInsured(person, household, context)) return [];
  const schemes: InsuranceScheme[] = ['BASIC'];
  if (isSick && random.chance(0.97)) schemes.push('SERIOUS_ILLNESS');
  if (isNeedy) schemes.push('MEDICAL_AID');
  if (random.chance(0.02)) schemes.push('COMMERCIAL');
  return schemes;
}

/** A row of cover for the year of the sample's day. */
export function enrolmentRow(
  person: SamplePerson,
  { scheme, category }: { scheme: InsuranceScheme; category: InsuredCategory },
  { today }: SampleContext,
): SampleRow {
  const year = today.slice(0, 4);
  const { contribution, subsidy } = pricesOf(scheme, category);
  return {
    ...identity(person),
    scheme,
    year,
    insured_as: category,
    contribution,
    subsidy,
    started_on: `${year}-01-01`,
    ended_on: `${year}-12-31`,
  };
}

/** Who pays what a year, in yuan; serious-illness insurance and medical aid cost the insured nothing. */
function pricesOf(scheme: InsuranceScheme, category: InsuredCategory) {
  if (scheme === 'COMMERCIAL') return { contribution: 120, subsidy: 0 };
  if (scheme !== 'BASIC') return { contribution: 0, subsidy: 0 };
  return { contribution: PRICE - SUBSIDIES[category], subsidy: SUBSIDIES[category] };
}
