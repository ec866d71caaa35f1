import {
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  type SelectionSetNode,
} from 'graphql';
import type { Operation } from '../../document/document.ts';
import type { Requirements } from './requirements.ts';

/** A selected field that not everybody may see, and the type that it is selected on. */
export interface ProtectedField {
  readonly node: FieldNode;
  readonly parent: string;
  /** Numbers of clauses. */
  readonly needs: readonly number[];
}

/**
 * Finds the fields of an operation that not everybody may see, whatever its conditions. What a field needs is decided by
 * the type that it is selected on, for that is the same wherever the document is read.
 */
export function findProtectedFields(
  schema: GraphQLSchema,
  requirements: Requirements,
  { node, fragments }: Operation,
): ProtectedField[] {
  const found: ProtectedField[] = [];
  const visited = new Set<string>();
  const search = (type: GraphQLNamedType | undefined, set: SelectionSetNode | undefined): void => {
    for (const selection of set?.selections ?? []) {
      if (selection.kind === Kind.FIELD) {
        if (type) searchField(type, selection);
      } else if (selection.kind === Kind.INLINE_FRAGMENT) {
        const condition = selection.typeCondition?.name.value;
        search(condition === undefined ? type : schema.getType(condition), selection.selectionSet);
      } else if (!visited.has(selection.name.value)) {
        visited.add(selection.name.value);
        const fragment = fragments.get(selection.name.value);
        if (fragment) search(schema.getType(fragment.typeCondition.name.value), fragment.selectionSet);
      }
    }
  };
  const searchField = (type: GraphQLNamedType, field: FieldNode): void => {
    const definition =
      isObjectType(type) || isInterfaceType(type) ? type.getFields()[field.name.value] : undefined;
    if (!definition) return; // `__typename` and introspection
    const needs = requirements.of(type.name, field.name.value);
    if (needs.length > 0) found.push({ node: field, parent: type.name, needs });
    search(getNamedType(definition.type), field.selectionSet);
  };
  search(schema.getRootType(node.operation) ?? undefined, node.selectionSet);
  return found;
}
