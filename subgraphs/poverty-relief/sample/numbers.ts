import { significantPrefix } from '@hearth/schema/protocol/region-code.ts';

// What several of the sample's files name: numbers, and the rules that all jurisdictions of the sample share.

/** The reply that the figures are quoted from. */
export const REPLY = 'reply-8255';

/** The guidance that set up monitoring and assistance. */
export const GUIDANCE = 'guidance-2020-03-20';

/** A province's own rules on monitoring. */
export const provincialRules = (code: string): string => `rules-${code.slice(0, 2)}`;

/** The county of a village. */
export const countyOf = (code: string): string => `${code.slice(0, 6)}000000`;

/** The responsible person of a village. */
export const responsibleOf = (village: string): string => `R${village}`;

/** The disaster that struck a county in the sample's year. */
export const eventOf = (county: string): string => `E${significantPrefix(county)}-1`;

/** What an agency sent for a county. */
export const feedOf = (county: string, agency: string): string => `F${significantPrefix(county)}-${agency}`;

/** The central government's special fund of a year, as finance's sample numbers it. */
export const specialFundOf = (year: string): string => `F-${year}-SPECIAL-000000000000`;

/** Limits of the monitoring rules; self-paid schooling in yuan a year. */
export const MONITORING_RULES = {
  effective_on: '2020-06-01',
  medical_share_lifted: '0.5',
  medical_share_others: '1',
  schooling_cost_limit: 10_000,
  decision_days: 15,
  notice_days: 5,
  stable_months: 6,
};
