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

const DEEPEST = 100; // levels of a custom scalar's JSON; what goes on for ever could not be written

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

const completeCustom: CompleteLeaf = (value) =>
  typeof value === 'object' && isDeeper(value, DEEPEST) ? undefined : value;

/** Compiles the completion of leaves. Custom scalars pass as they are, whatever JSON they hold; enum values must be ones that clients know. */
export function compileLeaf(type: GraphQLLeafType): CompleteLeaf {
  if (!isEnumType(type)) return builtIn[type.name] ?? completeCustom;
  const names = new Set<unknown>(type.getValues().map(({ name }) => name));
  return (value) => (names.has(value) ? value : undefined);
}
