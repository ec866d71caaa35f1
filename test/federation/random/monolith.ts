import {
  buildSchema,
  execute,
  isObjectType,
  printSchema,
  type DocumentNode,
  type GraphQLResolveInfo,
  type GraphQLSchema,
} from 'graphql';
import type { FieldModel, Model, ObjectModel } from './model.ts';
import type { LostIn } from './losses.ts';
import { isEntity, isThing, keyOf, thingOf, type Thing, type World } from './world.ts';

/** A path as graphql-js keeps it while it runs. */
export type ResponsePath = GraphQLResolveInfo['path'];

/** A path of an answer as text. */
export type Place = string;

/** What graphql-js makes of a query on the merged schema, and what it saw on the way. */
export interface Truth {
  readonly data: unknown;
  readonly errors: readonly Place[];
  /** Every place where a value is an error, or null where null is forbidden, also those of which none was told. */
  readonly sources: ReadonlySet<Place>;
  /** Objects with a selected field whose requirement failed. */
  readonly failedRequirements: ReadonlySet<Place>;
  /** The places of selected fields of which other fields of the object may require a part. */
  readonly partlyRequired: ReadonlySet<Place>;
  /** The places of objects that a subgraph knows as an interface object. */
  readonly interfaceObjects: ReadonlySet<Place>;
  /** The mutations that ran, in order. */
  readonly writes: readonly string[];
  /** For the root field of each, by its key in the answer, how many there were then. */
  readonly generations: ReadonlyMap<string, number>;
}

/** One schema over the whole world. */
export interface Monolith {
  readonly schema: GraphQLSchema;
  run(document: DocumentNode, variables: Record<string, unknown>, losses?: LostIn): Promise<Truth>;
}

interface Witness {
  readonly sources: Set<Place>;
  readonly failedRequirements: Set<Place>;
  readonly partlyRequired: Set<Place>;
  readonly interfaceObjects: Set<Place>;
  readonly losses: LostIn | undefined;
  readonly generations: Map<string, number>;
}

export const placeOf = (path: readonly (string | number)[]): Place => JSON.stringify(path);

/** The segments of a path of graphql-js. */
export function segmentsOf(path: ResponsePath | undefined): (string | number)[] {
  const segments: (string | number)[] = [];
  for (let at = path; at; at = at.prev) segments.push(at.key);
  return segments.toReversed();
}

/** Makes the merged schema, given as clients see it, resolve the world. */
export function createMonolith(api: GraphQLSchema, model: Model, world: World): Monolith {
  const schema = buildSchema(printSchema(api));
  const members = model.interfaceObject?.interface.members ?? [];
  for (const type of Object.values(schema.getTypeMap())) {
    const roots = [model.query, model.mutation];
    const object = roots.find(({ name }) => name === type.name) ?? model.objects.get(type.name);
    if (!object || !isObjectType(type)) continue;
    for (const field of Object.values(type.getFields())) {
      field.resolve = resolverOf(world, object, field.name, members);
    }
  }
  return {
    schema,
    async run(document, variableValues, losses) {
      const contextValue: Witness = {
        sources: new Set(),
        failedRequirements: new Set(),
        partlyRequired: new Set(),
        interfaceObjects: new Set(),
        losses,
        generations: new Map(),
      };
      world.begin();
      const rootValue = thingOf('Query', 'Query');
      const { data, errors } = await execute({ schema, document, variableValues, contextValue, rootValue });
      const told = (errors ?? []).map(({ path }) => placeOf(path ?? []));
      await new Promise((resolve) => setImmediate(resolve)); // what runs on beside an error may find more
      return { ...contextValue, data, errors: told, writes: world.writes };
    },
  };
}

