import { Kind, type FieldNode } from 'graphql';
import { responseKey } from './collect-fields.ts';
import type { FieldSets } from './field-sets.ts';

const prefix = '_hub_';

/**
 * Gives the name under which a client's field stands in the data that subgraphs send. It is the response key, but for
 * keys that would stand in the way: of `__typename`, which the executor reads; of a field that a key or a requirement
 * of the supergraph needs under its own name, or that leads to whom data is about; of what every JavaScript object has.
 */
export function createDataKeys(
  { names, namesWithArguments }: FieldSets,
  inSubjects: ReadonlySet<string>,
): (field: FieldNode) => string {
  return (field) => {
    const key = responseKey(field);
    const isInTheWay =
      key.startsWith('__') ||
      key.startsWith(prefix) ||
      key in Object.prototype ||
      namesWithArguments.has(key) ||
      (key !== field.name.value && (names.has(key) || inSubjects.has(key)));
    return isInTheWay ? prefix + key : key;
  };
}

/** The response key of a client's field that stands in the data under this name. */
export const responseKeyOf = (key: string): string =>
  key.startsWith(prefix) ? key.slice(prefix.length) : key;

/** Whether a field is `__typename`, whatever its alias: the executor knows the type itself. */
export const isTypename = (field: FieldNode): boolean => field.name.value === '__typename';

/** The selection of `__typename`. */
export const typename: FieldNode = { kind: Kind.FIELD, name: { kind: Kind.NAME, value: '__typename' } };
