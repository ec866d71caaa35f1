import {
  getNullableType,
  GraphQLID,
  type GraphQLArgument,
  type GraphQLObjectType,
  type GraphQLScalarType,
  type GraphQLSchema,
  isNonNullType,
  isObjectType,
  isScalarType,
} from 'graphql';

/** A field of the query root that finds one object by its identifier. */
export interface Lookup {
  /** The field: `settlement`. */
  readonly field: string;
  /** What it answers with, which implements `Node`. */
  readonly type: GraphQLObjectType;
  /** The name of its only argument. */
  readonly argument: string;
  readonly scalar: GraphQLScalarType;
}

/** Returns the lookups of a schema; there are none without an interface `Node`. */
export function findLookups(schema: GraphQLSchema): Lookup[] {
  const fields = Object.values(schema.getQueryType()?.getFields() ?? {});
  return fields.flatMap(({ name: field, type: answered, args: [argument, ...more] }) => {
    const type = getNullableType(answered);
    const scalar = argument && more.length === 0 ? scalarOf(argument) : undefined;
    if (!scalar || !isObjectType(type)) return [];
    if (!type.getInterfaces().some(({ name }) => name === 'Node')) return [];
    return [{ field, type, argument: argument!.name, scalar }];
  });
}

const scalarOf = ({ type }: GraphQLArgument): GraphQLScalarType | undefined =>
  isNonNullType(type) && isScalarType(type.ofType) ? type.ofType : undefined;

/** Groups lookups by the scalars of their arguments, `ID` first: an id that is no value of a scalar fails one group. */
export function groupByScalar(lookups: readonly Lookup[]): Lookup[][] {
  const groups = new Map<GraphQLScalarType, Lookup[]>([[GraphQLID, []]]);
  for (const lookup of lookups) groups.set(lookup.scalar, [...(groups.get(lookup.scalar) ?? []), lookup]);
  return [...groups.values()].filter((group) => group.length > 0);
}

/** A query that asks lookups of one scalar for the variable `id` what they find. */
export function queryOf(group: readonly Lookup[]): string {
  const fields = group.map(({ field, argument }) => `${field}(${argument}: $id) { __typename }`);
  return `query FindNode($id: ${group[0]!.scalar.name}!) { ${fields.join(' ')} }`;
}
