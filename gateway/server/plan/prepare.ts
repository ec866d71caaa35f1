import {
  getNamedType,
  isAbstractType,
  isInterfaceType,
  isNonNullType,
  isObjectType,
  Kind,
  print,
  type DirectiveNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type InlineFragmentNode,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded } from '../document/conditions.ts';
import type { Operation } from '../document/document.ts';
import {
  collectFields,
  dependsOnType,
  findDenial,
  type CollectedFields,
  type Reading,
} from './collect-fields.ts';
import { isTypename, typename } from './data-key.ts';
import type { Supergraph } from './supergraph.ts';
import { selectSubjects } from './select-subjects.ts';

/** An operation with its conditions decided, cut into what the planner plans and what the hub answers itself. */
export interface PreparedOperation {
  /** All root fields in the order of the answer. */
  readonly fields: CollectedFields;
  /** To be run one after another: one for a query, one for each root field of a mutation. */
  readonly planned: readonly PlannedOperation[];
  /** The fields of `__schema` and `__type`, if any. */
  readonly introspected: readonly FieldNode[];
  /** What the gateway answers itself of a query, if anything. */
  readonly own: string | undefined;
}

/** An operation for the planner. */
export interface PlannedOperation {
  readonly query: string;
  /** The data key of a mutation that may not be null: when it is, nothing after it is run. */
  readonly vital: string | undefined;
}

/**
 * Prepares an operation for planning. Selections that `@skip` and `@include` drop are gone, and so is what is denied, so that
 * nothing is fetched for them; `__typename`, introspection and its own fields at the root are left to the hub.
 */
export function prepareOperation(
  operation: Operation,
  reading: Reading,
  isOwn: Supergraph['isOwn'],
): PreparedOperation {
  const type = reading.schema.getRootType(operation.node.operation);
  if (!type) return { fields: new Map(), planned: [], introspected: [], own: undefined };
  const fields = collectFields(reading, type, [operation.node.selectionSet]);
  const introspected: FieldNode[] = [];
  const own: FieldNode[] = [];
  const fetched: FieldNode[][] = [];
  const isVital = (field: FieldNode) => isNonNullType(type.getFields()[field.name.value]?.type);
  for (const nodes of fields.values()) {
    const name = nodes[0]?.name.value;
    if (name === '__schema' || name === '__type') introspected.push(...nodes);
    else if (!findDenial(reading, nodes)) {
      if (name !== undefined && isOwn(type.name, name)) own.push(...nodes);
      else if (name !== '__typename') fetched.push(nodes);
    } else if (operation.kind === 'mutation' && nodes.some(isVital)) break; // its null ends what comes after it
  }
  const printer = new Pruning(reading);
  const plan = (group: readonly FieldNode[]) => printer.print(operation.node, type, group);
  const planned =
    operation.kind === 'query'
      ? [{ query: plan(fetched.flat()), vital: undefined }]
      : fetched.map((group) => ({
          query: plan(group),
          vital: group.filter(isVital).map(reading.dataKey)[0],
        }));
  return {
    fields,
    introspected,
    own: own.length === 0 ? undefined : plan(own),
    planned: fetched.length === 0 ? [] : planned,
  };
}

/** Rewrites selections without what the conditions drop and what is denied, each fragment once. */
class Pruning {
  readonly #reading: Reading;
  /** Fragments as they are planned; null when nothing of them is left. */
  readonly #fragments = new Map<string, FragmentDefinitionNode | null>();

  constructor(reading: Reading) {
    this.#reading = reading;
  }

  print(operation: OperationDefinitionNode, type: GraphQLNamedType, fields: readonly FieldNode[]): string {
    const selections = fields.map((field) => this.#field(type, field));
    const used = new Set<FragmentDefinitionNode>();
    this.#reach(selections, used);
    const definitions = [{ ...operation, directives: [], selectionSet: selectionSet(selections) }, ...used];
    return print({ kind: Kind.DOCUMENT, definitions });
  }

  #reach(selections: readonly SelectionNode[], used: Set<FragmentDefinitionNode>): void {
    for (const selection of selections) {
      const target =
        selection.kind === Kind.FRAGMENT_SPREAD ? this.#fragment(selection.name.value) : selection;
      if (!target?.selectionSet) continue;
      if (target.kind === Kind.FRAGMENT_DEFINITION) {
        if (used.has(target)) continue;
        used.add(target);
      }
      this.#reach(target.selectionSet.selections, used);
    }
  }

