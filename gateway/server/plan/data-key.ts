import type { FieldNode } from 'graphql';

const prefix = '_hub_';

/**
 * The name under which a client's field stands in the data that subgraphs send. It is the response key, but for keys
 * that the data must never have: `__typename`, which the executor reads, and names that every JavaScript object has.
 */
export function dataKey(responseKey: string): string {
  return isReserved(responseKey) ? prefix + responseKey : responseKey;
}

/** The response key of a data key. */
export function responseKeyOf(key: string): string {
  return key.startsWith(prefix) ? key.slice(prefix.length) : key;
}

/** Whether a field is `__typename`, whatever its alias: the executor knows the type itself. */
export const isTypename = (field: FieldNode): boolean => field.name.value === '__typename';

function isReserved(key: string): boolean {
  return key.startsWith('__') || key.startsWith(prefix) || key in Object.prototype;
}
