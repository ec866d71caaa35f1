import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLObjectType,
  type GraphQLSchema,
  isAbstractType,
  Kind,
  type NamedTypeNode,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql';
import type { Operation } from '../document/document.ts';
import { responseKey } from '../plan/collect-fields.ts';
import type { Lookup } from './lookups.ts';

/** A `node` field of an operation, and the lookup that finds its object. */
export interface FoundNode {
  readonly id: string;
  readonly lookup: Lookup;
}

/** An operation with the variables that its document uses. */
interface Rewritten {
  readonly query: string;
  readonly variables: Record<string, unknown>;
}

/** The `node` fields at the root of an operation, fragments followed. */
export function nodeFields({ node, fragments }: Operation): FieldNode[] {
  if (node.operation !== 'query') return [];
  const within = ({ selections }: SelectionSetNode): FieldNode[] =>
    selections.flatMap((selection) => {
      if (selection.kind === Kind.FIELD) return selection.name.value === 'node' ? [selection] : [];
      if (selection.kind === Kind.INLINE_FRAGMENT) return within(selection.selectionSet);
      const fragment = fragments.get(selection.name.value);
      return fragment ? within(fragment.selectionSet) : [];
    });
  return within(node.selectionSet);
}

/**
 * Writes an operation again with each `node` field as the lookup of its object's type, as if the client had asked for
 * that. Identifiers become variables, so that the text is the same for all objects of one type.
 */
export function rewriteNodes(
  schema: GraphQLSchema,
  operation: Operation,
  variables: Readonly<Record<string, unknown>>,
  found: ReadonlyMap<FieldNode, FoundNode>,
): Rewritten {
  const added = new NodeVariables(operation);
  const { fragments } = operation;
  const root = (set: SelectionSetNode): SelectionSetNode =>
    selectionSet(
      set.selections.map((selection): SelectionNode => {
        if (selection.kind === Kind.INLINE_FRAGMENT)
          return { ...selection, selectionSet: root(selection.selectionSet) };
        if (selection.kind === Kind.FRAGMENT_SPREAD) {
          const { selectionSet: spread } = fragments.get(selection.name.value)!;
          return inline(selection, root(spread));
        }
        const node = found.get(selection);
        return node ? lookUp(selection, node) : selection;
      }),
    );
  const lookUp = (field: FieldNode, node: FoundNode): FieldNode => {
    const { lookup } = node;
    const value = { kind: Kind.VARIABLE, name: nameOf(added.nameOf(node)) } as const;
    return {
      ...field,
      alias: nameOf(responseKey(field)),
      name: nameOf(lookup.field),
      arguments: [{ kind: Kind.ARGUMENT, name: nameOf(lookup.argument), value }],
      selectionSet: narrow({ schema, fragments, type: lookup.type }, field.selectionSet!),
    };
  };
  const selections = root(operation.node.selectionSet);
  const used = usedIn(selections, fragments);
  const definitions = (operation.node.variableDefinitions ?? []).filter(({ variable }) =>
    used.variables.has(variable.name.value),
  );
  const document: DocumentNode = {
    kind: Kind.DOCUMENT,
    definitions: [
      {
        ...operation.node,
        variableDefinitions: [...definitions, ...added.definitions()],
        selectionSet: selections,
      },
      ...used.fragments,
    ],
  };
  const kept = Object.entries(variables).filter(([name]) => used.variables.has(name));
  return { query: print(document), variables: { ...Object.fromEntries(kept), ...added.values() } };
}

interface Narrowing {
  readonly schema: GraphQLSchema;
  readonly fragments: ReadonlyMap<string, FragmentDefinitionNode>;
  readonly type: GraphQLObjectType;
}

/** Leaves out the fragments that are for other types. */
function narrow(narrowing: Narrowing, set: SelectionSetNode): SelectionSetNode {
  const selections = set.selections.flatMap((selection): SelectionNode[] => {
    if (selection.kind === Kind.FIELD) return [selection];
    const fragment =
      selection.kind === Kind.INLINE_FRAGMENT ? selection : narrowing.fragments.get(selection.name.value)!;
    if (!isFor(narrowing, fragment.typeCondition)) return [];
    return [inline(selection, narrow(narrowing, fragment.selectionSet))];
  });
  return selectionSet(selections.length > 0 ? selections : [nothing]);
}

function isFor({ schema, type }: Narrowing, condition: NamedTypeNode | undefined): boolean {
  const named = condition && schema.getType(condition.name.value);
  return !named || named === type || (isAbstractType(named) && schema.isSubType(named, type));
}

/** The names of all variables and the fragments that selections need. */
function usedIn(set: SelectionSetNode, fragments: ReadonlyMap<string, FragmentDefinitionNode>) {
  const used = { variables: new Set<string>(), fragments: new Set<FragmentDefinitionNode>() };
  const reach = (node: SelectionSetNode | FragmentDefinitionNode): void =>
    void visit(node, {
      Variable: ({ name }) => void used.variables.add(name.value),
      FragmentSpread({ name }) {
        const fragment = fragments.get(name.value);
        if (!fragment || used.fragments.has(fragment)) return;
        used.fragments.add(fragment);
        reach(fragment);
      },
    });
  reach(set);
  return used;
}

/** The variables that hold the identifiers: one for each object. */
class NodeVariables {
  readonly #prefix: string;
  readonly #nodes = new Map<string, FoundNode>();

  constructor({ node }: Operation) {
    const names = (node.variableDefinitions ?? []).map(({ variable }) => variable.name.value);
    let prefix = 'node';
    while (names.some((name) => name.startsWith(prefix))) prefix += '_';
    this.#prefix = prefix;
  }

  nameOf(node: FoundNode): string {
    for (const [name, { id, lookup }] of this.#nodes)
      if (id === node.id && lookup === node.lookup) return name;
    const name = `${this.#prefix}${this.#nodes.size}`;
    this.#nodes.set(name, node);
    return name;
  }

  definitions() {
    return [...this.#nodes].map(
      ([name, { lookup }]) =>
        ({
          kind: Kind.VARIABLE_DEFINITION,
          variable: { kind: Kind.VARIABLE, name: nameOf(name) },
          type: {
            kind: Kind.NON_NULL_TYPE,
            type: { kind: Kind.NAMED_TYPE, name: nameOf(lookup.scalar.name) },
          },
        }) as const,
    );
  }

  values(): Record<string, string> {
    return Object.fromEntries([...this.#nodes].map(([name, { id }]) => [name, id]));
  }
}

const nameOf = (value: string) => ({ kind: Kind.NAME, value }) as const;

const selectionSet = (selections: readonly SelectionNode[]): SelectionSetNode => ({
  kind: Kind.SELECTION_SET,
  selections,
});

/** A fragment without a type condition, under the directives of a selection. */
const inline = ({ directives }: SelectionNode, set: SelectionSetNode): SelectionNode => ({
  kind: Kind.INLINE_FRAGMENT,
  ...(directives && { directives }),
  selectionSet: set,
});

/** Stands where nothing is selected of a type: the object is looked up, and answered as `{}`. */
const nothing: SelectionNode = {
  kind: Kind.FIELD,
  name: nameOf('__typename'),
  directives: [
    {
      kind: Kind.DIRECTIVE,
      name: nameOf('include'),
      arguments: [{ kind: Kind.ARGUMENT, name: nameOf('if'), value: { kind: Kind.BOOLEAN, value: false } }],
    },
  ],
};
