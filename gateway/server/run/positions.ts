import type { FlattenNodePathSegment } from '@graphql-hive/router-query-planner';
import type { TypeRelations } from '../plan/supergraph.ts';
import type { Data, Path } from './data.ts';
import { owned } from './owned.ts';

/** Where a plan finds the entities of a fetch: a path through the data, lists at any depth flattened. */
export interface Positions {
  /** Appends every entity there to `found`, in the order of the data. Each may be changed: what is frozen on the way is copied. */
  collect(data: Data, found: Data[]): void;
  /** The same with their paths, for errors. */
  locate(data: Data, visit: (entity: Data, path: Path) => void): void;
  /** The keys of the path. */
  readonly keys: readonly string[];
  /** The keys up to the first list. */
  readonly prefix: readonly string[];
}

type Stride = { readonly key: string } | { readonly conditions: readonly string[] };

/** Compiles a path of the plan. */
export function compilePositions(path: readonly FlattenNodePathSegment[], types: TypeRelations): Positions {
  const strides = path.flatMap((segment): Stride[] => {
    if (segment === '@') return [];
    return 'Field' in segment ? [{ key: segment.Field }] : [{ conditions: segment.TypeCondition }];
  });
  const isOf = (entity: Data, conditions: readonly string[]) =>
    conditions.some((condition) => types.matches(entity['__typename'] as string, condition));

  const collect = (value: unknown, at: number, found: Data[]): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      for (let index = 0; index < value.length; index += 1) collect(own(value, index), at, found);
      return;
    }
    const stride = strides[at];
    if (stride === undefined) found.push(value as Data);
    else if ('key' in stride) collect(own(value as Data, stride.key), at + 1, found);
    else if (isOf(value as Data, stride.conditions)) collect(value, at + 1, found);
  };

  const locate = (
    value: unknown,
    at: number,
    place: Path,
    visit: (entity: Data, path: Path) => void,
  ): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) {
      value.forEach((item, index) => locate(item, at, [...place, index], visit));
      return;
    }
    const stride = strides[at];
    if (stride === undefined) visit(value as Data, place);
    else if ('key' in stride) locate((value as Data)[stride.key], at + 1, [...place, stride.key], visit);
    else if (isOf(value as Data, stride.conditions)) locate(value, at + 1, place, visit);
  };

  const firstList = path.indexOf('@');
  return {
    collect: (data, found) => collect(data, 0, found),
    locate: (data, visit) => locate(data, 0, [], visit),
    keys: keysOf(path),
    prefix: keysOf(firstList < 0 ? path : path.slice(0, firstList)),
  };
}

/** What stands there, as the request's own. */
function own<Key extends string | number>(holder: Record<Key, unknown>, key: Key): unknown {
  const value = holder[key];
  if (typeof value !== 'object' || value === null) return value;
  const copy = owned(value);
  if (copy !== value) holder[key] = copy;
  return copy;
}

const keysOf = (path: readonly FlattenNodePathSegment[]): string[] =>
  path.flatMap((segment) => (typeof segment === 'object' && 'Field' in segment ? [segment.Field] : []));
