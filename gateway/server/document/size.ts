import {
  Kind,
  type DocumentNode,
  type FragmentDefinitionNode,
  type OperationDefinitionNode,
  type SelectionSetNode,
} from 'graphql';
import { limitRefusal } from '../errors.ts';
import { exceeded, type DocumentLimits } from './limits.ts';
import { largestRepeat } from './repeats.ts';

export type Fragments = ReadonlyMap<string, FragmentDefinitionNode>;

/** Throws a `Refusal` when the document defines more operations or fragments than the limits allow. */
export function checkDefinitions({ definitions }: DocumentNode, limits: DocumentLimits): void {
  const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION).length;
  refuseAbove(limits, 'fragments', fragments, 'The document');
  refuseAbove(limits, 'operations', definitions.length - fragments, 'The document');
}

/** Characters of an operation's name, which goes into each entry of the access record. */
export const LONGEST_NAME = 200;

/** Throws a `Refusal` when an operation has a longer name; the name itself is not shown. */
export function checkNames({ definitions }: DocumentNode): void {
  for (const definition of definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const length = definition.name?.value.length ?? 0;
    if (length <= LONGEST_NAME) continue;
    throw limitRefusal(
      'operationName',
      `The name of an operation has ${length} characters; the limit is ${LONGEST_NAME}.`,
    );
  }
}

/**
 * Throws a `Refusal` when the operations of a document are larger than the limits. Fragments are followed but measured
 * once each, so that measuring never costs more than reading. They must not contain themselves.
 */
export function checkSize(
  operations: readonly OperationDefinitionNode[],
  fragments: Fragments,
  limits: DocumentLimits,
): void {
  const measure = createMeasure(fragments);
  const total = { depth: 0, aliases: 0, fields: 0 };
  for (const { selectionSet } of operations) {
    const { rootFields, depth, aliases, fields } = measure(selectionSet);
    refuseAbove(limits, 'rootFields', rootFields, 'The operation');
    total.depth = Math.max(total.depth, depth);
    total.aliases += aliases;
    total.fields += fields;
  }
  for (const name of ['depth', 'aliases', 'fields'] as const) {
    refuseAbove(limits, name, total[name], 'The document');
  }
  for (const { selectionSet } of operations) {
    const { key, times } = largestRepeat(selectionSet, fragments);
    if (times <= limits.repeats) continue;
    throw exceeded(
      'repeats',
      `"${key}" is selected ${times} times on the same object; the limit is ${limits.repeats}.`,
    );
  }
}

type Counted = 'fragments' | 'operations' | 'depth' | 'rootFields' | 'aliases' | 'fields';

const words: Readonly<Record<Counted, string>> = {
  fragments: 'fragments',
  operations: 'operations',
  depth: 'nested levels',
  rootFields: 'fields at its root',
  aliases: 'aliases',
  fields: 'fields',
};

function refuseAbove(limits: DocumentLimits, name: Counted, count: number, what: string): void {
  if (count <= limits[name]) return;
  throw exceeded(name, `${what} has ${count} ${words[name]}; the limit is ${limits[name]}.`);
}

type Size = { rootFields: number; depth: number; aliases: number; fields: number };

function createMeasure(fragments: Fragments): (set: SelectionSetNode) => Size {
  const known = new Map<string, Size>();

  const measureFragment = (name: string): Size | undefined => {
    const fragment = fragments.get(name);
    if (!fragment) return undefined;
    const size = known.get(name) ?? measure(fragment.selectionSet);
    known.set(name, size);
    return size;
  };

  const measure = (set: SelectionSetNode): Size => {
    const total: Size = { rootFields: 0, depth: 1, aliases: 0, fields: 0 };
    for (const selection of set.selections) {
      const isField = selection.kind === Kind.FIELD;
      const size =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? measureFragment(selection.name.value)
          : selection.selectionSet && measure(selection.selectionSet);
      total.rootFields += isField ? 1 : (size?.rootFields ?? 0);
      total.depth = Math.max(total.depth, (size?.depth ?? 0) + (isField ? 1 : 0));
      total.aliases += (size?.aliases ?? 0) + (isField && selection.alias ? 1 : 0);
      total.fields += (size?.fields ?? 0) + (isField ? 1 : 0);
    }
    return total;
  };
  return measure;
}
