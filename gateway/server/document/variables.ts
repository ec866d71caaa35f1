import {
  getVariableValues,
  Kind,
  type GraphQLSchema,
  type TypeNode,
  type VariableDefinitionNode,
} from 'graphql';
import { refusalOf, refusal } from '../errors.ts';
import { exceeded, type DocumentLimits } from './limits.ts';

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
 * wants are taken as they are; everything else goes the long way of the specification. With `suggestions` errors say
 * which values there are. Throws a `Refusal` for a variable that a JavaScript object cannot hold.
 */
export function createCoercion(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
  suggestions: boolean,
): Coercion {
  if (definitions.some((definition) => definition.variable.name.value === '__proto__')) {
    throw refusal('GRAPHQL_VALIDATION_FAILED', 'No variable may be called "$__proto__".');
  }
  const options = { maxErrors: 20, hideSuggestions: !suggestions };
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
    const { errors, coerced } = getVariableValues(schema, definitions, given, options);
    if (errors) throw refusalOf('BAD_USER_INPUT', errors);
    return coerced;
  };
}

/**
 * Throws a `Refusal` when the variables hold more values, or nest lists and objects deeper, than the limits allow.
 * Whatever reads or writes them later calls itself for each level, and errors show what they are about.
 */
export function checkVariables(variables: unknown, limits: DocumentLimits): void {
  let count = 0;
  const visit = (value: unknown, depth: number): void => {
    count += 1;
    if (count > limits.variableValues) {
      const message = `The variables hold more values than the limit of ${limits.variableValues}.`;
      throw exceeded('variableValues', message);
    }
    if (typeof value !== 'object' || value === null) return;
    if (depth > limits.variablesDepth) {
      const message = `The variables nest deeper than the limit of ${limits.variablesDepth}.`;
      throw exceeded('variablesDepth', message);
    }
    for (const key in value) visit((value as Record<string, unknown>)[key], depth + 1);
  };
  visit(variables, 0);
}

function exactCheck(type: TypeNode): ((value: unknown) => boolean) | undefined {
  if (type.kind !== Kind.NON_NULL_TYPE || type.type.kind !== Kind.NAMED_TYPE) return undefined;
  return isExact[type.type.name.value];
}
