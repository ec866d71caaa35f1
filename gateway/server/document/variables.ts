import {
  getVariableValues,
  isScalarType,
  Kind,
  type GraphQLSchema,
  type ListTypeNode,
  type NamedTypeNode,
  type TypeNode,
  type VariableDefinitionNode,
} from 'graphql';
import { findScalarRule } from '@hearth/schema/protocol/scalar-rules.ts';
import { findUnstorable, isUnstorable, unstorableMessage } from '@hearth/schema/protocol/unstorable-text.ts';
import { type Refusal, refusalOf, refusal } from '../errors.ts';
import { exceeded, type DocumentLimits } from './limits.ts';

export type Variables = Readonly<Record<string, unknown>>;

/**
 * Turns a client's variables into the values that are sent on: checked, with defaults. Throws a `Refusal`, which says which
 * values there are to who is told the schema.
 */
export type Coercion = (input: Variables | null | undefined, isTold?: boolean) => Variables;

type Check = (value: unknown) => boolean;

const isText: Check = (value) => typeof value === 'string';

const exactBuiltIn: ReadonlyMap<string, Check> = new Map([
  ['ID', isText],
  ['String', isText],
  ['Boolean', (value) => typeof value === 'boolean'],
  ['Int', (value) => typeof value === 'number' && (value | 0) === value],
  ['Float', Number.isFinite],
]);

/**
 * Compiles the coercion of an operation's variables. Values that already are exactly what a scalar wants are taken as
 * they are, as is a text that the rule of a scalar of the contract takes, and any text of another scalar, which the subgraphs
 * check; everything else goes the long way of the specification. Throws a `Refusal` for a variable that a JavaScript object cannot hold.
 */
export function createCoercion(
  schema: GraphQLSchema,
  definitions: readonly VariableDefinitionNode[],
): Coercion {
  if (definitions.some((definition) => definition.variable.name.value === '__proto__')) {
    throw refusal('GRAPHQL_VALIDATION_FAILED', 'No variable may be called "$__proto__".');
  }
  const takers = definitions.map(({ type, variable }) => ({
    name: variable.name.value,
    isExact: exactCheck(schema, type),
  }));

  return (input, isTold = false) => {
    if (takers.length === 0) return {};
    if (input !== null && input !== undefined && (typeof input !== 'object' || Array.isArray(input))) {
      throw refusal('BAD_USER_INPUT', 'The variables must be an object.');
    }
    const given = input ?? {};
    const exact = takeExact(takers, given);
    if (exact) return exact;
    const { errors, coerced } = getVariableValues(schema, definitions, given, {
      maxErrors: 20,
      hideSuggestions: !isTold,
    });
    if (errors) throw refusalOf('BAD_USER_INPUT', errors);
    return coerced;
  };
}

/**
 * Throws a `Refusal` when the variables hold more values, or nest lists and objects deeper, than the limits allow, or hold a text
 * that no database can hold.
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
    if (typeof value === 'string' && isUnstorable(value)) throw unstorable(variables);
    if (typeof value !== 'object' || value === null) return;
    if (depth > limits.variablesDepth) {
      const message = `The variables nest deeper than the limit of ${limits.variablesDepth}.`;
      throw exceeded('variablesDepth', message);
    }
    for (const key in value) visit((value as Record<string, unknown>)[key], depth + 1);
  };
  visit(variables, 0);
}

function unstorable(variables: unknown): Refusal {
  const { path, text } = findUnstorable(variables) as { path: string; text: string };
  return refusal('BAD_USER_INPUT', unstorableMessage(`Variable "$${path.slice(1)}"`, text));
}

interface Taker {
  readonly name: string;
  /** Undefined: no value is exact. */
  readonly isExact: Check | undefined;
}

/** The values when all of them are exact. */
function takeExact(takers: readonly Taker[], given: Variables): Variables | undefined {
  const values: Record<string, unknown> = {};
  for (const { name, isExact } of takers) {
    const value = given[name];
    if (!isExact?.(value)) return undefined;
    values[name] = value;
  }
  return values;
}

function exactCheck(schema: GraphQLSchema, type: TypeNode): Check | undefined {
  if (type.kind === Kind.LIST_TYPE) return undefined;
  if (type.kind === Kind.NON_NULL_TYPE) return exactCheckOfNamed(schema, type.type);
  const isExact = exactCheckOfNamed(schema, type);
  return isExact && ((value) => value === null || isExact(value));
}

function exactCheckOfNamed(schema: GraphQLSchema, type: NamedTypeNode | ListTypeNode): Check | undefined {
  if (type.kind === Kind.LIST_TYPE) return undefined;
  const { value: name } = type.name;
  const known = schema.getType(name);
  if (!isScalarType(known)) return undefined;
  const rule = findScalarRule(name, known.specifiedByURL ?? undefined);
  if (rule) return (value) => typeof value === 'string' && rule.takes(value);
  return exactBuiltIn.get(name) ?? isText;
}
