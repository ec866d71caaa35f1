import { type FieldDefinitionNode, Kind } from 'graphql';
import { type Contract, type Fault, faultAt, isForeignEntity, type Slice } from '../contract.ts';
import { keyFields, objectTypes } from '../definitions.ts';
import { isRoot } from '../protection/protection.ts';

type Added = { slice: Slice; entity: string; field: FieldDefinitionNode };

/** What a ministry adds to another's entity may be null, so that its failure costs its slice and not the view. */
export const addedFieldsAreNullable = (contract: Contract): Fault[] =>
  contract.flatMap((slice) =>
    addedFields(slice)
      .filter(({ entity }) => isForeign(contract, slice, entity))
      .filter(({ field }) => field.type.kind === Kind.NON_NULL_TYPE)
      .map(({ entity, field }) =>
        faultAt(
          slice,
          field,
          `${entity}.${field.name.value} is added to another ministry's entity: make it nullable.`,
        ),
      ),
  );

/** No two ministries give an entity, or a root, a field of one name. */
export function fieldsHaveOneMinistry(contract: Contract): Fault[] {
  const seen = new Map<string, Slice>();
  return contract.flatMap(addedFields).flatMap(({ slice, entity, field }) => {
    const coordinate = `${entity}.${field.name.value}`;
    const first = seen.get(coordinate);
    if (!first) seen.set(coordinate, slice);
    return first && first !== slice
      ? [
          faultAt(
            slice,
            field,
            `${coordinate} is already the ${first.name} ministry's: call it something else.`,
          ),
        ]
      : [];
  });
}

/** The fields of a slice's entities and roots, without keys and without those that others provide. */
function addedFields(slice: Slice): Added[] {
  return objectTypes(slice.own)
    .filter((type) => isRoot(type.name.value) || keyFields(type).length > 0)
    .flatMap((type) => {
      const keys = keyFields(type);
      const fields = (type.fields ?? []).filter(
        (field) => !keys.includes(field.name.value) && !isShared(field),
      );
      return fields.map((field) => ({ slice, entity: type.name.value, field }));
    });
}

const isShared = (field: FieldDefinitionNode): boolean =>
  field.directives?.some(({ name }) => ['external', 'shareable', 'override'].includes(name.value)) ?? false;

const isForeign = (contract: Contract, slice: Slice, entity: string): boolean =>
  objectTypes(slice.own).some((type) => type.name.value === entity && isForeignEntity(contract, slice, type));
