import { Kind, valueFromASTUntyped, visit, type FieldNode, type GraphQLField, type ValueNode } from 'graphql';
import { refusal } from '../../errors.ts';
import type { Variables } from '../variables.ts';
import type { Amount, Tape } from './tape.ts';
import type { ListSize } from './weights.ts';

/** Whether a value as it is written depends on variables. */
export function hasVariable(value: ValueNode): boolean {
  let found = false;
  visit(value, { Variable: () => void (found = true) });
  return found;
}

interface SizedField {
  /** `Household.settlements` */
  readonly coordinate: string;
  readonly definition: GraphQLField<unknown, unknown>;
  readonly node: FieldNode;
}

/**
 * How many items a field's list has at most, by its `@listSize`: the largest of the slicing arguments that have a
 * value, their defaults counted, else the assumed size, else `fallback`. Throws a `Refusal`, or the amount does when it
 * is calculated, when the field wants exactly one slicing argument and has none or several.
 */
export function listSizeOf(tape: Tape, listSize: ListSize, field: SizedField, fallback: number): Amount {
  const { slicingArguments, assumedSize = fallback } = listSize;
  if (slicingArguments.length === 0) return assumedSize;
  const names = new Set(slicingArguments.map((path) => path.split('.')[0]));
  const given = field.node.arguments?.filter(({ name }) => names.has(name.value)) ?? [];
  if (!given.some(({ value }) => hasVariable(value))) {
    refuseWrongCount(listSize, field, {});
    return largestSlice(listSize, field, {}) ?? assumedSize;
  }
  return tape.read((variables) => {
    refuseWrongCount(listSize, field, variables);
    return largestSlice(listSize, field, variables) ?? assumedSize;
  });
}

function largestSlice(listSize: ListSize, field: SizedField, variables: Variables): number | undefined {
  const sizes = listSize.slicingArguments.flatMap((path) => {
    const size = givenSize(path, field.node, variables);
    return (size === undefined ? defaultSize(path, field) : size) ?? [];
  });
  return sizes.length === 0 ? undefined : Math.max(0, ...sizes);
}

function refuseWrongCount(listSize: ListSize, field: SizedField, variables: Variables): void {
  if (!listSize.requireOneSlicingArgument) return;
  const paths = listSize.slicingArguments;
  const given = paths.filter((path) => typeof givenSize(path, field.node, variables) === 'number');
  const standing = given.length > 0 ? given : paths.filter((path) => defaultSize(path, field) !== undefined);
  if (standing.length === 1) return;
  throw refusal(
    'BAD_USER_INPUT',
    `${field.coordinate} wants exactly one of the arguments ${paths.join(', ')}; it has ${standing.length}.`,
  );
}

/** The value of a slicing argument: undefined when it is not given, null when null is. */
function givenSize(path: string, node: FieldNode, variables: Variables): number | null | undefined {
  const [name, ...inner] = path.split('.');
  const value = node.arguments?.find((argument) => argument.name.value === name)?.value;
  if (!value) return undefined;
  const isMissing = value.kind === Kind.VARIABLE && !Object.hasOwn(variables, value.name.value);
  return isMissing ? undefined : numberAt(valueFromASTUntyped(value, variables), inner);
}

function defaultSize(path: string, { definition }: SizedField): number | undefined {
  const [name, ...inner] = path.split('.');
  return (
    numberAt(definition.args.find((argument) => argument.name === name)?.defaultValue, inner) ?? undefined
  );
}

function numberAt(value: unknown, keys: readonly string[]): number | null {
  let inner = value;
  for (const key of keys) {
    if (typeof inner !== 'object' || inner === null || !Object.hasOwn(inner, key)) return null;
    inner = (inner as Record<string, unknown>)[key];
  }
  return typeof inner === 'number' ? inner : null;
}
