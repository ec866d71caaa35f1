import { createHash } from 'node:crypto';
import { OperationTypeNode, getOperationAST, parse, validate, type GraphQLSchema } from 'graphql';
import type { Operation } from '@hearth/schema/operations.ts';

/** Keys of real records, to put into the variables of ready operations. */
export interface Example {
  readonly householdId?: string;
  readonly regionCode?: string;
  readonly personId?: string;
  readonly income?: { readonly id: string; readonly version: number };
}

/** Values for variables and input fields by their names. */
type Values = Readonly<Record<string, unknown>>;

/**
 * Returns the operations that this schema can answer, with the example's keys instead of the written ones: a variable
 * `id` is a household's, `code` a region's; in inputs, `person` and `income` are the numbers of these. What the example
 * does not name stays as written. A command is left out when the example lacks a record that it changes. The document's
 * own line of variables is left out, since it would contradict them.
 */
export function readyOperations(
  schema: GraphQLSchema,
  operations: readonly Operation[],
  example: Example = {},
): Operation[] {
  const values = valuesOf(example);
  return operations
    .filter(({ document }) => validate(schema, parse(document)).length === 0)
    .filter((operation) => isQuery(operation) || keysIn(operation.variables).every((key) => key in values))
    .map(({ name, document, variables }) => ({
      name,
      document: withoutVariables(document),
      variables: fill(variables, values) as Values,
    }));
}

/** The names under which keys of records stand. */
const KEYS = new Set(['id', 'code', 'person', 'income']);

function valuesOf({ householdId, regionCode, personId, income }: Example): Values {
  const values = {
    id: householdId,
    code: regionCode,
    person: personId,
    income: income?.id,
    expectedVersion: income?.version,
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

const isQuery = ({ document }: Operation): boolean =>
  getOperationAST(parse(document))?.operation !== OperationTypeNode.MUTATION;

const isInput = (value: unknown): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const keysIn = (variables: Values): string[] =>
  Object.entries(variables).flatMap(([name, value]) =>
    isInput(value) ? keysIn(value) : KEYS.has(name) ? [name] : [],
  );

function fill(written: unknown, values: Values): unknown {
  if (!isInput(written)) return written;
  const entries = Object.entries(written).map(([name, value]) => [name, values[name] ?? fill(value, values)]);
  const filled = Object.fromEntries(entries) as Values;
  return 'idempotencyKey' in filled ? { ...filled, idempotencyKey: keyOf(filled) } : filled;
}

/** The same input has the same key, so that running it again changes nothing; another input is another command. */
const keyOf = (input: Values): string =>
  `${String(input['idempotencyKey'])}-${createHash('sha256').update(JSON.stringify(input)).digest('hex').slice(0, 8)}`;

const withoutVariables = (document: string) => document.replace(/^#\s*variables:.*\n/m, '');
