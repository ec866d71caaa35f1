import { describeError, type ErrorExtensions } from '../errors.ts';
import type { Denial } from '../plan/access/denial.ts';
import { responseKeyOf } from '../plan/data-key.ts';
import { findNearestOrigin, type ProjectionContext } from './report.ts';

/** Tells of a field that is denied, at the place of the answer where the projection stands. */
export type ReportDenied = (context: ProjectionContext) => void;

/** Compiles the report of a denied field whose path has `depth` segments. All its errors share what they say. */
export function compileDenied({ message, reason, ministries }: Denial, depth: number): ReportDenied {
  let extensions: ErrorExtensions | undefined;
  return (context) => {
    const path = context.path.slice(0, depth);
    extensions ??= {
      ...describeError('DENIED', { ministry: ministryOf(context, path, ministries) }),
      reason,
    };
    context.problems.deny({ message, path: path.map(toResponseKey), extensions });
  };
}

/** Where several ministries could have brought the field: the one that brings the object, if it is among them. */
function ministryOf(
  context: ProjectionContext,
  path: readonly (string | number)[],
  ministries: readonly string[],
): string | undefined {
  const [first, another] = ministries;
  const nearest = another === undefined ? undefined : findNearestOrigin(context, path);
  return nearest !== undefined && ministries.includes(nearest) ? nearest : first;
}

const toResponseKey = (segment: string | number) =>
  typeof segment === 'string' ? responseKeyOf(segment) : segment;
