import { type GraphQLObjectType, isObjectType, isUnionType } from 'graphql';
import { createHousehold } from '../sample/household.ts';
import { regionsOf } from '../sample/regions.ts';
import type { Ministry, OpenMinistry } from '../subgraph.ts';
import { inACase } from './authorities.ts';
import { type EntityKey, isResolvable, keyFields } from './entity-keys.ts';
import { everyField } from './every-field.ts';
import { TEST_SAMPLE } from './test-sample.ts';

/** Entities of the sample's world, whose keys every ministry knows. */
const households = Array.from({ length: TEST_SAMPLE.households }, (_, number) =>
  createHousehold(number, TEST_SAMPLE),
);
const WORLD: Readonly<Record<string, readonly EntityKey[]>> = {
  Household: households.map(({ id }) => ({ id })),
  Person: households.flatMap(({ members }) => members.map(({ id }) => ({ id }))),
  Region: regionsOf(TEST_SAMPLE.households).map(({ code }) => ({ code })),
};

/** Keys of entities that exist; those of a ministry's own entities are found through its other data. */
export async function existingKeys(
  open: OpenMinistry,
  ministry: Ministry,
  type: GraphQLObjectType,
  count: number,
): Promise<EntityKey[]> {
  const known = WORLD[type.name] ?? (await discover(open, ministry)).get(type.name) ?? [];
  return known.slice(0, count);
}

/** The record types that no entity of the world leads to. */
export async function typesWithoutRecord(open: OpenMinistry, ministry: Ministry): Promise<string[]> {
  const found = await discover(open, ministry);
  const records = Object.values(ministry.schema.getTypeMap()).filter(
    (type): type is GraphQLObjectType => isObjectType(type) && 'provenance' in type.getFields(),
  );
  return records.map((type) => type.name).filter((name) => !found.has(name));
}

type Discovery = ReadonlyMap<string, readonly EntityKey[]>;

const discoveries = new WeakMap<OpenMinistry, Promise<Discovery>>();

function discover(open: OpenMinistry, ministry: Ministry): Promise<Discovery> {
  const known = discoveries.get(open) ?? explore(open, ministry);
  discoveries.set(open, known);
  return known;
}

/** Asks for everything that the world's entities lead to and gathers the records by type. */
async function explore(open: OpenMinistry, ministry: Ministry): Promise<Discovery> {
  const found = new Map<string, Map<string, EntityKey>>();
  for (const [name, keys] of Object.entries(WORLD)) {
    const type = ministry.schema.getType(name);
    if (!isObjectType(type) || !resolves(ministry, name)) continue;
    const query = `query ($keys: [_Any!]!) { _entities(representations: $keys) { ... on ${name} ${everyField(ministry.schema, type)} } }`;
    const representations = keys.map((key) => ({ __typename: name, ...key }));
    const { data, errors } = await open.execute({ query, variables: { keys: representations } }, inACase);
    if (errors)
      throw new AggregateError(errors, `${name}: ${errors[0]!.message} at ${errors[0]!.path?.join('.')}`);
    gather(data, ministry, found);
  }
  return new Map([...found].map(([name, records]) => [name, [...records.values()]]));
}

function gather(value: unknown, ministry: Ministry, found: Map<string, Map<string, EntityKey>>): void {
  if (Array.isArray(value)) for (const item of value) gather(item, ministry, found);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
  const record = value as Record<string, unknown>;
  const name = record['__typename'];
  if (typeof name === 'string') {
    const key = keyOf(record, ministry, name);
    const records = found.get(name) ?? new Map<string, EntityKey>();
    const [value] = Object.values(key);
    if (typeof value === 'string') found.set(name, records.set(value, key));
  }
  for (const child of Object.values(record)) gather(child, ministry, found);
}

function keyOf(record: Record<string, unknown>, ministry: Ministry, name: string): EntityKey {
  const type = ministry.schema.getType(name) as GraphQLObjectType;
  const [field = 'id'] = keyFields(type);
  return { [field]: record[field] as string };
}

/** Whether the ministry answers for the entity, rather than only pointing at it. */
function resolves({ schema }: Ministry, name: string): boolean {
  const union = schema.getType('_Entity');
  return isUnionType(union) && union.getTypes().some((type) => type.name === name && isResolvable(type));
}
