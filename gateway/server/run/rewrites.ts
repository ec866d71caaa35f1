import type { FetchNodePathSegment, FetchRewrite } from '@graphql-hive/router-query-planner';
import type { TypeRelations } from '../plan/supergraph.ts';
import type { Data } from './data.ts';

/** One rewrite of the plan in a single form: at the end of the path a key gets a value, or a value another key. */
export interface Rewrite {
  readonly path: readonly FetchNodePathSegment[];
  readonly setValueTo?: string;
  readonly renameKeyTo?: string;
}

/** Brings the planner's spellings of a rewrite into one. */
export function readRewrites(rewrites: readonly FetchRewrite[] | undefined): Rewrite[] {
  return (rewrites ?? []).map((rewrite) => {
    if ('ValueSetter' in rewrite) return rewrite.ValueSetter;
    return 'KeyRenamer' in rewrite ? rewrite.KeyRenamer : rewrite;
  });
}

/** The rewrites that hold for objects of a type, by the key they begin with; what remains of their paths. */
export function rewritesOf(
  rewrites: readonly Rewrite[],
  type: string | undefined,
  types: TypeRelations,
): Map<string, Rewrite[]> {
  const byKey = new Map<string, Rewrite[]>();
  for (const rewrite of rewrites) {
    const path = [...rewrite.path];
    let holds = true;
    while (path[0] && 'TypenameEquals' in path[0]) {
      const { TypenameEquals: conditions } = path.shift() as { TypenameEquals: string[] };
      holds &&= type === undefined || conditions.some((condition) => types.matches(type, condition));
    }
    const segment = path.shift();
    if (!holds || !segment || !('Key' in segment)) continue;
    byKey.set(segment.Key, [...(byKey.get(segment.Key) ?? []), { ...rewrite, path }]);
  }
  return byKey;
}

/** Compiles rewrites of an answer, done in place; undefined when there are none. */
export function compileOutputRewrites(
  rewrites: readonly Rewrite[],
  types: TypeRelations,
): ((value: unknown) => void) | undefined {
  if (rewrites.length === 0) return undefined;
  const byType = new Map<string | undefined, [string, Rewrite[], ((value: unknown) => void) | undefined][]>();
  const actionsOf = (type: string | undefined) => {
    const known = byType.get(type);
    if (known) return known;
    const actions = [...rewritesOf(rewrites, type, types)].map(
      ([key, rest]): [string, Rewrite[], ((value: unknown) => void) | undefined] => [
        key,
        rest.filter(({ path }) => path.length === 0),
        compileOutputRewrites(
          rest.filter(({ path }) => path.length > 0),
          types,
        ),
      ],
    );
    byType.set(type, actions);
    return actions;
  };
  const apply = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    if (Array.isArray(value)) return value.forEach(apply);
    const object = value as Data;
    for (const [key, endings, inner] of actionsOf(object['__typename'] as string | undefined)) {
      inner?.(object[key]);
      for (const { setValueTo, renameKeyTo } of endings) {
        if (setValueTo !== undefined) object[key] = setValueTo;
        else if (renameKeyTo !== undefined && object[key] !== undefined) object[renameKeyTo] = object[key];
      }
    }
  };
  return apply;
}

/** The new names of keys that rewrites rename, for paths of errors. */
export function renamedKeys(rewrites: readonly Rewrite[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const { path, renameKeyTo } of rewrites) {
    const last = path.at(-1);
    if (renameKeyTo !== undefined && last && 'Key' in last) names.set(last.Key, renameKeyTo);
  }
  return names;
}
