import { Kind } from 'graphql';
import { type Contract, type Fault, faultAt, isForeignEntity } from '../contract.ts';
import { keyFields, objectTypes } from '../definitions.ts';

/** Every type with an `id` is a record and says where it comes from; others' entities do so at their owner. */
export const recordsCarryProvenance = (contract: Contract): Fault[] =>
  contract.flatMap((slice) =>
    objectTypes(slice.own)
      .filter((type) => type.fields?.some(({ name }) => name.value === 'id'))
      .filter((type) => !isForeignEntity(contract, slice, type))
      .filter(
        (type) =>
          !type.fields?.some(
            ({ name, type: answer }) => name.value === 'provenance' && answer.kind === Kind.NON_NULL_TYPE,
          ),
      )
      .map((type) =>
        faultAt(slice, type, `${type.name.value} is a record: it needs provenance: Provenance!.`),
      ),
  );

/** No two slices define a type of one name, except entities, and none defines a shared one anew. */
export function typeNamesAreUnique(contract: Contract): Fault[] {
  const definedIn = new Map<string, string>();
  return contract.flatMap((slice) => {
    const shared = namedDefinitions(slice.shared);
    return namedDefinitions(slice.own).flatMap(({ name, node, isEntity }) => {
      const other = shared.some((definition) => definition.name === name)
        ? 'the shared part'
        : definedIn.get(name);
      definedIn.set(name, other ?? `the ${slice.name} ministry`);
      const repeated = other !== undefined && !(isEntity && other !== 'the shared part');
      return repeated
        ? [faultAt(slice, node, `${name} is already a type of ${other}: say in full what it is.`)]
        : [];
    });
  });
}

/** What each slice defines its own part of: the roots, and the kinds of changes that it announces. */
const united: ReadonlySet<string> = new Set(['Query', 'Mutation', 'Subscription', 'ChangeKind']);

function namedDefinitions({ definitions }: Contract[number]['own']) {
  return definitions.flatMap((node) => {
    if (!('name' in node) || !node.name || !node.kind.endsWith('TypeDefinition')) return [];
    const isEntity = node.kind === Kind.OBJECT_TYPE_DEFINITION && keyFields(node).length > 0;
    return united.has(node.name.value) ? [] : [{ name: node.name.value, node, isEntity }];
  });
}
