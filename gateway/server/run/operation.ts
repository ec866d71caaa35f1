import {
  Kind,
  parse,
  type FieldNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { TypeRelations } from '../plan/supergraph.ts';

/** A subgraph operation's text, read to know what its answer must hold. */
export interface SubgraphDocument {
  readonly operation: OperationDefinitionNode;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  /** The keys at the root of the answer. */
  readonly rootKeys: ReadonlySet<string>;
  /** The fields at the root, each with its key. */
  readonly rootFields: readonly RootField[];
  /** Whether the answer has a field at these keys, on an object of `type` if given; `renamed` has new names of keys. */
  selects(keys: readonly string[], type: string | undefined, renamed: ReadonlyMap<string, string>): boolean;
  /** What is selected on the entities of an `_entities` field. */
  entities(alias: string): EntitySelection;
}

/** A field at the root of an operation. */
export interface RootField {
  readonly key: string;
  readonly name: string;
}

/** The selection on entities. */
export interface EntitySelection {
  readonly selectionSet: SelectionSetNode;
  /** Whether entities hold no objects, so that one may be merged in several places without a copy. */
  readonly isFlat: boolean;
  /** The keys that an entity must have, when it was asked for as `type`. */
  keysOf(type: string): ReadonlySet<string>;
}

/** Reads an operation that the planner wrote. */
export function readOperation(query: string, types: TypeRelations): SubgraphDocument {
  const fragments = new Map<string, FragmentDefinitionNode>();
  let operation: OperationDefinitionNode | undefined;
  for (const definition of parse(query, { noLocation: true }).definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
    else if (definition.kind === Kind.OPERATION_DEFINITION) operation = definition;
  }
  if (!operation) throw new Error('A plan has a text without an operation.');
  const root = operation.selectionSet;
  const fieldsFor = (set: SelectionSetNode | undefined, type: string | undefined): FieldNode[] =>
    (set?.selections ?? []).flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return [selection];
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
      const condition = fragment?.typeCondition?.name.value;
      const holds = type === undefined || condition === undefined || types.matches(type, condition);
      return holds ? fieldsFor(fragment?.selectionSet, type) : [];
    });
  const rootFields = fieldsFor(root, undefined);
  return {
    operation,
    fragments,
    rootKeys: new Set(rootFields.map(keyOf)),
    rootFields: rootFields.map((field) => ({ key: keyOf(field), name: field.name.value })),
    selects: (keys, type, renamed) => {
      let sets: (SelectionSetNode | undefined)[] = [root];
      for (const [index, key] of keys.entries()) {
        const isLast = index === keys.length - 1;
        const fields = sets.flatMap((set) => fieldsFor(set, isLast ? type : undefined));
        sets = fields
          .filter((field) => (renamed.get(keyOf(field)) ?? keyOf(field)) === key)
          .map((field) => field.selectionSet);
        if (sets.length === 0) return false;
      }
      return true;
    },
    entities: (alias) => {
      const set = rootFields.find((field) => keyOf(field) === alias)?.selectionSet ?? noSelections;
      const known = new Map<string, ReadonlySet<string>>();
      return {
        selectionSet: set,
        isFlat: fieldsFor(set, undefined).every((field) => field.selectionSet === undefined),
        keysOf: (type) => {
          const keys = known.get(type) ?? new Set(fieldsFor(set, type).map(keyOf));
          known.set(type, keys);
          return keys;
        },
      };
    },
  };
}

const noSelections: SelectionSetNode = { kind: Kind.SELECTION_SET, selections: [] };

const keyOf = (field: FieldNode): string => field.alias?.value ?? field.name.value;
