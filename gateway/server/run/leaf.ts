import { isEnumType, type GraphQLLeafType } from 'graphql';

/** The value of a leaf as clients get it; undefined for one that its type cannot have. */
export type CompleteLeaf = (value: unknown) => unknown;

const builtIn: Readonly<Record<string, CompleteLeaf>> = {
  Int: (value) => (typeof value === 'number' && (value | 0) === value ? value : undefined),
  Float: (value) => (typeof value === 'number' ? value : undefined),
  String: (value) => (typeof value === 'string' ? value : undefined),
  Boolean: (value) => (typeof value === 'boolean' ? value : undefined),
  ID: (value) => (typeof value === 'string' ? value : Number.isInteger(value) ? String(value) : undefined),
};

/** Compiles the completion of leaves. Custom scalars pass as they are; enum values must be ones that clients know. */
export function compileLeaf(type: GraphQLLeafType): CompleteLeaf {
  if (!isEnumType(type)) return builtIn[type.name] ?? ((value) => value);
  const names = new Set<unknown>(type.getValues().map(({ name }) => name));
  return (value) => (names.has(value) ? value : undefined);
}
