import {
  type GraphQLArgument,
  type GraphQLField,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isLeafType,
  isNonNullType,
  isObjectType,
  isUnionType,
} from 'graphql';

/** How deep a selection follows objects: an entity's list, its records, and what those refer to. */
const DEPTH = 3;

/**
 * A selection of every field of a type that can be asked without arguments, and of every field of what it leads
 * to. Lists are asked for with `first: 5`.
 * @param isAsked leaves fields out
 */
export function everyField(
  schema: GraphQLSchema,
  type: GraphQLObjectType,
  isAsked: IsAsked = () => true,
): string {
  return selectionOf({ schema, isAsked }, type, [], DEPTH);
}

type IsAsked = (field: GraphQLField<unknown, unknown>, parent: GraphQLObjectType) => boolean;

interface Asked {
  readonly schema: GraphQLSchema;
  readonly isAsked: IsAsked;
}

function selectionOf(asked: Asked, type: GraphQLObjectType, path: readonly string[], depth: number): string {
  const selections = Object.values(type.getFields())
    .filter((field) => asked.isAsked(field, type))
    .flatMap((field) => fieldSelection(asked, field, path, depth));
  return `{ __typename ${selections.join(' ')} }`;
}

function fieldSelection(
  asked: Asked,
  field: GraphQLField<unknown, unknown>,
  path: readonly string[],
  depth: number,
): string[] {
  if (field.args.some(isRequired)) return [];
  const args = field.args.some((argument) => argument.name === 'first') ? '(first: 5)' : '';
  const type = getNamedType(field.type);
  if (isLeafType(type)) return [`${field.name}${args}`];
  if (path.includes(type.name) || depth === 0) return [];
  // The parts of a page belong to its list and cost no depth.
  const isPart =
    /(Connection|Edge)$/.test(type.name) || type.name === 'PageInfo' || type.name === 'Provenance';
  const next = isPart ? depth : depth - 1;
  const inner = (object: GraphQLObjectType) => selectionOf(asked, object, [...path, type.name], next);
  if (isObjectType(type)) return [`${field.name}${args} ${inner(type)}`];
  if (!isInterfaceType(type) && !isUnionType(type)) return [];
  const possible = asked.schema
    .getPossibleTypes(type)
    .map((object) => `... on ${object.name} ${inner(object)}`);
  return [`${field.name}${args} { ${possible.join(' ')} }`];
}

const isRequired = (argument: GraphQLArgument): boolean =>
  isNonNullType(argument.type) && argument.defaultValue === undefined;

/** The fields of a type that are pages of a list. */
export function listFields(type: GraphQLObjectType): GraphQLField<unknown, unknown>[] {
  return Object.values(type.getFields()).filter(
    (field) =>
      field.args.some((argument) => argument.name === 'first') &&
      !field.args.some((argument) => isRequired(argument)),
  );
}

/** Whether a field is a figure of a region: an object that is neither a page nor a record, and that nothing names. */
export function isFigure(field: GraphQLField<unknown, unknown>, parent: GraphQLObjectType): boolean {
  const type = getNamedType(field.type);
  if (parent.name !== 'Region' || !isObjectType(type)) return false;
  return !['edges', 'id', 'code', 'provenance', 'sourceSystem'].some((name) => name in type.getFields());
}
