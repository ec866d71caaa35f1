import { Kind, type FieldNode, type SelectionSetNode } from 'graphql';
import { responseKey, type CollectedFields, type Reading } from '../plan/collect-fields.ts';
import { responseKeyOf } from '../plan/data-key.ts';
import type { Path } from './data.ts';

/**
 * Turns a path of the data into the path that the client knows: its aliases, and no further than its selection,
 * for what failed may be a key or a requirement that only the plan asked for.
 */
export function createClientPath(reading: Reading, root: CollectedFields): (path: Path) => Path {
  return (path) => {
    const known: (string | number)[] = [];
    let fields: readonly FieldNode[] = [...root.values()].flat();
    for (const segment of path) {
      if (typeof segment === 'number') {
        known.push(segment);
        continue;
      }
      const key = responseKeyOf(segment);
      const selected = fields.filter((field) => responseKey(field) === key);
      if (selected.length === 0) break;
      known.push(key);
      fields = selected.flatMap((field) => fieldsOf(reading, field.selectionSet, new Set()));
    }
    return known;
  };
}

/** The fields of a selection, for whatever type. */
function fieldsOf(reading: Reading, set: SelectionSetNode | undefined, visited: Set<string>): FieldNode[] {
  return (set?.selections ?? []).flatMap((selection) => {
    if (selection.kind === Kind.FIELD) return [selection];
    if (selection.kind === Kind.INLINE_FRAGMENT) return fieldsOf(reading, selection.selectionSet, visited);
    const name = selection.name.value;
    if (visited.has(name)) return [];
    visited.add(name);
    return fieldsOf(reading, reading.fragments.get(name)?.selectionSet, visited);
  });
}