function resolverOf(world: World, object: ObjectModel, name: string, members: readonly string[]) {
  const field = object.fields.find((each) => each.name === name);
  if (!field) {
    return (thing: Thing, _args: object, { losses }: Witness, info: GraphQLResolveInfo) =>
      losses?.isLost(info.path) ? Promise.reject(new Error('lost')) : keyOf(thing, name);
  }
  const isPartlyRequired = object.fields.some(({ requires }) =>
    requires?.some((requirement) => requirement.field === field && requirement.inner),
  );
  // Each value comes a little later, so that no error keeps graphql-js from going on with what stands beside it.
  return async (thing: Thing, args: object, record: Witness, info: GraphQLResolveInfo): Promise<unknown> => {
    if (record.losses?.isLost(info.path)) throw new Error('lost');
    enterGeneration(world, record, { object, field, args }, info);
    const requires = field.requires?.filter((requirement) => !isOutOfReach(thing, requirement.field));
    const required = requires && world.requiredBy(thing, object, requires);
    if (required?.isFailed) record.failedRequirements.add(placeOf(segmentsOf(info.path.prev)));
    if (isOutOfReach(thing, field)) return noteSources(null, field, info, record);
    if (isPartlyRequired) record.partlyRequired.add(placeOf(segmentsOf(info.path)));
    const whole = world.valueOf(thing, object, field, args, required?.text ?? '');
    if (members.length > 0 || record.losses) meetEntities(whole, segmentsOf(info.path), members, record);
    const value = record.losses ? withoutLost(whole, segmentsOf(info.path), record.losses) : whole;
    return noteSources(value, field, info, record);
  };
}

/** What goes on below a mutation that has failed sees the world as it was then, also when the next one has begun. */
function enterGeneration(
  world: World,
  { generations }: Witness,
  { object, field, args }: Resolved,
  info: GraphQLResolveInfo,
): void {
  const rootKey = String(segmentsOf(info.path)[0]);
  if (object.name === 'Mutation') {
    world.write(field, args);
    generations.set(rootKey, world.generation);
  }
  world.generation = generations.get(rootKey) ?? 0;
}

type Resolved = { readonly object: ObjectModel; readonly field: FieldModel; readonly args: object };

/** Whether only a key that is null would lead to a field. */
const isOutOfReach = ({ keylessIn }: Thing, { homes, requires }: FieldModel): boolean =>
  keylessIn !== undefined &&
  (requires !== undefined || !(homes === 'everywhere' || homes.includes(keylessIn)));

function noteSources(
  value: unknown,
  { type }: FieldModel,
  info: GraphQLResolveInfo,
  record: Witness,
): unknown {
  findSources(value, type, () => segmentsOf(info.path), record.sources);
  return inPromises(value, type);
}

/** Notes where entities stand; `members` are the types that a subgraph knows as an interface object. */
function meetEntities(
  value: unknown,
  path: (string | number)[],
  members: readonly string[],
  record: Witness,
): void {
  if (Array.isArray(value)) {
    value.forEach((item, index) => meetEntities(item, [...path, index], members, record));
  } else if (isThing(value) && isEntity(value)) {
    record.losses?.meet(path, value);
    if (members.includes(value.type)) record.interfaceObjects.add(placeOf(path));
  }
}

/** A value with errors for the objects that are lost as a whole. */
function withoutLost(value: unknown, path: (string | number)[], losses: LostIn): unknown {
  if (Array.isArray(value)) return value.map((item, index) => withoutLost(item, [...path, index], losses));
  return isThing(value) && losses.isWhollyLost(path, value) ? new Error('lost') : value;
}

/** Lists with items that come later too: an error among items that are there would leave those beside it unheard. */
function inPromises(value: unknown, type: string): unknown {
  if (!Array.isArray(value) || !type.startsWith('[')) return value;
  return value.map((item) => Promise.resolve(inPromises(item, innerType(type))));
}

const innerType = (type: string): string => type.slice(1, type.endsWith('!') ? -2 : -1);

/** Finds errors and forbidden nulls in a value. */
function findSources(
  value: unknown,
  type: string,
  pathOf: () => (string | number)[],
  sources: Set<Place>,
): void {
  const isRequired = type.endsWith('!');
  if (value instanceof Error || (value === null && isRequired)) sources.add(placeOf(pathOf()));
  if (!Array.isArray(value) || !type.startsWith('[')) return; // a scalar may be an array
  const inner = innerType(type);
  value.forEach((item, index) => findSources(item, inner, () => [...pathOf(), index], sources));
}
