import { type Request, requestFor } from '../../operation.ts';

const HOUSEHOLD = `query ($id: ID!) {
  household(id: $id) { id address phone head { id name citizenId } members(first: 50) { edges { node { id name citizenId ethnicity } } } }
}`;

/** Everything that shows citizen IDs where they may be seen, and what else callers ask. */
export const soundQuestions = (households: readonly string[]): Request[] => [
  ...households.map((id) => ({ query: HOUSEHOLD, variables: { id } })),
  ...households.slice(0, 2).map((id) => requestFor('HouseholdView', { id })),
  requestFor('MonitoredHouseholds'),
  requestFor('RegionOverview'),
];

/**
 * Questions that hold a citizen ID wherever a client may write one; most of them fail. Not as an alias: GraphQL has the
 * answer's own keys come back.
 */
export const questionsHolding = (id: string): Record<string, Request & { operationName?: string }> => ({
  'as the key of a household': { query: HOUSEHOLD, variables: { id } },
  'as the key of a person': { query: `{ person(id: "${id}") { id name citizenId } }`, variables: {} },
  'as a division code': { query: `{ region(code: "${id}") { code } }`, variables: {} },
  'as a division code in a variable': requestFor('RegionOverview', { code: id }),
  'as a whole number': requestFor('RegionOverview', { year: id }),
  'as a number': requestFor('RegionOverview', { year: Number(id.slice(0, 17)) * 10 }),
  'as a year': {
    query: `{ household(id: "H000000000") { income(year: ${id.slice(0, 17)}0) { net } } }`,
    variables: {},
  },
  'as a cursor': requestFor('MonitoredHouseholds', { after: id }),
  'as a cursor of another list': requestFor('MonitoredHouseholds', {
    after: Buffer.from(JSON.stringify(['list', id])).toString('base64url'),
  }),
  'as a value of an enum': { query: `{ regions(level: I${id}) { edges { cursor } } }`, variables: {} },
  'as a date': requestFor('RegionOverview', { until: id }),
  'as an object': requestFor('RegionOverview', { code: { [id]: id } }),
  'as the name of a variable': { query: HOUSEHOLD, variables: { [id]: 1 } },
  'as the name of a field': { query: `{ person${id} { id } }`, variables: {} },
  'as the name of an argument': { query: `{ person(i${id}: "1") { id } }`, variables: {} },
  'as the name of an operation': {
    query: `query Q${id} { nothing }`,
    variables: {},
    operationName: `Q${id}`,
  },
  'as the name of an operation that is run': {
    query: `query Q${id} { household(id: "H000000000") { id kind } }`,
    variables: {},
    operationName: `Q${id}`,
  },
  'as the name of another operation': { query: '{ __typename }', variables: {}, operationName: id },
  'as the name of a fragment': { query: `{ ...F${id} }`, variables: {} },
  'as the name of a directive': { query: `{ __typename @d${id} }`, variables: {} },
  'where no text may stand': { query: `{ "${id}" }`, variables: {} },
  'in a text that does not end': { query: `{ person(id: "${id}`, variables: {} },
  'in place of a query': { query: id, variables: {} },
});
