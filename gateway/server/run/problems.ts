import { type ErrorDetails, isOutage } from '@hearth/schema/protocol/errors.ts';
import { describeError, type HubError, type OperationKind } from '../errors.ts';
import type { Path } from './data.ts';

/** A part of the data that is missing for a known reason: these keys of the object at `path`, and all below them. */
export interface Gap {
  readonly path: Path;
  readonly keys: ReadonlySet<string>;
}

/** One error in the making. `path` has data keys; it is turned into the client's path when the answer is written. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly ministry?: string | undefined;
  readonly path: Path;
  /** Whether what stands at the path cannot be used, so that nothing below it was looked at. Default false. */
  readonly isUnusable?: boolean;
  /** Whether the gateway found it and the ministry said nothing, so that the log has nothing of it yet. Default false. */
  readonly isFinding?: boolean;
  /** What the ministry says to programs beside the code. */
  readonly details?: ErrorDetails | undefined;
}

/** What is added for a command that was lost on its way there or back. */
const OUTCOME_UNKNOWN =
  ' Whether the command was carried out is not known: send it again with the same idempotency key.';

/**
 * What went wrong in one request: errors for the client, and which parts of the data they explain. In almost all requests
 * nothing does, so that what holds it is made when something is to be held.
 */
export class Problems {
  readonly #problems: Problem[] = [];
  /** Every place at which, or below which, a problem stands. */
  #places: Set<string> | undefined;
  readonly #gaps = new GapIndex();
  readonly #blanks = new GapIndex();
  /** `<ministry> <place>` */
  #nulls: Set<string> | undefined;
  readonly #unaskedGaps = new GapIndex();
  #unasked: Set<string> | undefined;
  /** Not among the problems: they explain no other null, and there may be one for each object of an answer. */
  #denials: HubError[] | undefined;

  /** Whether nothing has gone wrong. */
  get isEmpty(): boolean {
    return this.#problems.length === 0 && this.#denials === undefined;
  }

  /** What was reported, in order; without denials. */
  get all(): readonly Problem[] {
    return this.#problems;
  }

  /** The errors of fields that the caller may not see: nobody was asked for them. */
  get denials(): readonly HubError[] {
    return this.#denials ?? [];
  }

  /** The ministries that something could not be asked of. */
  get unasked(): ReadonlySet<string> {
    return this.#unasked ?? none;
  }

  report(problem: Problem): void {
    this.#problems.push(problem);
    const places = (this.#places ??= new Set());
    for (const place of placesAlong(problem.path)) places.add(place);
  }

  /** Says that a field is denied; the error has the client's path already. */
  deny(error: HubError): void {
    (this.#denials ??= []).push(error);
  }

  /** Says that a part of the data is missing because of a problem that was reported. */
  excuse(gap: Gap): void {
    this.#gaps.add(gap);
  }

  /** Says that a part of the data is null by right: there is no entity to ask for. */
  leaveBlank(gap: Gap): void {
    this.#blanks.add(gap);
  }

  /** Says that a ministry could not be asked, for this part of the data: another one did not bring what that takes. */
  leaveUnasked(ministry: string, gap?: Gap): void {
    (this.#unasked ??= new Set()).add(ministry);
    if (gap) this.#unaskedGaps.add(gap);
  }

  /** Whether a field is missing because its ministry could not be asked, so that the fault is another's. */
  isUnasked(path: Path): boolean {
    return this.#unaskedGaps.covers(path);
  }

  /** The places of what was excused, whatever the index in lists: `household/members/visits`. */
  gaps(): Set<string> {
    return this.#gaps.places();
  }

  /** Says where a ministry's answer has null because of an error: others may have an object there, without its part. */
  leaveNull(ministry: string, path: Path): void {
    (this.#nulls ??= new Set()).add(`${ministry} ${path.join('/')}`);
  }

  /** Whether a ministry's part of the object at `path` is missing because its answer has null there or above. */
  isNullOf(ministry: string, path: Path): boolean {
    const nulls = this.#nulls;
    return nulls !== undefined && placesAlong(path).some((place) => nulls.has(`${ministry} ${place}`));
  }

  /** Whether a field is missing by right, so that it is null where null may stand. */
  isBlank(path: Path): boolean {
    return this.#blanks.covers(path);
  }

  /** Whether a null at this path is the consequence of a problem that was reported. */
  explain(path: Path, isMissing: boolean): boolean {
    const isTold = this.#places?.has(path.join('/')) ?? false;
    return isTold || (isMissing && this.#gaps.covers(path));
  }

  /**
   * The errors of the answer, by `toClientPath` at the places where the client knows them; undefined: nowhere.
   * Errors that differ only in what the client does not see, such as the fields of one requirement, are told once.
   */
  toErrors(toClientPath: (path: Path) => Path, kind: OperationKind): HubError[] {
    const errors = new Map<string, HubError>();
    for (const { code, message, ministry, path, details } of this.#problems) {
      const place = toClientPath(path);
      const key = JSON.stringify([place, code, ministry, message]);
      if (errors.has(key)) continue;
      errors.set(key, {
        message:
          kind === 'mutation' && isOutage(code) && place.length === 1 ? message + OUTCOME_UNKNOWN : message,
        ...(place.length > 0 && { path: place }),
        extensions: { ...details, ...describeError(code, { ministry, kind }) },
      });
    }
    return [...errors.values(), ...this.denials];
  }
}

const none: ReadonlySet<string> = new Set();

/** Gaps by their places, so that a large answer with many of them is written as fast as a small one. */
class GapIndex {
  #keys: Map<string, Set<string>> | undefined;

  add({ path, keys }: Gap): void {
    const place = path.join('/');
    const all = (this.#keys ??= new Map());
    const known = all.get(place) ?? new Set();
    for (const key of keys) known.add(key);
    all.set(place, known);
  }

  places(): Set<string> {
    const places = new Set<string>();
    for (const [place, keys] of this.#keys ?? []) {
      const above = place.replaceAll(/\/\d+/g, '');
      for (const key of keys) places.add(above === '' ? key : `${above}/${key}`);
    }
    return places;
  }

  covers(path: Path): boolean {
    const all = this.#keys;
    if (!all) return false;
    return placesAlong(path).some((place, depth) => all.get(place)?.has(path[depth] as string));
  }
}

/** The path and all that it begins with, the root first. Keys are GraphQL names, so a slash separates them. */
function placesAlong(path: Path): string[] {
  let place = '';
  return [
    '',
    ...path.map((segment, index) => {
      place += index === 0 ? segment : `/${segment}`;
      return place;
    }),
  ];
}
