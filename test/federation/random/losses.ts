import type { HubResult } from '@hearth/gateway/hub-request.ts';
import { placeOf, segmentsOf, type Place, type ResponsePath, type Truth } from './monolith.ts';
import type { Thing } from './world.ts';

type Path = readonly (string | number)[];

/** What is lost in a run of the merged schema. */
export interface LostIn {
  /** To be told of every entity that is met, before its fields. */
  readonly meet: (path: Path, entity: Thing) => void;
  /** Whether a field of an object is lost. */
  readonly isLost: (path: ResponsePath) => boolean;
  /** Whether a whole object is: one that came as an interface object, when its own type is lost. */
  readonly isWhollyLost: (path: Path, thing: Thing) => boolean;
}

/** What an answer lost: for a run of the merged schema that is to have the same losses; it fills what follows. */
export interface Losses extends LostIn {
  /** Loses nothing, but meets the entities, also those below what is lost. */
  readonly survey: LostIn;
  /** The places of entities that are told to be lost. */
  readonly entities: ReadonlySet<Place>;
  /** The places of the fields that are lost with them. */
  readonly fields: ReadonlySet<Place>;
  /** The errors of the world without losses: some of them may still be told. */
  readonly sources: ReadonlySet<Place>;
}

/**
 * Where a subgraph lost an entity, and the hub tells so at the entity, the entity may be without fields: those that
 * are null in the answer. The truth is then what graphql-js makes of a world without them, so what is lost
 * besides, nulls that rise too far or not far enough, and losses of which nothing is told, are faults as ever.
 * Which fields a plan fetches through a reference is the planner's, and it may fetch those of objects below along with
 * it; so any that is null is taken for one of them.
 * `lost` has `<subgraph> <entity>`.
 */
export function readLosses(
  actual: HubResult,
  lost: ReadonlySet<string>,
  truth: Truth,
  isInterfaceObject: (thing: Thing) => boolean,
): Losses {
  const claims = new Map<Place, Set<string>>();
  for (const { path = [], extensions } of actual.errors ?? []) {
    const ministries = claims.get(placeOf(path)) ?? new Set();
    claims.set(placeOf(path), ministries.add(String(extensions.ministry)));
  }
  const entities = new Set<Place>();
  const fields = new Set<Place>();
  const meet = (path: Path, { identity }: Thing) => {
    const place = placeOf(path);
    const ministries = [...(claims.get(place) ?? [])];
    if (ministries.some((ministry) => lost.has(`${ministry} ${identity}`))) entities.add(place);
  };
  const isOfLostEntity = (path: ResponsePath): boolean => {
    for (let at = path.prev; at; at = at.prev) if (entities.has(placeOf(segmentsOf(at)))) return true;
    return false;
  };
  const lose = (path: Path): boolean => {
    if (valueAt(actual.data, path) !== null) return false;
    fields.add(placeOf(path));
    return true;
  };
  return {
    meet,
    isLost: (path) => isOfLostEntity(path) && lose(segmentsOf(path)),
    isWhollyLost: (path, thing) => isInterfaceObject(thing) && entities.has(placeOf(path)) && lose(path),
    survey: { meet, isLost: () => false, isWhollyLost: () => false },
    entities,
    fields,
    sources: truth.sources,
  };
}

/** The value at a path; null when something above it is. */
export function valueAt(data: unknown, path: Path): unknown {
  let value: unknown = data ?? null;
  for (const segment of path) {
    if (value === null || value === undefined) return null;
    value = (value as Record<string | number, unknown>)[segment];
  }
  return value ?? null;
}