  #field(parent: GraphQLNamedType, field: FieldNode): FieldNode {
    const key = this.#reading.dataKey(field);
    return {
      kind: Kind.FIELD,
      name: field.name,
      ...(key !== field.name.value && { alias: { kind: Kind.NAME, value: key } }),
      ...(field.arguments && { arguments: field.arguments }),
      directives: withoutConditions(field.directives),
      ...(field.selectionSet && { selectionSet: this.#selectionSet(parent, field, field.selectionSet) }),
    };
  }

  /** An object of which nothing is selected is still fetched, to know whether it is there. */
  #selectionSet(parent: GraphQLNamedType, field: FieldNode, set: SelectionSetNode): SelectionSetNode {
    const definition =
      isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[field.name.value] : undefined;
    if (!definition) return set;
    const type = getNamedType(definition.type);
    const beside = this.#reading.selectBeside(parent.name, field.name.value, type.name);
    const subjects = [...selectSubjects(this.#reading, type), ...beside];
    if (!this.#selectsAny(type, set)) return selectionSet([typename, ...subjects]);
    const selections = [...this.#selections(type, set), ...subjects];
    // With the type asked for in so many words, the planner also asks for the keys that finding it out needs.
    const needsType =
      isAbstractType(type) && (subjects.length > 0 || dependsOnType(this.#reading, type, [set]));
    return selectionSet(needsType ? [typename, ...selections] : selections);
  }

  /** Whether anything is selected on objects of any type: fragments may contradict one another. */
  #selectsAny(type: GraphQLNamedType, set: SelectionSetNode): boolean {
    const possible = isAbstractType(type) ? this.#reading.schema.getPossibleTypes(type) : [type];
    const selected = (object: GraphQLNamedType) => [...collectFields(this.#reading, object, [set]).values()];
    return possible.some((object) => selected(object).some((nodes) => !findDenial(this.#reading, nodes)));
  }

  #selections(parent: GraphQLNamedType, set: SelectionSetNode): SelectionNode[] {
    return set.selections.flatMap((selection) =>
      isIncluded(selection, this.#reading.conditions) ? this.#selection(parent, selection) : [],
    );
  }

  #selection(parent: GraphQLNamedType, selection: SelectionNode): SelectionNode[] {
    if (selection.kind === Kind.FIELD) {
      if (this.#reading.denied.has(selection)) return [];
      return [isTypename(selection) ? typename : this.#field(parent, selection)];
    }
    const directives = withoutConditions(selection.directives);
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      return this.#fragment(selection.name.value) ? [{ ...selection, directives }] : [];
    }
    const selections = this.#selections(this.#conditionOf(selection) ?? parent, selection.selectionSet);
    return selections.length === 0
      ? []
      : [{ ...selection, directives, selectionSet: selectionSet(selections) }];
  }

  #conditionOf(fragment: FragmentDefinitionNode | InlineFragmentNode): GraphQLNamedType | undefined {
    return fragment.typeCondition && this.#reading.schema.getType(fragment.typeCondition.name.value);
  }

  #fragment(name: string): FragmentDefinitionNode | null {
    const known = this.#fragments.get(name);
    if (known !== undefined) return known;
    const fragment = this.#reading.fragments.get(name);
    const type = fragment && this.#conditionOf(fragment);
    const selections = fragment && type ? this.#selections(type, fragment.selectionSet) : [];
    const pruned =
      fragment && selections.length > 0 ? { ...fragment, selectionSet: selectionSet(selections) } : null;
    this.#fragments.set(name, pruned);
    return pruned;
  }
}

const selectionSet = (selections: readonly SelectionNode[]): SelectionSetNode => ({
  kind: Kind.SELECTION_SET,
  selections,
});

const withoutConditions = (directives: readonly DirectiveNode[] | undefined): DirectiveNode[] =>
  (directives ?? []).filter(({ name }) => name.value !== 'skip' && name.value !== 'include');
