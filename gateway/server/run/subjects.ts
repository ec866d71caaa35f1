import type { SubjectPath, SubjectPaths } from '../plan/access/data-subjects.ts';
import { isData, type Data } from './data.ts';

/** The numbers of households and persons. */
export interface SubjectLists {
  readonly households: readonly string[];
  readonly persons: readonly string[];
}

/** Gathers of whom an answer tells, while it is written. */
export class Subjects {
  readonly households = new Set<string>();
  readonly persons = new Set<string>();
  #lists: SubjectLists | undefined;

  /** Notes of whom an object tells. */
  note({ household, person }: SubjectPaths, source: Data): void {
    if (household) add(this.households, source, household);
    if (person) add(this.persons, source, person);
  }

  /** All of them, once all are noted: what is kept, or told to many, is recorded many times. */
  get lists(): SubjectLists {
    return (this.#lists ??= { households: [...this.households], persons: [...this.persons] });
  }
}

function add(ids: Set<string>, source: Data, path: SubjectPath): void {
  let value: unknown = source;
  for (let step = 0; step < path.length; step += 1) {
    if (Array.isArray(value)) return addEach(ids, value, path.slice(step));
    if (!isData(value)) return;
    value = value[path[step]!];
  }
  if (typeof value === 'string') ids.add(value);
}

function addEach(ids: Set<string>, items: readonly unknown[], path: SubjectPath): void {
  for (const item of items) if (isData(item)) add(ids, item, path);
}
