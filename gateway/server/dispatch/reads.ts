import type { Job } from './job.ts';
import type { Outgoing } from './outgoing.ts';

/** Reads that may be joined: those that wait or are on their way. */
export class Reads {
  /** By the beginning of what they ask for, which tells most of them apart. */
  #jobs = new Map<string, Job[]>();

  /** A read that asks for the same on behalf of the same authority class. */
  find(outgoing: Outgoing, authorityClass: string): Job | undefined {
    return this.#jobs
      .get(beginningOf(outgoing))
      ?.find((job) => job.authorityClass === authorityClass && isEqual(job.outgoing, outgoing));
  }

  add(job: Job): void {
    const beginning = beginningOf(job.outgoing);
    const jobs = this.#jobs.get(beginning);
    if (jobs) jobs.push(job);
    else this.#jobs.set(beginning, [job]);
  }

  delete(job: Job): void {
    const beginning = beginningOf(job.outgoing);
    const jobs = this.#jobs.get(beginning);
    const place = jobs?.indexOf(job) ?? -1;
    if (place < 0) return;
    if (jobs?.length === 1) this.#jobs.delete(beginning);
    else jobs?.splice(place, 1);
  }

  clear(): void {
    this.#jobs.clear();
  }
}

const beginningOf = ({ entities, variables }: Outgoing): string =>
  entities[0]?.representations[0] ?? variables;

function isEqual(one: Outgoing, other: Outgoing): boolean {
  return (
    one.template.query === other.template.query &&
    one.variables === other.variables &&
    one.entities.length === other.entities.length &&
    one.entities.every(({ representations }, index) =>
      areEqual(representations, other.entities[index]?.representations ?? []),
    )
  );
}

const areEqual = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((text, index) => text === other[index]);
