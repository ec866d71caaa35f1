import {
  type ConstDirectiveNode,
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  visit,
} from 'graphql';
import { externalFields, keyFields, objectTypes } from './definitions.ts';
import { itemOf } from './protection/protection.ts';

type Directed = { readonly directives?: readonly ConstDirectiveNode[] | undefined };

/** The `@cached` of a type or field. */
export const cachedOf = ({ directives }: Directed): ConstDirectiveNode | undefined =>
  directives?.find(({ name }) => name.value === 'cached');

/**
 * Brings the `@cached` of types to their fields, since a type of a supergraph does not say which ministry meant it: connections and
 * edges have that of their items; a field's own stays. The keys of others' entities are left to their owner.
 */
export function spreadAges(
  document: DocumentNode,
  isForeign: (type: ObjectTypeDefinitionNode) => boolean,
): DocumentNode {
  const types = new Map(objectTypes(document).map((type) => [type.name.value, type]));
  const ageOf = (type: ObjectTypeDefinitionNode) =>
    cachedOf(types.get(itemOf(type.name.value) ?? '') ?? type) ?? null;
  return visit(document, {
    ObjectTypeDefinition: (type) => {
      const age = ageOf(type);
      if (!age) return undefined;
      const others = new Set([...externalFields(type), ...(isForeign(type) ? keyFields(type) : [])]);
      const fields = (type.fields ?? []).map((field) =>
        others.has(field.name.value) ? field : aged(field, age),
      );
      const directives = type.directives?.filter(({ name }) => name.value !== 'cached');
      return { ...type, directives, fields };
    },
  });
}

const aged = (field: FieldDefinitionNode, age: ConstDirectiveNode): FieldDefinitionNode =>
  cachedOf(field)
    ? field
    : { ...field, directives: [...(field.directives ?? []), { ...age, kind: Kind.DIRECTIVE }] };
