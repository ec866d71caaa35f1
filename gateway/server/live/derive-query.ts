import {
  type FieldNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  OperationTypeNode,
  print,
  type SelectionNode,
  type VariableDefinitionNode,
  visit,
  parseType,
  type TypeNode,
} from 'graphql';
import type { Operation } from '../document/document.ts';
import type { Variables } from '../document/variables.ts';

/** A query for one household. */
export interface DerivedQuery {
  readonly query: string;
  /** The variable that has the household's number. */
  readonly household: string;
  /** The values of all other variables. */
  readonly variables: Variables;
}

/** Under which key the query says whether the household may be seen. */
export const SEEN = 'seen';

const name = (value: string) => ({ kind: Kind.NAME, value }) as const;
const set = (selections: readonly SelectionNode[]) => ({ kind: Kind.SELECTION_SET, selections }) as const;

/**
 * Writes the query that answers the events of a subscription: each way in which `household` is selected as `h0`, `h1` …, with what the client
 * selects, and as `seen` whether it may be seen at all.
 */
export function deriveQuery(
  { node, fragments }: Operation,
  households: readonly (readonly FieldNode[])[],
  variables: Variables,
): DerivedQuery {
  const taken = new Set((node.variableDefinitions ?? []).map(({ variable }) => variable.name.value));
  let household = 'household';
  while (taken.has(household)) household += '_';
  const ask = (alias: string, selections: readonly SelectionNode[]): FieldNode => ({
    kind: Kind.FIELD,
    alias: name(alias),
    name: name('household'),
    arguments: [
      { kind: Kind.ARGUMENT, name: name('id'), value: { kind: Kind.VARIABLE, name: name(household) } },
    ],
    selectionSet: set(selections),
  });
  const asked = households.map((nodes, index) =>
    ask(
      `h${index}`,
      nodes.flatMap(({ selectionSet }) => selectionSet?.selections ?? []),
    ),
  );
  const fields = [ask(SEEN, [{ kind: Kind.FIELD, name: name('id') }]), ...asked];
  const reached = reach(fields, fragments);
  const definitions = (node.variableDefinitions ?? []).filter(({ variable }) =>
    reached.variables.has(variable.name.value),
  );
  const operation: OperationDefinitionNode = {
    kind: Kind.OPERATION_DEFINITION,
    operation: OperationTypeNode.QUERY,
    ...(node.name && { name: node.name }),
    variableDefinitions: [define(household, parseType('ID!')), ...definitions],
    selectionSet: set(fields),
  };
  const values = definitions
    .map(({ variable }) => variable.name.value)
    .filter((each) => Object.hasOwn(variables, each))
    .map((each) => [each, variables[each]]);
  return {
    query: print({ kind: Kind.DOCUMENT, definitions: [operation, ...reached.fragments] }),
    household,
    variables: Object.fromEntries(values),
  };
}

const define = (variable: string, type: TypeNode): VariableDefinitionNode => ({
  kind: Kind.VARIABLE_DEFINITION,
  variable: { kind: Kind.VARIABLE, name: name(variable) },
  type,
});

/** The fragments and the variables that selections reach. */
function reach(fields: readonly FieldNode[], known: Operation['fragments']) {
  const fragments = new Set<FragmentDefinitionNode>();
  const variables = new Set<string>();
  const search = (node: FieldNode | FragmentDefinitionNode) => {
    visit(node, {
      Variable: (variable) => void variables.add(variable.name.value),
      FragmentSpread(spread) {
        const fragment = known.get(spread.name.value);
        if (!fragment || fragments.has(fragment)) return;
        fragments.add(fragment);
        search(fragment);
      },
    });
  };
  fields.forEach(search);
  return { fragments, variables };
}
