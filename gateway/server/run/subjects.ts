import type { SubjectPath, SubjectPaths } from '../plan/access/data-subjects.ts';
import { isData, type Data } from './data.ts';

/** Gathers of whom an answer tells, while it is written. */
export class Subjects {
  readonly households = new Set<string>();
  readonly persons = new Set<string>();

  /** Notes of whom an object tells. */
  note({ household, person }: SubjectPaths, source: Data): void {
    if (household) add(this.households, source, household);
    if (person) add(this.persons, source, person);
  }
}

function add(ids: Set<string>, source: Data, path: SubjectPath): void {
  let value: unknown = source;
  for (const field of path) {
    if (!isData(value)) return;
    value = value[field];
  }
  if (typeof value === 'string') ids.add(value);
}
