import { Kind, type FieldNode, type SelectionSetNode } from 'graphql';
import type { Fragments } from './size.ts';

/** A response key and how many fields of a document stand under it on the same object. */
export interface Repeat {
  readonly key: string;
  readonly times: number;
}

/**
 * Finds the response key that is selected most often on the same object. Validation compares all fields of one key with
 * one another, so its time grows with the square of this number.
 */
export function largestRepeat(set: SelectionSetNode, fragments: Fragments): Repeat {
  let largest: Repeat = { key: '', times: 0 };
  const search = (sets: readonly SelectionSetNode[]): void => {
    const fields = new Map<string, FieldNode[]>();
    const visited = new Set<string>();
    for (const each of sets) group(each, fragments, fields, visited);
    for (const [key, nodes] of fields) {
      if (nodes.length > largest.times) largest = { key, times: nodes.length };
      const inner = nodes.flatMap(({ selectionSet }) => selectionSet ?? []);
      if (inner.length > 0) search(inner);
    }
  };
  search([set]);
  return largest;
}

/** Adds the fields of a selection by their response keys, those of each fragment once. */
function group(
  set: SelectionSetNode,
  fragments: Fragments,
  fields: Map<string, FieldNode[]>,
  visited: Set<string>,
): void {
  for (const selection of set.selections) {
    if (selection.kind === Kind.FIELD) {
      const key = selection.alias?.value ?? selection.name.value;
      const nodes = fields.get(key);
      if (nodes) nodes.push(selection);
      else fields.set(key, [selection]);
      continue;
    }
    if (selection.kind === Kind.FRAGMENT_SPREAD) {
      if (visited.has(selection.name.value)) continue;
      visited.add(selection.name.value);
    }
    const fragment =
      selection.kind === Kind.FRAGMENT_SPREAD ? fragments.get(selection.name.value) : selection;
    if (fragment) group(fragment.selectionSet, fragments, fields, visited);
  }
}
