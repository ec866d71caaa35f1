import type { DeclaredSubjects, SubjectStep } from '../plan/access/data-subjects.ts';
import { isData, type Data } from '../run/data.ts';
import type { Subject } from './fences.ts';

/** Finds of whom an object of a type tells; undefined when its household is not known, or nothing is declared of the type. */
export type FindSubject = (type: unknown, source: Data) => Subject | undefined;

export const createFindSubject =
  (declared: DeclaredSubjects): FindSubject =>
  (type, source) => {
    const paths = declared.get(type as string);
    const household = paths?.household ? follow(paths.household, source) : undefined;
    if (household === undefined) return undefined;
    return { household, person: (paths?.person && follow(paths.person, source)) ?? null };
  };

function follow(path: readonly SubjectStep[], source: Data): string | undefined {
  let value: unknown = source;
  for (const { field } of path) {
    if (!isData(value)) return undefined;
    value = value[field];
  }
  return typeof value === 'string' ? value : undefined;
}
