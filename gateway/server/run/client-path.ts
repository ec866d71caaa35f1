import {
  getNamedType,
  getNullableType,
  isInterfaceType,
  isListType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLOutputType,
  type SelectionSetNode,
} from 'graphql';
import { isIncluded } from '../document/conditions.ts';
import { responseKey, type CollectedFields, type Reading } from '../plan/collect-fields.ts';
import { isTypename } from '../plan/data-key.ts';
import type { Data, Path } from './data.ts';

/** A field that is selected on objects of a type. */
interface SelectedField {
  readonly node: FieldNode;
  readonly parent: GraphQLNamedType | undefined;
}

/**
 * Turns a path of the data into the path that the client knows: its aliases, and no further than its selection,
 * for what failed may be a key or a requirement that only the plan asked for. Indices stand where lists are, whatever
 * a ministry says.
 */
export function createClientPath(
  reading: Reading,
  root: GraphQLNamedType,
  rootFields: CollectedFields,
): (path: Path) => Path {
  const atRoot = [...rootFields.values()].flat().map((node) => ({ node, parent: root }));
  return (path) => {
    const known: (string | number)[] = [];
    let fields: readonly SelectedField[] = atRoot;
    let levels = 0; // of lists that indices may still stand for
    for (const segment of path) {
      if (typeof segment === 'number') {
        if (levels === 0) break;
        levels -= 1;
        known.push(segment);
        continue;
      }
      const selected = fields.filter(({ node }) => sourceOf(reading, node) === segment);
      const [first] = selected;
      if (!first) break;
      known.push(responseKey(first.node));
      levels = Math.max(...selected.map((field) => listLevels(typeOf(field))));
      fields = selected.flatMap((field) => fieldsBelow(reading, field));
    }
    return known;
  };
}

/** What stands for a field in a path of the data. */
const sourceOf = (reading: Reading, node: FieldNode): string =>
  isTypename(node) ? responseKey(node) : reading.dataKey(node);

function typeOf({ node, parent }: SelectedField): GraphQLOutputType | undefined {
  if (!isObjectType(parent) && !isInterfaceType(parent)) return undefined;
  return parent.getFields()[node.name.value]?.type;
}

function listLevels(type: GraphQLOutputType | undefined): number {
  const nullable = getNullableType(type);
  return isListType(nullable) ? 1 + listLevels(nullable.ofType as GraphQLOutputType) : 0;
}

function fieldsBelow(reading: Reading, field: SelectedField): SelectedField[] {
  return fieldsOf(reading, field.node.selectionSet, getNamedType(typeOf(field)), new Set());
}

/**
 * The path as far as the answer has it. An object of the answer may be without a field that was asked for: the fetch
 * was for other types too. Where the answer is null, what was to be there is not known, and the path stays whole.
 */
export function withinAnswer(path: Path, answer: Data | null): Path {
  let value: unknown = answer;
  for (const [depth, segment] of path.entries()) {
    if (typeof value !== 'object' || value === null) return path;
    if (!Object.hasOwn(value, segment)) return path.slice(0, depth);
    value = (value as Data)[segment];
  }
  return path;
}

/** The fields of a selection, for whatever type. */
function fieldsOf(
  reading: Reading,
  set: SelectionSetNode | undefined,
  parent: GraphQLNamedType | undefined,
  visited: Set<string>,
): SelectedField[] {
  return (set?.selections ?? []).flatMap((selection) => {
    if (!isIncluded(selection, reading.conditions)) return [];
    if (selection.kind === Kind.FIELD) return [{ node: selection, parent }];
    if (selection.kind === Kind.INLINE_FRAGMENT) {
      const condition = selection.typeCondition;
      const type = condition ? reading.schema.getType(condition.name.value) : parent;
      return fieldsOf(reading, selection.selectionSet, type, visited);
    }
    const name = selection.name.value;
    if (visited.has(name)) return [];
    visited.add(name);
    const fragment = reading.fragments.get(name);
    const type = fragment && reading.schema.getType(fragment.typeCondition.name.value);
    return fieldsOf(reading, fragment?.selectionSet, type, visited);
  });
}
