import { cutAll, slicesOf } from './cut.ts';
import type { Ask } from './ministry.ts';

/** The ministries that an aggregator asks. */
export interface Ministries {
  readonly povertyRelief: Ask;
  readonly health: Ask;
  readonly education: Ask;
  readonly agriculture: Ask;
  readonly finance: Ask;
}

/** The variables of `HouseholdView`. */
export interface HouseholdViewVariables {
  readonly id: string;
  readonly year: number;
  readonly until: string | null;
}

const HOUSEHOLD = `query ($id: ID!) { household(id: $id) { cut: netIncomeLastYear id kind monitoringCategory riskCauses
  size region { code name } latestIncome { year net netPerCapita underMonitoringLine } safeguards { housing { status }
  compulsoryEducation { status } basicMedicalCare { status } drinkingWater { status } } assistanceMeasures(first: 5) {
  edges { node { kind category status startedOn } } } members { edges { node { cut: id id name sex birthDate
  relationToHead healthStates labourCapacity } } } } }`;

const slice = (variables: string, household: string, person: string) =>
  `query ($h: [_Any!]!, $p: [_Any!]!, ${variables}) { h: _entities(representations: $h) { ... on Household { cut: __typename
  ${household} } } p: _entities(representations: $p) { ... on Person { cut: __typename ${person} } } }`;

const HEALTH = slice(
  '$until: Date',
  'medicalBurden(months: 12, until: $until) { settlements total reimbursed selfPaid selfPaidToIncome } uninsuredMembers(on: $until)',
  `insured(on: $until) chronicCareContracts(first: 2) { edges { node { condition visitsDue visitsDone } } }
  settlements(first: 3) { edges { node { settledOn total selfPaid } } }`,
);
const EDUCATION = slice(
  '$year: Int!',
  'educationCost(year: $year) { students selfPaid subsidies }',
  `currentSchoolEnrolment { stage grade schoolName status } educationAidAwards(first: 2, year: $year) {
  edges { node { programme amount } } }`,
);
const AGRICULTURE = slice(
  '$year: Int!',
  `benefitLinks(first: 5, year: $year) { edges { node { mode guarantee yearlyGain breached } } }
  farmSubsidies(first: 5, year: $year) { edges { node { programme amount } } }`,
  'benefitLinks(first: 2, year: $year) { edges { node { mode yearlyGain } } }',
);
const FINANCE = slice(
  '$year: Int!',
  `microcreditLoans(first: 5) { edges { node { principal outstanding status overdue dueOn } } } paymentsReceived(year: $year)`,
  'trainingSubsidies(first: 2) { edges { node { course amount } } }',
);

const opening = (query: string) => `{"query":${JSON.stringify(query)},"variables":{`;
const OPENINGS = {
  household: opening(HOUSEHOLD),
  health: opening(HEALTH),
  education: opening(EDUCATION),
  agriculture: opening(AGRICULTURE),
  finance: opening(FINANCE),
};

/** One household seen whole: poverty relief first, then the other four at once. */
export async function householdView(
  { povertyRelief, health, education, agriculture, finance }: Ministries,
  { id, year, until }: HouseholdViewVariables,
): Promise<string> {
  const key = JSON.stringify(id);
  const text = await povertyRelief(`${OPENINGS.household}"id":${key}}}`);
  const { head, pieces } = cutAll(text);
  const [household, ...members] = pieces;
  if (!household) return text; // there is no such household
  const people = members.map(({ cut }) => `{"__typename":"Person","id":${cut}}`).join();
  const keys = `"p":[${people}],"h":[{"__typename":"Household","id":${key}}]}}`;
  const keysAndIncome = `"p":[${people}],"h":[{"__typename":"Household","id":${key},"netIncomeLastYear":${household.cut}}]}}`;
  const answers = await Promise.all([
    health(`${OPENINGS.health}"until":${JSON.stringify(until)},${keysAndIncome}`),
    education(`${OPENINGS.education}"year":${year},${keys}`),
    agriculture(`${OPENINGS.agriculture}"year":${year},${keys}`),
    finance(`${OPENINGS.finance}"year":${year},${keys}`),
  ]);
  const [first, second, third, fourth] = answers.map((answer) => slicesOf(answer, members.length));
  let whole = `${head}{${first!.household},${second!.household},${third!.household},${fourth!.household},${household.rest}`;
  members.forEach(({ rest }, index) => {
    whole += `{${first!.people[index]},${second!.people[index]},${third!.people[index]},${fourth!.people[index]},${rest}`;
  });
  return whole;
}
