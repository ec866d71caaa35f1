import { Kind, parse, type SelectionSetNode } from 'graphql';
import { namedType } from '../definitions.ts';
import type { FieldPlace } from './nodes.ts';

/**
 * The fields that a field set leads to, from outside in, as coordinates: `household { id }` of a Settlement gives
 * `Settlement.household`, `Household.id`. A name that its type does not have ends the way.
 */
export function coordinatesOf(fieldSet: string, parent: string, places: readonly FieldPlace[]): string[] {
  const [operation] = parse(`{ ${fieldSet} }`).definitions;
  if (operation?.kind !== Kind.OPERATION_DEFINITION) return [];
  return follow(operation.selectionSet, parent, places);
}

const follow = (selection: SelectionSetNode, parent: string, places: readonly FieldPlace[]): string[] =>
  selection.selections.flatMap((node): string[] => {
    if (node.kind === Kind.FRAGMENT_SPREAD) return [];
    if (node.kind === Kind.INLINE_FRAGMENT) {
      return follow(node.selectionSet, node.typeCondition?.name.value ?? parent, places);
    }
    const coordinate = `${parent}.${node.name.value}`;
    const found = places.find((place) => place.coordinate === coordinate);
    const further =
      found && node.selectionSet ? follow(node.selectionSet, namedType(found.node.type), places) : [];
    return [coordinate, ...further];
  });
