import type { AnswerSize } from './answer-size.ts';
import type { Path } from './data.ts';
import type { FindOrigin } from './origin.ts';
import type { OutsideRegions } from './outside-regions.ts';
import type { Problems } from './problems.ts';
import type { Subjects } from './subjects.ts';

/** Where a projection stands; `path` is valid up to the depth of whoever reads it. */
export interface ProjectionContext {
  readonly path: (string | number)[];
  readonly problems: Problems;
  readonly findOrigin: FindOrigin;
  readonly size: AnswerSize;
  /** Told of whom the answer tells, if that is to be known. */
  readonly subjects: Subjects | undefined;
  /** Told where there may be something outside the caller's regions; undefined for who sees the whole country. */
  readonly outside: OutsideRegions | undefined;
}

/** A place of the answer that is known before any answer: a field of a type, and its depth in the path. */
export interface Place {
  readonly parent: string;
  readonly field: string;
  readonly depth: number;
  /** Whether the object belongs to somebody whom the caller sees. */
  readonly isSeen: boolean;
  /** Whether null or an empty list may stand for what lies outside the caller's regions. */
  readonly mayHide: boolean;
}

/** Whether an error stands at this place already, or below it. */
export const isExplained = (context: ProjectionContext, place: Place): boolean =>
  context.problems.explain(pathOf(context, place), false);

/** Reports a null that may not stand, unless a subgraph told why it is null. */
export function reportNull(context: ProjectionContext, place: Place, isMissing: boolean): void {
  const path = pathOf(context, place);
  if (context.problems.explain(path, isMissing) || (isMissing && isNullOfOrigin(context, place, path)))
    return;
  report(context, place, `Cannot return null for non-nullable field ${nameOf(place)}.`);
}

/** Reports a field that a subgraph was asked for and left out, unless that is known already or right. */
export function reportMissing(context: ProjectionContext, place: Place): void {
  const path = pathOf(context, place);
  const { problems, findOrigin } = context;
  if (problems.explain(path, true) || problems.isBlank(path)) return;
  if (isNullOfOrigin(context, place, path)) return;
  if (findOrigin(path, place.parent) === undefined) return; // the plan knows that no subgraph has it
  report(context, place, `The answer has nothing for ${nameOf(place)}.`);
}

/** Notes that there may be something here that the caller does not see. */
export function noteOutside(context: ProjectionContext, place: Place): void {
  if (context.outside) context.outside.note(context.findOrigin(pathOf(context, place), place.parent));
}

/** Whether whoever was to bring a field told of an error that left null in place of the whole object. */
function isNullOfOrigin({ problems, findOrigin }: ProjectionContext, { parent }: Place, path: Path): boolean {
  const origin = findOrigin(path, parent);
  return origin !== undefined && problems.isNullOf(origin, path);
}

/**
 * Reports a value that its type does not allow, unless an error stands there; the value itself is not told.
 * Returns the null that stands instead.
 */
export function reportWrong(context: ProjectionContext, place: Place, expected: string): null {
  if (!isExplained(context, place)) {
    report(context, place, `The answer for ${nameOf(place)} is not ${expected}.`, true);
  }
  return null;
}

function report(context: ProjectionContext, place: Place, message: string, isUnusable = false): void {
  const path = pathOf(context, place);
  const { problems, findOrigin } = context;
  const own = problems.isUnasked(path) ? undefined : findOrigin(path, place.parent);
  const ministry = own ?? findNearestOrigin(context, path);
  problems.report({ code: 'SUBGRAPH_ERROR', message, ministry, path, isUnusable, isFinding: true });
}

/** The ministry of the nearest object above a field that no fetch brings, such as `__typename`. */
export function findNearestOrigin({ findOrigin }: ProjectionContext, path: Path): string | undefined {
  for (let depth = path.length - 1; depth > 0; depth -= 1) {
    const origin = findOrigin(path.slice(0, depth), undefined);
    if (origin !== undefined) return origin;
  }
  return undefined;
}

const pathOf = ({ path }: ProjectionContext, { depth }: Place) => path.slice(0, depth);

const nameOf = ({ parent, field }: Place) => `${parent}.${field}`;
