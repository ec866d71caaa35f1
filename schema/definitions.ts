import {
  type DocumentNode,
  type FieldDefinitionNode,
  Kind,
  type ObjectTypeDefinitionNode,
  type ObjectTypeExtensionNode,
  parse,
  type TypeNode,
} from 'graphql';

/** An object type as a slice writes it, defined or extended. */
export type ObjectNode = ObjectTypeDefinitionNode | ObjectTypeExtensionNode;

/** The object types that a document defines, in its order. */
export const objectTypes = (document: DocumentNode): ObjectTypeDefinitionNode[] =>
  document.definitions.filter(
    (node): node is ObjectTypeDefinitionNode => node.kind === Kind.OBJECT_TYPE_DEFINITION,
  );

/** The fields of an object's first key; none when it is no entity. Nested keys count by their outermost field. */
export function keyFields(type: ObjectNode): string[] {
  const key = type.directives?.find(({ name }) => name.value === 'key');
  const fields = key?.arguments?.find(({ name }) => name.value === 'fields')?.value;
  if (fields?.kind !== Kind.STRING) return [];
  const [selection] = parse(`{ ${fields.value} }`).definitions;
  return selection?.kind === Kind.OPERATION_DEFINITION
    ? selection.selectionSet.selections.flatMap((node) => (node.kind === Kind.FIELD ? [node.name.value] : []))
    : [];
}

/** The fields of an object that other ministries resolve and this one only reads. */
export const externalFields = (type: ObjectNode): string[] =>
  (type.fields ?? [])
    .filter(({ directives }) => directives?.some(({ name }) => name.value === 'external'))
    .map(({ name }) => name.value);

/** The name at the heart of a type: `[Settlement!]!` gives `Settlement`. */
export const namedType = (type: TypeNode): string =>
  type.kind === Kind.NAMED_TYPE ? type.name.value : namedType(type.type);

/** Whether a type is a list, possibly non-null. */
export const isList = (type: TypeNode): boolean =>
  type.kind === Kind.LIST_TYPE || (type.kind === Kind.NON_NULL_TYPE && isList(type.type));

/** Every field that a document's objects and interfaces have, with the name of its type. */
export const fieldsOf = (document: DocumentNode): { parent: string; field: FieldDefinitionNode }[] =>
  document.definitions.flatMap((node) =>
    node.kind === Kind.OBJECT_TYPE_DEFINITION ||
    node.kind === Kind.OBJECT_TYPE_EXTENSION ||
    node.kind === Kind.INTERFACE_TYPE_DEFINITION
      ? (node.fields ?? []).map((field) => ({ parent: node.name.value, field }))
      : [],
  );
