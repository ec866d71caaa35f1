import { isEnumType, type GraphQLLeafType } from 'graphql';

/** Whether a value of an answer is one that the type can have. Custom scalars can have any. */
export type IsLeaf = (value: unknown) => boolean;

const builtIn: Readonly<Record<string, IsLeaf>> = {
  Int: (value) => typeof value === 'number' && (value | 0) === value,
  Float: (value) => typeof value === 'number',
  String: (value) => typeof value === 'string',
  Boolean: (value) => typeof value === 'boolean',
  ID: (value) => typeof value === 'string' || Number.isInteger(value),
};

/** Compiles the check of leaf values: an enum value must be one that clients know. */
export function compileLeaf(type: GraphQLLeafType): IsLeaf {
  if (!isEnumType(type)) return builtIn[type.name] ?? (() => true);
  const names = new Set<unknown>(type.getValues().map(({ name }) => name));
  return (value) => names.has(value);
}
