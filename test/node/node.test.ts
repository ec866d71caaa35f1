import { readFileSync } from 'node:fs';
import { apiPath } from '@hearth/schema/composed-files.ts';
import { repositoryFile } from '@hearth/schema/generated-files.ts';
import {
  buildSchema,
  getNamedType,
  type GraphQLNamedType,
  type GraphQLObjectType,
  isObjectType,
  isRequiredArgument,
} from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RecordedHub, startRecordedHub } from '../access/record/recorded-hub.ts';

const COUNTY = '530625000000';
const UNKNOWN = '01890000-0000-7000-8000-000000000000';

const schema = buildSchema(readFileSync(repositoryFile(apiPath), 'utf8'));

let hub: RecordedHub;
let official: string;
beforeAll(async () => {
  hub = await startRecordedHub();
  official = await hub.tokenOf('county-official');
}, 90_000);
afterAll(() => hub.stop());

const household = () => hub.examples.households[0]!;

describe('Query.node', { timeout: 60_000 }, () => {
  it('finds objects of every ministry by the identifiers that the API gave', async () => {
    const ids = await idsByType();
    expect(ids.size).toBeGreaterThan(30);
    for (const [type, id] of ids) {
      const { answer } = await hub.ask(official, `{ node(id: "${id}") { __typename id } }`);
      expect(answer).toMatchObject({ data: { node: { __typename: type, id } } });
    }
  });

  it('is of every type that a field of the query root finds by its identifier', () => {
    const fields = Object.values(schema.getQueryType()!.getFields());
    const found = fields.filter(
      ({ name, args: [argument, ...more] }) =>
        name !== 'node' && more.length === 0 && ['id', 'code'].includes(argument?.name ?? ''),
    );
    const types = found.map(({ type }) => getNamedType(type).name).toSorted();
    const node = schema.getType('Node');
    const implementing = Object.values(schema.getTypeMap()).filter(
      (type) => isObjectType(type) && type.getInterfaces().some((each) => each === node),
    );
    expect(implementing.map(({ name }) => name).toSorted()).toEqual(types);
    expect(types).toContain('Region');
  });

  it("answers the query that Relay's compiler writes for a fragment with @refetchable", async () => {
    const refetch = `query HouseholdCardRefetchQuery(
  $id: ID!
) {
  node(id: $id) {
    __typename
    ...HouseholdCard_household
    id
  }
}

fragment HouseholdCard_household on Household {
  kind
  head {
    name
    id
  }
  ...HouseholdHealth_household
  id
}

fragment HouseholdHealth_household on Household {
  medicalBurden(months: 12) {
    selfPaid
  }
}
`;
    const plain = `query Plain($id: ID!) {
      node: household(id: $id) {
        __typename kind head { name id } medicalBurden(months: 12) { selfPaid } id
      }
    }`;
    const variables = { id: household() };
    const { answer } = await hub.ask(official, refetch, {}, variables);
    const { answer: expected } = await hub.ask(official, plain, {}, variables);
    expect(answer).toEqual(expected);
    expect(answer.data.node).toMatchObject({ __typename: 'Household', id: household() });
  });

  it('answers several, through fragments at the root, under other names, skipped and of other types', async () => {
    const query = `query Several($here: Boolean!, $code: ID!) {
      ...Root
      skipped: node(id: "${household()}") @include(if: $here) { id }
      other: node(id: "${household()}") { ... on Settlement { total } }
      region: node(id: $code) { ... on Region { name } ... on Node { id } }
      regionsLevel: region(code: "${COUNTY}") { id level }
    }
    fragment Root on Query { first: node(id: "${household()}") { ...Shared } }
    fragment Shared on Node { id ... on Household { size } ... on Person { name } }`;
    const { answer } = await hub.ask(official, query, {}, { here: false, code: COUNTY });
    expect(answer.errors).toBeUndefined();
    expect(answer.data).toEqual({
      first: { id: household(), size: expect.any(Number) },
      other: {},
      region: { name: expect.any(String), id: COUNTY },
      regionsLevel: { id: COUNTY, level: 'COUNTY' },
    });
  });

  it('keeps the protection of the type, and does not tell what is denied from what does not exist', async () => {
    const token = await hub.tokenOf('evaluator');
    const settlement = (await idsByType()).get('Settlement')!;
    const asked = [settlement, UNKNOWN].map((id) =>
      hub.ask(token, `{ node(id: "${id}") { id } }`, { 'x-purpose': 'EVALUATION' }),
    );
    const answers = (await Promise.all(asked)).map(({ answer }) => answer);
    expect(answers[0]).toMatchObject({ data: { node: null }, errors: [{ extensions: { code: 'DENIED' } }] });
    const shape = ({ data, errors }: (typeof answers)[number]) =>
      JSON.stringify({
        data,
        errors: errors?.map(({ message, path, extensions }) => [message, path, extensions]),
      });
    expect(shape(answers[0]!)).toBe(shape(answers[1]!));
  });

  it('is null for what lies in another region, and for what is no identifier', async () => {
    const elsewhere = await hub.tokenOf('county-official', { regions: ['110101'] });
    for (const id of [household(), UNKNOWN, 'no identifier']) {
      const { answer } = await hub.ask(elsewhere, `{ node(id: "${id}") { id } }`);
      expect(answer.data).toEqual({ node: null });
      expect(answer.errors).toBeUndefined();
    }
  });

  it('is recorded as the field of its type is', async () => {
    const { trace } = await hub.ask(official, `query Look { node(id: "${household()}") { id } }`);
    const entry = await hub.entryOf(trace);
    expect(entry.households).toEqual(await hub.namesOf('household', [household()]));
    expect(entry.operation.name).toBe('Look');
  });

  it('looks for ten objects at a time', async () => {
    const fields = Array.from({ length: 11 }, (_, index) => `n${index}: node(id: "H${index}") { id }`);
    const { answer } = await hub.ask(official, `{ ${fields.join(' ')} }`);
    expect(answer.errors).toMatchObject([
      { message: expect.stringContaining('asks for 11 nodes'), extensions: { limit: 'nodes' } },
    ]);
  });
});

/** An identifier of each type that regions, households and people of the county lead to. */
async function idsByType(): Promise<Map<string, string>> {
  const query = `{ region(code: "${COUNTY}") {
    __typename id ${below('Region')}
    all: households(first: 10) { edges { node {
      ${below('Household')}
      all: members(first: 5) { edges { node { ${below('Person')} } } }
    } } }
  } }`;
  const { answer } = await hub.ask(official, query);
  expect(answer.errors).toBeUndefined();
  const ids = new Map<string, string>();
  JSON.stringify(answer.data, (_key, value) => {
    if (value?.__typename && value.id) ids.set(value.__typename, value.id);
    return value;
  });
  return ids;
}

/** Selects type and identifier of all nodes that a type leads to. */
function below(name: string): string {
  const type = schema.getType(name) as GraphQLObjectType;
  const selections = Object.values(type.getFields()).map((field) => {
    if (field.args.some(isRequiredArgument)) return '';
    const args = field.args.some((argument) => argument.name === 'first') ? '(first: 1)' : '';
    const answered = getNamedType(field.type);
    if (isNode(answered)) return `${field.name}${args} { __typename id }`;
    const edge = isObjectType(answered) && answered.getFields()['edges'];
    const item =
      edge && getNamedType((getNamedType(edge.type) as GraphQLObjectType).getFields()['node']!.type);
    return item && isNode(item) ? `${field.name}${args} { edges { node { __typename id } } }` : '';
  });
  return selections.join(' ');
}

const isNode = (type: GraphQLNamedType): boolean =>
  isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node');
