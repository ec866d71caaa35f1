import {
  getArgumentValues,
  getNamedType,
  GraphQLError,
  type GraphQLObjectType,
  isObjectType,
  type FieldNode,
} from 'graphql';
import type { Operation } from '../document/document.ts';
import type { Variables } from '../document/variables.ts';
import { deniedRefusal, refusal, refusalOf } from '../errors.ts';
import { collectFields, findDenial, type CollectedFields, type Reading } from '../plan/collect-fields.ts';
import { deriveQuery } from './derive-query.ts';

/** What one place of a message holds. */
export interface MessageField {
  /** The key in the message. */
  readonly key: string;
  /** `cursor`, `ministry`, `kind`, `at`, `household` or `__typename`. */
  readonly name: string;
  /** Where the household stands in the query's data; '' for all others. */
  readonly source: string;
}

/** A subscription, ready to be served: what it listens to, and the query that answers each of its events. */
export interface SubscriptionPlan {
  /** `householdChanged` or `regionChanged`. */
  readonly field: string;
  readonly args: Readonly<Record<string, unknown>>;
  /** The key of the answer's one field. */
  readonly key: string;
  /** The type of what stands there. */
  readonly type: string;
  readonly fields: readonly MessageField[];
  /** The query for one household, whose number is its variable `household`. */
  readonly query: string;
  /** The variable of the query that has the household's number. */
  readonly household: string;
  /** All other variables of the query. */
  readonly variables: Variables;
  /** Equal for subscriptions whose messages differ in nothing but the cursor, within one authority class. */
  readonly shape: string;
}

interface Options {
  readonly operation: Operation;
  readonly variables: Variables;
  readonly reading: Reading;
  /** Whether a field of the root is one that the gateway answers itself. */
  readonly isOwn: (type: string, field: string) => boolean;
}

/** Plans a subscription. Throws a `Refusal` when it is denied as a whole, an argument is wrong, or nobody serves it. */
export function planSubscription({ operation, variables, reading, isOwn }: Options): SubscriptionPlan {
  const root = reading.schema.getSubscriptionType()!;
  const [key, nodes] = rootFieldOf(collectFields(reading, root, [operation.node.selectionSet]));
  const field = nodes[0]!.name.value;
  if (!isOwn(root.name, field)) {
    throw refusal('SUBSCRIPTION_NOT_SUPPORTED', `Nobody serves the subscription ${field}.`);
  }
  refuseDenied(reading, nodes);
  const definition = root.getFields()[field]!;
  const type = getNamedType(definition.type) as GraphQLObjectType;
  const selected = collectFields(
    reading,
    type,
    nodes.map(({ selectionSet }) => selectionSet!),
  );
  const fields: MessageField[] = [];
  const households: FieldNode[][] = [];
  for (const [own, same] of selected) {
    refuseDenied(reading, same);
    const name = same[0]!.name.value;
    const isHousehold = isObjectType(getNamedType(type.getFields()[name]?.type));
    fields.push({ key: own, name, source: isHousehold ? `h${households.length}` : '' });
    if (isHousehold) households.push(same);
  }
  const derived = deriveQuery(operation, households, variables);
  return {
    field,
    args: readArguments(definition, nodes[0]!, variables),
    key,
    type: type.name,
    fields,
    ...derived,
    shape: JSON.stringify([key, type.name, fields, derived.query, derived.variables]),
  };
}

function rootFieldOf(fields: CollectedFields): [key: string, nodes: FieldNode[]] {
  const [first] = fields;
  if (first) return first;
  throw refusal('BAD_USER_INPUT', 'The subscription selects nothing: its conditions leave its field out.');
}

function refuseDenied(reading: Reading, nodes: readonly FieldNode[]): void {
  const denial = findDenial(reading, nodes);
  if (denial) throw deniedRefusal(denial);
}

function readArguments(...given: Parameters<typeof getArgumentValues>): Record<string, unknown> {
  try {
    return getArgumentValues(...given);
  } catch (error) {
    if (error instanceof GraphQLError) throw refusalOf('BAD_USER_INPUT', [error]);
    throw error;
  }
}
