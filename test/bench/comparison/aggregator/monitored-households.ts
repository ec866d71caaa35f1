import { cutAll, householdsOf } from './cut.ts';
import type { Ministries } from './household-view.ts';

/** The variables of `MonitoredHouseholds`. */
export interface MonitoredHouseholdsVariables {
  readonly code: string;
  readonly first: number;
  readonly until: string | null;
}

const PAGE = `query ($code: RegionCode!, $first: Int) { region(code: $code) { code name monitoredHouseholds(first: $first) {
  pageInfo { hasNextPage endCursor } edges { node { cut: netIncomeLastYear id monitoringCategory riskCauses size
  head { id name } latestIncome { year netPerCapita underMonitoringLine } } } } } }`;

const slice = (variables: string, household: string) =>
  `query (${variables}$h: [_Any!]!) { h: _entities(representations: $h) { ... on Household { cut: __typename ${household} } } }`;

const HEALTH = slice(
  '$until: Date, ',
  'medicalBurden(months: 12, until: $until) { selfPaid selfPaidToIncome } uninsuredMembers(on: $until)',
);
const FINANCE = slice('', 'microcreditOutstanding overdueMicrocreditLoans');

const opening = (query: string) => `{"query":${JSON.stringify(query)},"variables":{`;
const OPENINGS = { page: opening(PAGE), health: opening(HEALTH), finance: opening(FINANCE) };

/** A page of a region's monitored households: poverty relief first, then health and finance at once. */
export async function monitoredHouseholds(
  { povertyRelief, health, finance }: Ministries,
  { code, first, until }: MonitoredHouseholdsVariables,
): Promise<string> {
  const text = await povertyRelief(`${OPENINGS.page}"code":${JSON.stringify(code)},"first":${first}}}`);
  const { head, pieces } = cutAll(text);
  if (pieces.length === 0) return text;
  const ids = pieces.map(({ rest }) => rest.slice('"id":'.length, rest.indexOf(',')));
  const keys = ids.map((id) => `{"__typename":"Household","id":${id}}`).join();
  const keysAndIncomes = ids
    .map((id, index) => `{"__typename":"Household","id":${id},"netIncomeLastYear":${pieces[index]!.cut}}`)
    .join();
  const [burdens, loans] = await Promise.all([
    health(`${OPENINGS.health}"until":${JSON.stringify(until)},"h":[${keysAndIncomes}]}}`),
    finance(`${OPENINGS.finance}"h":[${keys}]}}`),
  ]);
  const ofHealth = householdsOf(burdens, ids.length);
  const ofFinance = householdsOf(loans, ids.length);
  let whole = head;
  pieces.forEach(({ rest }, index) => {
    whole += `{${ofHealth[index]},${ofFinance[index]},${rest}`;
  });
  return whole;
}
