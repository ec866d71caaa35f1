import { isEnumType, type GraphQLLeafType, type GraphQLScalarType } from 'graphql';
import { findScalarRule } from '@hearth/schema/protocol/scalar-rules.ts';

/** The value of a leaf as clients get it; undefined for one that its type cannot have. */
export type CompleteLeaf = (value: unknown) => unknown;

const builtIn = new Map<string, CompleteLeaf>([
  ['Int', (value) => (typeof value === 'number' && (value | 0) === value ? value : undefined)],
  ['Float', (value) => (typeof value === 'number' ? value : undefined)],
  ['String', (value) => (typeof value === 'string' ? value : undefined)],
  ['Boolean', (value) => (typeof value === 'boolean' ? value : undefined)],
  [
    'ID',
    (value) => (typeof value === 'string' ? value : Number.isInteger(value) ? String(value) : undefined),
  ],
]);

const DEEPEST = 100; // levels of another scalar's JSON; what goes on for ever could not be written

function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1));
}

const completeOther: CompleteLeaf = (value) =>
  typeof value === 'object' && isDeeper(value, DEEPEST) ? undefined : value;

/**
 * Compiles the completion of leaves. Scalars of the contract are held to its rules; others pass as they are, whatever JSON
 * they hold. Enum values must be ones that clients know.
 */
export function compileLeaf(type: GraphQLLeafType): CompleteLeaf {
  if (!isEnumType(type)) return compileScalar(type);
  const names = new Set<unknown>(type.getValues().map(({ name }) => name));
  return (value) => (names.has(value) ? value : undefined);
}

function compileScalar({ name, specifiedByURL }: GraphQLScalarType): CompleteLeaf {
  const rule = findScalarRule(name, specifiedByURL ?? undefined);
  if (!rule) return builtIn.get(name) ?? completeOther;
  const { allows } = rule;
  return (value) => (typeof value === 'string' && allows(value) ? value : undefined);
}
