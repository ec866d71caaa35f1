import {
  Kind,
  visit,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionNode,
} from 'graphql';
import { refusal } from '../errors.ts';

/** The values of the variables that `@skip` and `@include` depend on. */
export type Conditions = ReadonlyMap<string, boolean>;

/** The names of the variables in `@skip` and `@include` of an operation and the fragments it reaches. */
export function conditionVariables(
  operation: OperationDefinitionNode,
  fragments: ReadonlyMap<string, FragmentDefinitionNode>,
): string[] {
  const names = new Set<string>();
  const reached = new Set<string>();
  const search = (node: OperationDefinitionNode | FragmentDefinitionNode) => {
    visit(node, {
      FragmentSpread({ name }) {
        const fragment = fragments.get(name.value);
        if (!fragment || reached.has(name.value)) return;
        reached.add(name.value);
        search(fragment);
      },
      Directive(directive) {
        if (directive.name.value !== 'skip' && directive.name.value !== 'include') return;
        const value = directive.arguments?.[0]?.value;
        if (value?.kind === Kind.VARIABLE) names.add(value.name.value);
      },
    });
  };
  search(operation);
  return [...names];
}

/** The values of these variables. Throws a `Refusal` for null, which a condition cannot be. */
export function readConditions(
  names: readonly string[],
  variables: Readonly<Record<string, unknown>>,
): Conditions {
  const values = new Map<string, boolean>();
  for (const name of names) {
    const value = variables[name];
    if (typeof value !== 'boolean') {
      throw refusal('BAD_USER_INPUT', `Variable "$${name}" got ${value}; a condition must be true or false.`);
    }
    values.set(name, value);
  }
  return values;
}

/** Whether `@skip` and `@include` let a selection stand. */
export function isIncluded(selection: SelectionNode, conditions: Conditions): boolean {
  for (const directive of selection.directives ?? []) {
    const isSkip = directive.name.value === 'skip';
    if (!isSkip && directive.name.value !== 'include') continue;
    const value = directive.arguments?.[0]?.value;
    const condition =
      value?.kind === Kind.VARIABLE
        ? conditions.get(value.name.value)
        : value?.kind === Kind.BOOLEAN && value.value;
    if (condition === isSkip) return false;
  }
  return true;
}
