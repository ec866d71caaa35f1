import type { HubResult } from '@hearth/gateway/hub-request.ts';
import { valueAt, type Losses } from './losses.ts';
import { interfaceObjectSubgraph } from './model.ts';
import { placeOf, type Place, type Truth } from './monolith.ts';

type Path = readonly (string | number)[];
type HubErrors = NonNullable<HubResult['errors']>;

const pathsOf = (errors: readonly Place[]): Path[] => errors.map((place) => JSON.parse(place) as Path);

/**
 * What is wrong with a hub's answer, beside the truth; empty when the law holds.
 *
 * - The data is the truth's, byte for byte.
 * - Nulls that errors caused stand where the truth's stand. Where several errors make one null, an executor may tell
 *   of any of them: graphql-js of the first, the hub of one or more. So at each such null one error at least is told,
 *   and where there is but one to tell, the same one.
 * - No error is told that the world does not have.
 * - What fails while it is required, and is not selected, is told at the object whose field requires it; when it is a part
 *   of a selected object, at that.
 * - Of an interface object a plan may ask more than is selected for an object's own type, which is not known yet; what
 *   fails of that is told at the object.
 * - One ministry tells of one place once.
 */
export function faultsOf(actual: HubResult, truth: Truth, losses?: Losses): string[] {
  const faults = dataFaults(actual, truth);
  const errors = actual.errors ?? [];
  const places = errors.map(({ path }) => placeOf(path ?? []));
  const own = places.filter((place, index) => {
    if (truth.sources.has(place)) return true;
    const isOverfetched =
      truth.interfaceObjects.has(place) && errors[index]?.extensions.ministry === interfaceObjectSubgraph;
    const isOfLost = losses?.entities.has(place) || isBelowLost(JSON.parse(place) as Path, actual, losses);
    return !(isOfRequirement(truth, errors[index]?.path ?? []) || isOverfetched || isOfLost);
  });
  for (const place of own) {
    const isKnown = truth.sources.has(place) || losses?.sources.has(place);
    if (!isKnown) faults.push(`An error at ${place}, where nothing is wrong.`);
  }
  const lost = nullsOf(truth.data, pathsOf([...(losses?.fields ?? [])]));
  const expected = nullsOf(truth.data, pathsOf(truth.errors));
  const given = nullsOf(actual.data, pathsOf(own));
  for (const place of expected) {
    if (!given.has(place) && !lost.has(place)) faults.push(`No error for the null at ${place}.`);
  }
  for (const place of given) {
    if (!expected.has(place) && !lost.has(place)) faults.push(`An error for no null at ${place}.`);
  }
  faults.push(...untold(truth, places), ...repeated(errors));
  return faults;
}

/**
 * Mutations run once each, in order, until one leaves null where that may not stand. Where null rose to the root from below,
 * those behind it may be left out, as graphql-js does, or run, as the hub does, which finds that out when it writes the
 * answer: see `withinTruth`.
 */
export function writeFaults({ data }: HubResult, writes: readonly string[], truth: Truth): string[] {
  const isOwnNull = truth.errors.includes(placeOf([...truth.generations.keys()].slice(-1)));
  const mayRunOn = data === null && !isOwnNull;
  const compared = mayRunOn ? writes.slice(0, truth.writes.length) : writes;
  const [expected, given] = [truth.writes.join(', '), compared.join(', ')];
  return expected === given ? [] : [`The mutations were ${given} instead of ${expected}.`];
}

/** An answer without the errors of mutations that the truth left out. */
export function withinTruth(actual: HubResult, { data, writes, generations }: Truth): HubResult {
  if (data !== null || writes.length === 0 || !actual.errors) return actual;
  const errors = actual.errors.filter(
    ({ path: [key] = [] }) => key === undefined || generations.has(String(key)),
  );
  return { ...actual, errors };
}

function dataFaults(actual: HubResult, truth: Truth): string[] {
  const [expected, given] = [JSON.stringify(truth.data), JSON.stringify(actual.data)];
  return expected === given ? [] : [`The data is\n  ${given}\ninstead of\n  ${expected}`];
}

/** Whether something that is required, and not selected, failed: of the object at a path or of one that is a part of it. */
function isOfRequirement({ failedRequirements, partlyRequired }: Truth, path: Path): boolean {
  if (failedRequirements.has(placeOf(path))) return true;
  const field = path.slice(0, path.findLastIndex((segment) => typeof segment === 'string') + 1);
  return partlyRequired.has(placeOf(field)) && failedRequirements.has(placeOf(field.slice(0, -1)));
}

/** Whether an entity above is lost as a whole: while its type was not known, anything may have been asked of it. */
function isBelowLost(path: Path, { data }: HubResult, losses: Losses | undefined): boolean {
  return path.some((_, depth) => {
    const above = path.slice(0, depth);
    return losses?.entities.has(placeOf(above)) === true && valueAt(data, above) === null;
  });
}

/** The places of the answer that are null because of errors at these paths. */
function nullsOf(data: unknown, paths: readonly Path[]): Set<Place> {
  const places = new Set<Place>();
  for (const path of paths) {
    let value = data;
    let depth = 0;
    for (; value !== null && value !== undefined && depth < path.length; depth += 1) {
      value = (value as Record<string | number, unknown>)[path[depth] as string];
    }
    places.add(value === null ? placeOf(path.slice(0, depth)) : `${placeOf(path)}, which is not null`);
  }
  return places;
}

/** Failed requirements of objects that are in the answer and of which no error tells, at the object or below. */
function untold(truth: Truth, places: readonly Place[]): string[] {
  return [...truth.failedRequirements].flatMap((place) => {
    const start = place.slice(0, -1);
    const isTold = places.some((other) => other === place || other.startsWith(`${start},`));
    return isTold || valueAt(truth.data, JSON.parse(place) as Path) === null
      ? []
      : [`No error for what ${place} requires.`];
  });
}

function repeated(errors: HubErrors): string[] {
  const seen = new Set<string>();
  return errors.flatMap(({ path, extensions }) => {
    const key = `${extensions.ministry} ${JSON.stringify(path)}`;
    if (seen.has(key)) return [`Two errors of ${key}.`];
    seen.add(key);
    return [];
  });
}
