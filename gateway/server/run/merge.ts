import type { TypeRelations } from '../plan/supergraph.ts';
import { isData, type Data } from './data.ts';
import { owned } from './owned.ts';

/** Merges one answer into the data in place. The answer's objects become part of the data; frozen ones are copied before anything is merged into them. */
export type Merge = (target: Data, source: Data) => void;

/**
 * Compiles the merging of answers. Objects and lists that both sides hold are merged item by item; where only one
 * side knows an object, the object stays; else the newer value stands. An abstract type name, which a subgraph gives
 * for an interface object, never replaces the name of an object type.
 */
export function createMerge(types: TypeRelations): Merge {
  const merge: Merge = (target, source) => {
    for (const key in source) {
      const value = source[key];
      const known = target[key];
      if (known === undefined) target[key] = value;
      else if (key === '__typename') {
        if (!types.isAbstract(value as string)) target[key] = value;
      } else if (typeof known === 'object' && known !== null) {
        if (key !== '__proto__') mergeInside((target[key] = owned(known)), value); // it would be merged into what all objects inherit
      } else target[key] = value;
    }
  };
  const mergeInside = (known: object, value: unknown) => {
    if (Array.isArray(known)) {
      if (Array.isArray(value)) mergeLists(known, value);
    } else if (isData(value)) merge(known as Data, value);
  };
  const mergeLists = (known: unknown[], values: readonly unknown[]) => {
    for (let index = 0; index < known.length; index += 1) {
      const item = known[index];
      if (typeof item === 'object' && item !== null) mergeInside((known[index] = owned(item)), values[index]);
      else if (values[index] !== undefined) known[index] = values[index];
    }
  };
  return merge;
}
