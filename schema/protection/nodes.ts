import { type FieldDefinitionNode, isTypeDefinitionNode, Kind, type TypeDefinitionNode } from 'graphql';
import type { Contract, Slice } from '../contract.ts';

/** A field and the name of the type that has it. */
export type FieldPlace = { slice: Slice; parent: string; node: FieldDefinitionNode; coordinate: string };

/** A type or field, which can ask for scopes and purposes. */
export type ProtectedNode =
  | FieldPlace
  | { slice: Slice; parent: null; node: TypeDefinitionNode; coordinate: string };

/** The types and fields of all slices. */
export const protectedNodes = (contract: Contract): ProtectedNode[] =>
  contract.flatMap((slice) =>
    slice.own.definitions
      .filter(isTypeDefinitionNode)
      .flatMap((type): ProtectedNode[] => [
        { slice, parent: null, node: type, coordinate: type.name.value },
        ...outputFields(type).map((field) => fieldPlace(slice, type, field)),
      ]),
  );

/** The fields of all slices. */
export const fieldPlaces = (contract: Contract): FieldPlace[] =>
  protectedNodes(contract).filter((place): place is FieldPlace => place.parent !== null);

const outputFields = (type: TypeDefinitionNode): readonly FieldDefinitionNode[] =>
  type.kind === Kind.OBJECT_TYPE_DEFINITION || type.kind === Kind.INTERFACE_TYPE_DEFINITION
    ? (type.fields ?? [])
    : [];

const fieldPlace = (slice: Slice, { name }: TypeDefinitionNode, node: FieldDefinitionNode): FieldPlace => ({
  slice,
  parent: name.value,
  node,
  coordinate: `${name.value}.${node.name.value}`,
});
