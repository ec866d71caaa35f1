import { type DocumentNode, Kind, type SelectionSetNode } from 'graphql';

/** The paths of all leaves that an operation asks for, in order: `household.region.name`. It has no fragments. */
export function leavesOf({ definitions }: DocumentNode): string[] {
  const [operation] = definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) throw new Error('The document holds no operation.');
  return leavesIn(operation.selectionSet, '').toSorted();
}

function leavesIn({ selections }: SelectionSetNode, above: string): string[] {
  return selections.flatMap((selection) => {
    if (selection.kind !== Kind.FIELD) throw new Error(`There is a fragment in ${above}.`);
    const path = `${above}${(selection.alias ?? selection.name).value}`;
    return selection.selectionSet ? leavesIn(selection.selectionSet, `${path}.`) : [path];
  });
}

/** The paths of all leaves of an answer's data that are not null. */
export function filledLeavesOf(data: unknown, path = ''): string[] {
  if (data === null || data === undefined) return [];
  if (Array.isArray(data)) return data.flatMap((item) => filledLeavesOf(item, path));
  if (typeof data !== 'object') return [path];
  return Object.entries(data).flatMap(([key, value]) =>
    filledLeavesOf(value, path === '' ? key : `${path}.${key}`),
  );
}
