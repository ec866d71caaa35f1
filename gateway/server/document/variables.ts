import {
  getVariableValues,
  Kind,
  type GraphQLSchema,
  type TypeNode,
  type VariableDefinitionNode,
} from 'graphql';
import { refusalOf, refusal } from '../errors.ts';

export type Variables = Readonly<Record<string, unknown>>;

/** Turns a client's variables into the values that are sent on: checked, with defaults. Throws a `Refusal`. */
export type Coercion = (input: Variables | null | undefined) => Variables;

const isExact: Readonly<Record<string, (value: unknown) => boolean>> = {
  ID: (value) => typeof value === 'string',
  String: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  Int: (value) => typeof value === 'number' && (value | 0) === value,
};

/**
 * Compiles the coercion of an operation's variables. Values that already are exactly what a required built-in scalar
 * wants are taken as they are; everything else goes the long way of the specification.
 */
export function createCoercion(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): Coercion {
  const checks = definitions.map((definition) => exactCheck(definition.type));
  const names = definitions.map((definition) => definition.variable.name.value);

  return (input) => {
    if (names.length === 0) return {};
    if (input !== null && input !== undefined && (typeof input !== 'object' || Array.isArray(input))) {
      throw refusal('BAD_USER_INPUT', 'The variables must be an object.');
    }
    const given = input ?? {};
    if (checks.every((check, index) => check?.(given[names[index] as string]))) {
      return Object.fromEntries(names.map((name) => [name, given[name]]));
    }
    const { errors, coerced } = getVariableValues(schema, definitions, given, { maxErrors: 20 });
    if (errors) throw refusalOf('BAD_USER_INPUT', errors);
    return coerced;
  };
}

function exactCheck(type: TypeNode): ((value: unknown) => boolean) | undefined {
  if (type.kind !== Kind.NON_NULL_TYPE || type.type.kind !== Kind.NAMED_TYPE) return undefined;
  return isExact[type.type.name.value];
}
