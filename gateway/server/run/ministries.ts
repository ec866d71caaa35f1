import { isRefusal } from '@hearth/schema/protocol/errors.ts';
import type { MinistryState } from '@hearth/schema/protocol/ministry-states.ts';
import type { Data, Path } from './data.ts';
import type { Origin } from './origin.ts';
import type { Problem, Problems } from './problems.ts';

/** What an answer says of the ministries that it needs, in its `extensions`. */
export interface MinistryReport {
  readonly ministries: Readonly<Record<string, MinistryState>>;
}

/** The ministries that an operation needs, known once it is compiled. */
export interface Ministries {
  /** The report while nothing is wrong, made once; undefined when no ministry is needed. */
  readonly allOk: MinistryReport | undefined;
  /** The report of an answer with problems, or in which ministries show nothing of what may lie outside the caller's regions. */
  report(data: Data, problems: Problems, outside: ReadonlySet<string>): MinistryReport | undefined;
}

/** Reads the ministries off the fetches of a plan. */
export function createMinistries(origins: readonly Origin[]): Ministries {
  const asked = [...new Set(origins.map(({ subgraph }) => subgraph))].toSorted();
  return {
    allOk: reportOf(asked, () => 'OK'),
    report: (data, problems, outside) => {
      const denied = new Set(problems.denials.flatMap(({ extensions }) => extensions.ministry ?? []));
      const names = [...new Set([...asked, ...denied])].toSorted();
      const states = new Map<string, MinistryState>(names.map((name) => [name, 'OK']));
      for (const name of outside) if (states.has(name)) states.set(name, 'OUTSIDE_REGIONS');
      for (const name of notAsked(origins, data, problems)) states.set(name, 'NOT_ASKED');
      for (const { ministry, code } of problems.all) {
        const known = ministry === undefined ? undefined : states.get(ministry);
        if (known !== undefined) states.set(ministry as string, worse(known, stateOf(code)));
      }
      for (const name of denied) states.set(name, worse(states.get(name) as MinistryState, 'DENIED'));
      return reportOf(names, (name) => states.get(name) ?? 'OK');
    },
  };
}

const reportOf = (
  names: readonly string[],
  stateOf: (name: string) => MinistryState,
): MinistryReport | undefined =>
  names.length === 0
    ? undefined
    : { ministries: Object.fromEntries(names.map((name) => [name, stateOf(name)])) };

/** From bad to worse: what is missing weighs more than what is withheld or old. */
const severity: readonly MinistryState[] = [
  'OK',
  'OUTSIDE_REGIONS',
  'NOT_ASKED',
  'STALE',
  'REFUSED',
  'DENIED',
  'ERROR',
  'TIMEOUT',
  'DOWN',
];

const worse = (one: MinistryState, other: MinistryState): MinistryState =>
  severity.indexOf(one) > severity.indexOf(other) ? one : other;

/** The state that an error with this code leaves its ministry in. */
function stateOf(code: string): MinistryState {
  if (code === 'DOWN' || code === 'TIMEOUT' || code === 'DENIED' || code === 'STALE') return code;
  return isRefusal(code) ? 'REFUSED' : 'ERROR';
}

/** The ministries whose entities could not be found, or not be named to them, because of a problem elsewhere. */
function notAsked(origins: readonly Origin[], data: Data, problems: Problems): Set<string> {
  const names = new Set(problems.unasked);
  const lost = new Set<string>(problems.gaps());
  for (const problem of problems.all) {
    const place = lostPlace(data, problem);
    if (place) lost.add(placeOf(place));
  }
  for (const { subgraph, entities } of origins) {
    if (entities?.positions.some(({ keys }) => isBelow(keys, lost))) names.add(subgraph);
  }
  return names;
}

/** Where along a problem's path the data ends, so that nothing below was seen; undefined when it does not end there. */
function lostPlace(data: Data, { path, isUnusable }: Problem): Path | undefined {
  if (path.at(-1) === '__typename') return path.slice(0, -1);
  let value: unknown = data;
  for (let depth = 0; depth < path.length; depth += 1) {
    value = (value as Data)[path[depth] as string];
    if (typeof value !== 'object' || value === null) return path.slice(0, depth + 1);
  }
  return isUnusable ? path : undefined;
}

const isBelow = (keys: readonly string[], lost: ReadonlySet<string>): boolean =>
  keys.some((_key, depth) => lost.has(placeOf(keys.slice(0, depth + 1))));

/** The place of a path whatever the index in lists. */
const placeOf = (path: Path): string => path.filter((segment) => typeof segment === 'string').join('/');
