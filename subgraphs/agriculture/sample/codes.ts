import type { BusinessEntityKind } from '../codes.ts';
import { registrationCheckCharacter } from '../rules.ts';

/** The county in which a region lies, as a full code. */
export const countyOf = (region: string): string => region.slice(0, 6).padEnd(12, '0');

/** How a registration code of each kind begins: who registered it and as what. Source: GB 32100. */
const BEGINNINGS: Record<BusinessEntityKind, string> = {
  LEADING_ENTERPRISE: '91',
  COOPERATIVE: '93',
  LED_BUSINESS: '92',
};

/** The registration code of a business of the sample, known from its kind, its region and its number there, 0 to 999. */
export function registrationCodeOf(kind: BusinessEntityKind, region: string, number: number): string {
  const first17 = BEGINNINGS[kind] + region + String(number).padStart(3, '0');
  return first17 + registrationCheckCharacter(first17);
}

/** Whether a village of the sample has a cooperative: nine in ten have. Source: reply 8255, part 3. */
export const hasCooperative = (village: string): boolean => Number(village.slice(6)) % 10 !== 7;

/** Number of a guide of a county. */
export const guideNumberOf = (county: string, number: number): string => `ZD-${county}-${number}`;

/** Number of a county's project, as finance's sample has it. */
export const projectNumberOf = (county: string, number: number): string => `P-${county}-${number}`;

/** How many of each a county of the sample has. */
export const PER_COUNTY = { projects: 3, enterprises: 2, guides: 4 } as const;
