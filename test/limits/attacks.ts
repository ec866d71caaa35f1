import { operations } from '@hearth/schema/operations.ts';

/** A request that would cost a gateway far more than it costs whoever sends it. */
export interface Attack {
  readonly name: string;
  readonly query: string;
  /** As JSON. */
  readonly variables?: string;
  /** What it is refused with. */
  readonly code: string;
  /** The limit that it exceeds, if that is the reason. */
  readonly limit?: string;
}

const repeat = (count: number, write: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => write(index)).join(' ');

const ofHousehold = (fields: string): string => `{ household(id: "H1") { ${fields} } }`;

/** Fragments of which each spreads the next, as `spread` says; the last one selects a field. */
const fragments = (count: number, type: string, spread: (next: string) => string): string =>
  repeat(count, (index) => {
    const inside = index === count - 1 ? '__typename' : spread(`...F${index + 1}`);
    return `fragment F${index} on ${type} { ${inside} }`;
  });

const exceeding = (limit: string, name: string, query: string): Attack => ({
  name,
  query,
  code: 'LIMIT_EXCEEDED',
  limit,
});

/** Attacks by what a document says, on the contract of the ministries. */
export const attacks: readonly Attack[] = [
  exceeding('rootFields', '100 root fields', `{ ${repeat(100, (index) => `a${index}: __typename`)} }`),
  exceeding('aliases', '1,000 aliases', ofHousehold(repeat(1_000, (index) => `a${index}: size`))),
  exceeding('tokens', '2,000 aliases', ofHousehold(repeat(2_000, (index) => `a${index}: size`))),
  exceeding('characters', '10,000 aliases', ofHousehold(repeat(10_000, (index) => `a${index}: size`))),
  exceeding('depth', '40 levels', ofHousehold('head { household { '.repeat(20) + 'id' + ' } }'.repeat(20))),
  exceeding('depth', '3,000 levels', ofHousehold('head {'.repeat(3_000) + '}'.repeat(3_000))),
  exceeding('characters', '100,000 braces', '{'.repeat(100_000)),
  exceeding('depth', '40,000 braces', '{'.repeat(40_000)),
  exceeding('depth', '40,000 brackets', `{ household(id: ${'['.repeat(40_000)}`),
  exceeding('operationName', 'a name of 201 characters', `query ${'A'.repeat(201)} { __typename }`),
  exceeding('operationName', 'a name of 49,000 characters', `query ${'A'.repeat(49_000)} { __typename }`),
  exceeding(
    'operationName',
    'a long name of an operation that is not run',
    `{ __typename } subscription ${'A'.repeat(201)} { __typename }`,
  ),
  exceeding('directives', '20,000 directives', `{ __typename ${'@a'.repeat(20_000)} }`),
  exceeding('characters', '20,000 whole directives', `{ __typename ${'@skip(if: false) '.repeat(20_000)} }`),
  exceeding(
    'rootFields',
    'doubling fragments x 30',
    `{ ...F0 } ${fragments(31, 'Query', (next) => `${next} ${next}`)}`,
  ),
  exceeding(
    'aliases',
    'aliased fragments 2^24',
    `{ region(code: "1") { ...F0 } } ${fragments(25, 'Region', (next) => `a: parent { ${next} } b: parent { ${next} }`)}`,
  ),
  exceeding('repeats', '1,500 overlapping fields', ofHousehold('size '.repeat(1_500))),
  exceeding(
    'repeats',
    '1,500 overlapping fields in fragments',
    `${ofHousehold(repeat(100, (index) => `...F${index}`))} ${repeat(
      100,
      (index) => `fragment F${index} on Household { ${'size '.repeat(15)} }`,
    )}`,
  ),
  exceeding(
    'repeats',
    '1,500 overlapping fields in overlapping objects',
    ofHousehold(repeat(25, () => `region { ${'code '.repeat(60)} }`)),
  ),
  exceeding(
    'fragments',
    '400 fragments',
    `${ofHousehold(repeat(400, (index) => `...F${index}`))} ${repeat(
      400,
      (index) => `fragment F${index} on Household { id }`,
    )}`,
  ),
  exceeding(
    'operations',
    '500 operations',
    repeat(500, (index) => `query Q${index} { __typename }`),
  ),
  exceeding('cost', 'first: 1000000 at three levels', lists('1000000')),
  {
    ...exceeding('cost', 'first: 1000000 by a variable', `query ($first: Int) ${lists('$first')}`),
    variables: '{"first":1000000}',
  },
  exceeding('characters', 'a comment of 1 MB', `#${'x'.repeat(1_000_000)}\n{ __typename }`),
  exceeding('characters', '100,000 comments', `${'#\n'.repeat(100_000)}{ __typename }`),
  {
    ...exceeding('variablesDepth', '100,000 nested lists in variables', ordinary().query),
    variables: `{"id":"H1","year":2024,"more":${'['.repeat(100_000)}${']'.repeat(100_000)}}`,
  },
  {
    ...exceeding('variableValues', 'an object of 50,000 values in place of an id', ordinary().query),
    variables: `{"year":2024,"id":{${repeat(50_000, (index) => `"k${index}":1,`)}"k":1}}`,
  },
  {
    ...exceeding('variableValues', '300,000 lists in variables', ordinary().query),
    variables: `{"id":"H1","year":2024,"more":[${'[],'.repeat(300_000)}1]}`,
  },
  {
    name: 'unused fragments full of overlapping fields',
    query: `{ __typename } fragment F on Household { ${'size '.repeat(2_000)} }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    name: 'a fragment within itself',
    query: `${ofHousehold('...F')} fragment F on Household { head { household { ...F } } }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    name: 'one fragment, many times defined',
    query: `${ofHousehold('...F')} ${`fragment F on Household { ${'size '.repeat(20)} }`.repeat(100)}`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    name: 'fields with many arguments, compared with one another',
    query: `{ ${repeat(30, () => `household(${repeat(35, (index) => `a${index}: 1`)}) { id }`)} }`,
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
  {
    name: 'a variable called __proto__',
    query: 'query ($__proto__: ID!) { household(id: $__proto__) { id } }',
    code: 'GRAPHQL_VALIDATION_FAILED',
  },
];

/** An attack as the body of a POST. */
export const bodyOf = ({ query, variables = '{}' }: Pick<Attack, 'query' | 'variables'>): string =>
  `{"query":${JSON.stringify(query)},"variables":${variables}}`;

/** A request that asks what an app asks. */
export function ordinary(): { query: string; variables: Readonly<Record<string, unknown>> } {
  const operation = operations().find(({ name }) => name === 'HouseholdView');
  if (!operation) throw new Error('The contract has no operation called HouseholdView.');
  return { query: operation.document, variables: operation.variables };
}

function lists(first: string): string {
  const page = (field: string, inside: string) =>
    `${field}(first: ${first}) { edges { node { ${inside} } } }`;
  const inside = page('members', page('settlements', 'id'));
  return `{ region(code: "530625000000") { ${page('monitoredHouseholds', inside)} } }`;
}
