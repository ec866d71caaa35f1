import { ancestorRegions } from '@hearth/schema/protocol/region-code.ts';
import { type Request, requestFor } from '../../operation.ts';
import type { Register } from '../register.ts';

const TWICE = `query ($id: ID!) {
  one: household(id: $id) { id kind region { code name } address phone members { edges { node { id name } } } }
  other: household(id: $id) { id size latestIncome { year net } microcreditOutstanding medicalBurden(months: 12) { selfPaid } }
}`;

const PERSON = `query ($id: ID!) {
  person(id: $id) {
    id name birthDate citizenId ethnicity healthStates
    household { id region { code } head { id name } }
    insuranceEnrolments(first: 3) { edges { node { scheme } } }
    schoolEnrolments(first: 3) { edges { node { stage grade } } }
  }
}`;

const PAGE = `query ($code: RegionCode!, $after: Cursor) {
  region(code: $code) {
    code
    households(first: 4, after: $after) {
      pageInfo { hasNextPage endCursor }
      edges { cursor node { id size phone head { id birthDate } paymentsReceived(year: 2024) uninsuredMembers(on: "2024-12-31") } }
    }
    microcreditLoans(first: 3) { edges { node { id principal status } } }
    monitoringCases(first: 3) { edges { node { id state household { id } } } }
  }
}`;

/** Several households at once, each under an alias. */
const many = (ids: readonly string[]): Request => ({
  query: `{ ${ids.map((id, index) => `h${index}: household(id: "${id}") { id netIncomeLastYear head { id name healthStates } educationCost(year: 2024) { selfPaid } }`).join(' ')} }`,
  variables: {},
});

/** A page of a region's households and of what hangs on them. */
export const pageOf = (code: string, after?: string): Request => ({
  query: PAGE,
  variables: { code, after },
});

/** What callers ask: the same things of the same households, persons and regions, whoever may see them. `after` is a cursor. */
export function questionsAbout({ villages, homes, monitored }: Register, after: string): Request[] {
  const ids = sparse([...villages.keys()], 4);
  const persons = sparse([...homes.keys()], 3);
  const places = [...new Set(villages.values())];
  const [village, lastVillage] = [places[0]!, places.at(-1)!];
  const regions = [village, lastVillage, ...ancestorRegions(village).slice(0, 3)];
  return [
    ...ids.map((id) => requestFor('HouseholdView', { id })),
    ...ids.slice(0, 3).map((id) => ({ query: TWICE, variables: { id } })),
    ...persons.map((id) => ({ query: PERSON, variables: { id } })),
    ...regions.map((code) => requestFor('RegionOverview', { code })),
    ...regions.slice(2).map((code) => requestFor('MonitoredHouseholds', { code, first: 4 })),
    ...regions.slice(1).map((code) => pageOf(code)),
    pageOf(regions.at(-1)!, after),
    many(sparse(monitored, 5)),
    many([...ids, 'H999999999']),
  ];
}

/** So many of a list, spread over it. */
const sparse = <Item>(list: readonly Item[], count: number): Item[] =>
  Array.from({ length: count }, (_, index) => list[Math.floor((index * list.length) / count)]!);
