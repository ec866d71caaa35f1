import {
  Kind,
  print,
  visit,
  type ASTNode,
  type FragmentDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import type { SubgraphDocument } from '../run/operation.ts';
import type { Supergraph } from '../plan/supergraph.ts';
import { digestOf } from './digest.ts';

/** What the slices of one selection have in common. */
export interface SliceKind {
  /** Of the subgraph, the selection, and the variables it uses as the operation declares them. */
  readonly digest: string;
  /** The variables that it depends on. */
  readonly variables: readonly string[];
  /** Milliseconds for which a slice may be kept at the most. */
  readonly maxAge: number;
  /** Whether any of it depends on which day it is. */
  readonly sameDay: boolean;
}

/** A selection in an operation of the plan. */
export interface Selected {
  readonly subgraph: string;
  readonly document: SubgraphDocument;
  readonly selectionSet: SelectionSetNode;
  /** On what it is selected; undefined for entities, whose fragments say it. */
  readonly type: string | undefined;
}

/** Undefined unless every field of the selection may be kept. */
export function findSliceKind(selected: Selected, supergraph: Supergraph): SliceKind | undefined {
  const { subgraph, document, selectionSet, type } = selected;
  const parts = new SelectionParts(supergraph, document.fragments);
  parts.read(selectionSet, type);
  if (parts.shortest === 0 || !Number.isFinite(parts.shortest)) return undefined; // Infinity: nothing but `__typename`
  const definitions = document.operation.variableDefinitions ?? [];
  const used = definitions.filter(({ variable }) => parts.variables.has(variable.name.value));
  const texts = [...used, selectionSet, ...parts.fragments].map(print);
  return {
    digest: digestOf([subgraph, ...texts].join('\n')),
    variables: [...parts.variables].toSorted(),
    maxAge: parts.shortest * 1_000,
    sameDay: parts.sameDay,
  };
}

/** What is found in a selection: how long its fields may be kept, the variables and the fragments that it uses. */
class SelectionParts {
  readonly variables = new Set<string>();
  readonly fragments = new Set<FragmentDefinitionNode>();
  shortest = Infinity; // seconds
  sameDay = false;
  readonly #supergraph: Supergraph;
  readonly #known: ReadonlyMap<string, FragmentDefinitionNode>;

  constructor(supergraph: Supergraph, known: ReadonlyMap<string, FragmentDefinitionNode>) {
    this.#supergraph = supergraph;
    this.#known = known;
  }

  read(set: SelectionSetNode, type: string | undefined): void {
    for (const selection of set.selections) {
      this.#noteVariables(selection.directives ?? []);
      if (selection.kind === Kind.FIELD) {
        if (selection.name.value === '__typename') continue;
        this.#noteVariables(selection.arguments ?? []);
        this.#shorten(type, selection.name.value);
        const inner = this.#supergraph.fieldTypes.namedType(type ?? '', selection.name.value);
        if (selection.selectionSet) this.read(selection.selectionSet, inner);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        this.read(selection.selectionSet, selection.typeCondition?.name.value ?? type);
      } else {
        const fragment = this.#known.get(selection.name.value);
        if (!fragment || this.fragments.has(fragment)) continue;
        this.fragments.add(fragment);
        this.read(fragment.selectionSet, fragment.typeCondition.name.value);
      }
    }
  }

  #shorten(type: string | undefined, field: string): void {
    const age = this.#supergraph.cacheAges.get(`${type}.${field}`);
    this.shortest = Math.min(this.shortest, age?.seconds ?? 0);
    this.sameDay ||= age?.sameDay ?? false;
  }

  #noteVariables(nodes: readonly ASTNode[]): void {
    for (const node of nodes) visit(node, { Variable: ({ name }) => void this.variables.add(name.value) });
  }
}
