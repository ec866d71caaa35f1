import type { HubError } from '../errors.ts';
import type { Path } from './data.ts';

/** A part of the data that is missing for a known reason: all of `path`, or only these keys of the object there. */
export interface Gap {
  readonly path: Path;
  readonly keys?: ReadonlySet<string> | undefined;
}

/** One error in the making. `path` has data keys; it is turned into the client's path when the answer is written. */
export interface Problem {
  readonly code: string;
  readonly message: string;
  readonly ministry?: string | undefined;
  readonly path: Path;
}

/** What went wrong in one request: errors for the client, and which parts of the data they explain. */
export class Problems {
  readonly #problems: Problem[] = [];
  readonly #gaps: Gap[] = [];
  readonly #blanks: Gap[] = [];

  /** Whether nothing has gone wrong. */
  get isEmpty(): boolean {
    return this.#problems.length === 0;
  }

  report(problem: Problem): void {
    this.#problems.push(problem);
  }

  /** Says that a part of the data is missing because of a problem that was reported. */
  excuse(gap: Gap): void {
    this.#gaps.push(gap);
  }

  /** Says that a part of the data is null by right: there is no entity to ask for. */
  leaveBlank(gap: Gap): void {
    this.#blanks.push(gap);
  }

  /** Whether a field is missing by right, so that it is null where null may stand. */
  isBlank(path: Path): boolean {
    return this.#blanks.some((gap) => isWithin(path, gap));
  }

  /** Whether a null at this path is the consequence of a problem that was reported. */
  explain(path: Path, isMissing: boolean): boolean {
    if (this.#problems.some((problem) => startsWith(problem.path, path))) return true;
    return isMissing && this.#gaps.some((gap) => isWithin(path, gap));
  }

  /** The errors of the answer, by `toClientPath` at the places where the client knows them; undefined: nowhere. */
  toErrors(toClientPath: (path: Path) => Path): HubError[] {
    return this.#problems.map(({ code, message, ministry, path }) => {
      const place = toClientPath(path);
      return {
        message,
        ...(place.length > 0 && { path: place }),
        extensions: ministry === undefined ? { code } : { code, ministry },
      };
    });
  }
}

function startsWith(path: Path, beginning: Path): boolean {
  return path.length >= beginning.length && beginning.every((segment, index) => path[index] === segment);
}

function isWithin(path: Path, { path: place, keys }: Gap): boolean {
  if (!startsWith(path, place)) return false;
  return keys === undefined || keys.has(path[place.length] as string);
}
