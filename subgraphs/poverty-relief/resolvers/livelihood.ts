import type { ResolversOf } from './parts.ts';
import type { Context } from '../loaders.ts';
import { lineKey } from '../loaders/parameters.ts';
import { netIncomePerCapita } from '../rules.ts';
import type { IncomeRow } from '../tables.ts';
import { get, householdOf, personOf, policyOf, regionOf } from './references.ts';

/** The line of the household's region in the year of the income; null when none is known. */
async function lineOf({ householdId, year }: IncomeRow, { loaders }: Context) {
  const { regionCode } = await get(loaders.household, householdId);
  return loaders.monitoringLine.load(lineKey(regionCode, year));
}

/** Income, living conditions and work. */
export const livelihood: ResolversOf<
  | 'Income'
  | 'MonitoringLine'
  | 'LivingConditions'
  | 'SafeguardSurvey'
  | 'PublicWelfarePost'
  | 'EmploymentRecord'
> = {
  Income: {
    household: householdOf,
    netPerCapita: netIncomePerCapita,
    monitoringLine: (income, _, context) => lineOf(income, context),
    underMonitoringLine: async (income, _, context) => {
      const line = await lineOf(income, context);
      return line && netIncomePerCapita(income) < line.amount;
    },
  },
  MonitoringLine: { region: regionOf, policyDocument: policyOf },
  LivingConditions: {
    household: householdOf,
    farmlandMu: ({ farmlandMu }) => Number(farmlandMu),
    forestMu: ({ forestMu }) => Number(forestMu),
  },
  SafeguardSurvey: { household: householdOf },
  PublicWelfarePost: { region: regionOf, person: personOf, household: householdOf },
  EmploymentRecord: { person: personOf, household: householdOf },
};
