import {
  buildSchema,
  getVariableValues,
  parse,
  type OperationDefinitionNode,
  type VariableDefinitionNode,
} from 'graphql';
import { anything, assert, constantFrom, integer, oneof, option, property, record, string } from 'fast-check';
import { expect, it } from 'vitest';
import { Refusal } from '../errors.ts';
import { createCoercion, type Variables } from './variables.ts';

const schema = buildSchema(`
  scalar Date
  enum Sex { MALE FEMALE }
  type Query { field(id: ID, text: String, yes: Boolean, count: Int, share: Float, on: Date, sex: Sex): Int }
`);

const types = ['ID', 'String', 'Boolean', 'Int', 'Float', 'Date', 'Sex', '[Int]'];
const required = types.map((type) => `${type}!`);
const withDefaults = ['Int = 7', 'Date = "2024-12-31"', 'Sex! = MALE'];

const value = oneof(
  constantFrom(null, true, 'MALE', '2024-12-31', 1.5, 2 ** 31, [1]),
  integer(),
  string(),
  anything(),
);
const definition = oneof(
  { weight: 3, arbitrary: constantFrom(...types, ...required) },
  constantFrom(...withDefaults),
);
const definitions = record({ a: definition, constructor: definition, c: definition });
const inputs = record({ a: option(value), constructor: value, c: value }, { requiredKeys: [] });

/** What the variables come to, name by name; null when they are refused. */
function coerce(definitions: readonly VariableDefinitionNode[], given: Variables) {
  try {
    return Object.entries(createCoercion(schema, definitions)(given));
  } catch (error) {
    if (error instanceof Refusal) return null;
    throw error;
  }
}

it('coerces any values of variables to what the reference implementation does, and refuses what it refuses', () => {
  assert(
    property(definitions, inputs, (typeOf, given) => {
      const declared = Object.entries(typeOf).map(([name, type]) => `$${name}: ${type}`);
      const [operation] = parse(`query(${declared.join(' ')}) { field }`).definitions;
      const { variableDefinitions = [] } = operation as OperationDefinitionNode;
      const { coerced, errors } = getVariableValues(schema, variableDefinitions, given);
      const expected = errors ? null : Object.entries(coerced);
      expect(coerce(variableDefinitions, given as Variables)).toStrictEqual(expected);
    }),
    { numRuns: 500 },
  );
});
