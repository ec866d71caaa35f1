import type { Path } from './data.ts';
import type { SubgraphDocument } from './operation.ts';
import type { Positions } from './positions.ts';

/** Which subgraph a plan takes a field from: `path` leads to a field of an object of type `type`, undefined for any. */
export type FindOrigin = (path: Path, type: string | undefined) => string | undefined;

/** What a fetch of the plan brings, for errors that are found only when the answer is written. */
export interface Origin {
  readonly subgraph: string;
  readonly document: SubgraphDocument;
  /** For an `_entities` field: its alias and its places. */
  readonly entities?: { readonly alias: string; readonly positions: readonly Positions[] };
  readonly renamed: ReadonlyMap<string, string>;
}

/** Looks fields up in the operations of a plan. Undefined: no fetch of the plan brings that field. */
export function createFindOrigin(origins: readonly Origin[]): FindOrigin {
  return (path, type) => {
    const keys = path.filter((segment) => typeof segment === 'string');
    return origins.find((origin) => brings(origin, keys, type))?.subgraph;
  };
}

function brings(
  { document, entities, renamed }: Origin,
  keys: readonly string[],
  type: string | undefined,
): boolean {
  if (!entities) return document.selects(keys, type, renamed);
  return entities.positions.some(({ keys: base }) => {
    if (keys.length <= base.length || base.some((key, index) => keys[index] !== key)) return false;
    return document.selects([entities.alias, ...keys.slice(base.length)], type, renamed);
  });
}
