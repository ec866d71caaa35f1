import {
  isAbstractType,
  isLeafType,
  Kind,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded, type Conditions } from '../document/conditions.ts';
import type { DataSubjects } from './access/data-subjects.ts';
import type { Denial } from './access/denial.ts';
import type { DeniedFields } from './access/guard.ts';
import type { SelectBeside } from './select-homes.ts';

/** What is needed to read a selection: the schema, the fragments, the values of the conditions, what is denied. */
export interface Reading {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly conditions: Conditions;
  readonly denied: DeniedFields;
  /** Of whom objects tell, where that is to be known. */
  readonly dataSubjects: DataSubjects;
  /** What is selected for the cache. */
  readonly selectBeside: SelectBeside;
  /** The name under which a client's field stands in the data. */
  readonly dataKey: (field: FieldNode) => string;
}

/** The fields that are selected on an object of one type: response key -> field nodes, in the order of the answer. */
export type CollectedFields = Map<string, FieldNode[]>;

/**
 * CollectFields of the GraphQL specification, for an object of `type` and known conditions. For an interface: the
 * fields that are selected whatever the object's type.
 */
export function collectFields(
  reading: Reading,
  type: GraphQLNamedType,
  sets: Iterable<SelectionSetNode>,
): CollectedFields {
  const fields: CollectedFields = new Map();
  const visited = new Set<string>();
  for (const set of sets) collectInto({ fields, visited }, reading, type, set);
  return fields;
}

type Collection = { readonly fields: CollectedFields; readonly visited: Set<string> };

function collectInto(
  collection: Collection,
  reading: Reading,
  type: GraphQLNamedType,
  set: SelectionSetNode,
): void {
  for (const selection of set.selections) {
    if (!isIncluded(selection, reading.conditions)) continue;
    if (selection.kind === Kind.FIELD) {
      const key = responseKey(selection);
      const nodes = collection.fields.get(key);
      if (nodes) nodes.push(selection);
      else collection.fields.set(key, [selection]);
      continue;
    }
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD
        ? unvisited(collection, reading, selection.name.value)
        : selection;
    if (!fragment || !applies(reading.schema, type, fragment.typeCondition?.name.value)) continue;
    collectInto(collection, reading, type, fragment.selectionSet);
  }
}

function unvisited(
  collection: Collection,
  reading: Reading,
  name: string,
): FragmentDefinitionNode | undefined {
  if (collection.visited.has(name)) return undefined;
  collection.visited.add(name);
  return reading.fragments.get(name);
}

function applies(schema: GraphQLSchema, type: GraphQLNamedType, condition: string | undefined): boolean {
  if (condition === undefined || condition === type.name) return true;
  const wanted = schema.getType(condition);
  return isAbstractType(wanted) && !isLeafType(type) && schema.isSubType(wanted, type as GraphQLObjectType);
}

/** Whether the type of each object decides what is selected of it. */
export function dependsOnType(
  reading: Reading,
  type: GraphQLNamedType,
  sets: readonly SelectionSetNode[],
): boolean {
  const keysFor = (object: GraphQLNamedType) => [...collectFields(reading, object, sets)];
  const own = keysFor(type);
  if (own.some(([, nodes]) => nodes[0]?.name.value === '__typename')) return true;
  const possible = isAbstractType(type) ? reading.schema.getPossibleTypes(type) : [];
  return possible.some((object) => keysFor(object).length !== own.length);
}

/** The name under which a field stands in the answer. */
export const responseKey = (field: FieldNode): string => field.alias?.value ?? field.name.value;

/** Why a field of the answer is denied: one way in which it is selected is enough. Undefined when it is not. */
export function findDenial({ denied }: Reading, nodes: readonly FieldNode[]): Denial | undefined {
  for (const node of nodes) {
    const denial = denied.get(node);
    if (denial) return denial;
  }
  return undefined;
}
