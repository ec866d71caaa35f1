import { Kind, type DocumentNode, type FragmentDefinitionNode, type SelectionSetNode } from 'graphql';
import { refusal } from '../errors.ts';

/** Bounds on one document. Fragments are followed, but measured once each, so measuring never costs more than reading. */
export interface DocumentLimits {
  /** Lexical tokens. */
  readonly tokens: number;
  /** Nested selection sets. */
  readonly depth: number;
  /** Aliased fields. */
  readonly aliases: number;
  /** Selected fields. */
  readonly fields: number;
}

export const defaultLimits: DocumentLimits = { tokens: 10_000, depth: 30, aliases: 200, fields: 5_000 };

type Size = { depth: number; aliases: number; fields: number };

/** Throws a `Refusal` when an operation of the document is larger than the limits. */
export function checkLimits(document: DocumentNode, limits: DocumentLimits): void {
  const measure = createMeasure(document);
  for (const definition of document.definitions) {
    if (definition.kind !== Kind.OPERATION_DEFINITION) continue;
    const size = measure(definition.selectionSet);
    for (const name of ['depth', 'aliases', 'fields'] as const) {
      if (size[name] <= limits[name]) continue;
      throw refusal('LIMIT_EXCEEDED', `The operation has more ${name} than the limit of ${limits[name]}.`);
    }
  }
}

function createMeasure(document: DocumentNode): (set: SelectionSetNode) => Size {
  const fragments = new Map<string, FragmentDefinitionNode>();
  for (const definition of document.definitions) {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) fragments.set(definition.name.value, definition);
  }
  const known = new Map<string, Size>();

  const measureFragment = (name: string): Size => {
    const fragment = fragments.get(name);
    const before = known.get(name);
    if (before || !fragment) return before ?? { depth: 0, aliases: 0, fields: 0 };
    known.set(name, { depth: 0, aliases: 0, fields: 0 }); // a fragment within itself; validation refuses it
    const size = measure(fragment.selectionSet);
    known.set(name, size);
    return size;
  };

  const measure = (set: SelectionSetNode): Size => {
    const total: Size = { depth: 1, aliases: 0, fields: 0 };
    for (const selection of set.selections) {
      const isField = selection.kind === Kind.FIELD;
      const size =
        selection.kind === Kind.FRAGMENT_SPREAD
          ? measureFragment(selection.name.value)
          : selection.selectionSet && measure(selection.selectionSet);
      total.depth = Math.max(total.depth, (size?.depth ?? 0) + (isField ? 1 : 0));
      total.aliases += (size?.aliases ?? 0) + (isField && selection.alias ? 1 : 0);
      total.fields += (size?.fields ?? 0) + (isField ? 1 : 0);
    }
    return total;
  };
  return measure;
}
