import type { FetchNodePathSegment, KeyRenamer, PlanNode } from '@graphql-hive/router-query-planner';
import {
  isCompositeType,
  Kind,
  parse,
  print,
  stripIgnoredCharacters,
  type FieldNode,
  type FragmentDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { responseKey } from './collect-fields.ts';
import { typename } from './data-key.ts';
import type { Supergraph } from './supergraph.ts';
import { widen } from './widen.ts';

/**
 * Repairs operations that no subgraph would accept. Where the planner resolves a field of an interface type by type,
 * it may put fields of different types (`String!` and `String`) under one response key; each further type gets a
 * key of its own, and the answer is renamed back. It may leave behind a field of an object of which it then selects
 * nothing; that is left out.
 */
export function repairPlan(node: PlanNode, supergraph: Supergraph): PlanNode {
  switch (node.kind) {
    case 'Sequence':
    case 'Parallel':
      return { ...node, nodes: node.nodes.map((child) => repairPlan(child, supergraph)) };
    case 'Flatten':
      return { ...node, node: repairPlan(node.node, supergraph) };
    case 'Fetch': {
      const fetch = widen(node, supergraph.types);
      const repair = new Repair(node.serviceName, supergraph);
      const operation = repair.operation(node.operation);
      const renamers = node.requires ? repair.renamersUnder('_entities') : repair.renamers;
      if (!repair.isNeeded) return fetch;
      return { ...fetch, operation, outputRewrites: [...(node.outputRewrites ?? []), ...renamers] };
    }
    case 'BatchFetch': {
      const repair = new Repair(node.serviceName, supergraph);
      const operation = repair.operation(node.operation);
      const aliases = node.entityBatch.aliases.map((slot) => {
        const outputRewrites = [...(slot.outputRewrites ?? []), ...repair.renamersUnder(slot.alias)];
        return { ...widen(slot, supergraph.types), outputRewrites };
      });
      return {
        ...node,
        operation: repair.isNeeded ? operation : node.operation,
        entityBatch: { aliases },
      };
    }
    default:
      return node;
  }
}

type Rename = { readonly KeyRenamer: KeyRenamer };

/** The types that fields of one selection have, by response key. */
type Shapes = Map<string, string>;

class Repair {
  readonly renamers: Rename[] = [];
  #isFieldLeftOut = false;
  readonly #graph: string | undefined;
  readonly #supergraph: Supergraph;
  #fragments: ReadonlyMap<string, FragmentDefinitionNode> = new Map();

  constructor(subgraph: string, supergraph: Supergraph) {
    this.#graph = supergraph.graphOf(subgraph);
    this.#supergraph = supergraph;
  }

  /** Whether the operation was not right as it was. */
  get isNeeded(): boolean {
    return this.#isFieldLeftOut || this.renamers.length > 0;
  }

  /** The operation without what no subgraph accepts, its fragments inlined. */
  operation(query: string): string {
    const { definitions } = parse(query, { noLocation: true });
    const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION);
    const operation = definitions.find((definition) => definition.kind === Kind.OPERATION_DEFINITION);
    this.#fragments = new Map(fragments.map((fragment) => [fragment.name.value, fragment]));
    if (!operation) return query;
    const root = this.#supergraph.full.getRootType(operation.operation)?.name;
    const repaired = { ...operation, selectionSet: this.#set(operation.selectionSet, root, []) };
    return stripIgnoredCharacters(print(repaired));
  }

  /** The renamers of the entities that a field of the root brings, with paths that begin at an entity. */
  renamersUnder(alias: string): Rename[] {
    return this.renamers.flatMap(({ KeyRenamer: { path, renameKeyTo } }) => {
      const [first, ...rest] = path;
      const isUnder = first && 'Key' in first && first.Key === alias;
      return isUnder ? [{ KeyRenamer: { path: rest, renameKeyTo } }] : [];
    });
  }

  #set(
    set: SelectionSetNode,
    type: string | undefined,
    path: readonly FetchNodePathSegment[],
  ): SelectionSetNode {
    const shapes: Shapes = new Map();
    return { ...set, selections: this.#selections(set, { type, path, shapes, condition: undefined }) };
  }

  #selections(set: SelectionSetNode, place: Place): SelectionNode[] {
    const selections = this.#repaired(set, place);
    return selections.length > 0 ? selections : [typename];
  }

  #repaired(set: SelectionSetNode, place: Place): SelectionNode[] {
    return set.selections.flatMap((selection): SelectionNode[] => {
      if (selection.kind === Kind.FIELD) {
        if (!this.#isBare(selection, place)) return [this.#field(selection, place)];
        this.#isFieldLeftOut = true;
        return [];
      }
      const fragment =
        selection.kind === Kind.FRAGMENT_SPREAD ? this.#fragments.get(selection.name.value) : selection;
      if (!fragment) return [selection];
      const condition = fragment.typeCondition?.name.value ?? place.condition;
      const selections = this.#selections(fragment.selectionSet, {
        ...place,
        condition,
        type: condition ?? place.type,
      });
      return [
        {
          kind: Kind.INLINE_FRAGMENT,
          ...(fragment.typeCondition && { typeCondition: fragment.typeCondition }),
          ...(selection.directives && { directives: selection.directives }),
          selectionSet: { kind: Kind.SELECTION_SET, selections },
        },
      ];
    });
  }

  /** Whether nothing is selected of an object. */
  #isBare({ name, selectionSet }: FieldNode, { type }: Place): boolean {
    const inner = type && this.#supergraph.fieldTypes.namedType(type, name.value);
    return !selectionSet && inner !== undefined && isCompositeType(this.#supergraph.full.getType(inner));
  }

  #field(field: FieldNode, { type, path, shapes, condition }: Place): FieldNode {
    const { namedType, shape: shapeOf } = this.#supergraph.fieldTypes;
    const shape = type && shapeOf(this.#graph, type, field.name.value);
    const key = responseKey(field);
    const isConflict = shape !== undefined && (shapes.get(key) ?? shape) !== shape;
    const ownKey = isConflict ? `_typed_${this.renamers.length}_${key}` : key;
    const within = condition === undefined ? path : [...path, { TypenameEquals: [condition] }];
    if (isConflict) {
      this.renamers.push({ KeyRenamer: { path: [...within, { Key: ownKey }], renameKeyTo: key } });
    } else if (shape) shapes.set(key, shape);
    const inner = type && namedType(type, field.name.value);
    return {
      ...field,
      ...(isConflict && { alias: { kind: Kind.NAME, value: ownKey } }),
      ...(field.selectionSet && {
        selectionSet: this.#set(field.selectionSet, inner, [...within, { Key: ownKey }]),
      }),
    };
  }
}

/** Where a selection stands: the type it is on, the path to it, the last type condition on the way. */
type Place = {
  readonly type: string | undefined;
  readonly path: readonly FetchNodePathSegment[];
  readonly shapes: Shapes;
  readonly condition: string | undefined;
};
