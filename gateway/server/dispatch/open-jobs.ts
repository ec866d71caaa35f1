import type { Authority } from '@hearth/schema/protocol/authority.ts';
import type { Job } from './job.ts';
import type { Outgoing } from './outgoing.ts';

/**
 * The jobs of a lane that somebody waits for. They are few, so a list does: a map whose entries come and go all the
 * time leaves tables behind that keep what was in them alive until the next collection of all garbage.
 */
export class OpenJobs {
  readonly #jobs: Job[] = [];

  /** A read that may be joined and asks for the same on behalf of the same authority class. */
  find(outgoing: Outgoing, authority: Authority): Job | undefined {
    for (const job of this.#jobs) {
      if (job.isJoinable && job.authority.class === authority.class && isEqual(job.outgoing, outgoing))
        return job;
    }
    return undefined;
  }

  add(job: Job): void {
    this.#jobs.push(job);
    job.onOver = () => this.#delete(job);
  }

  /** Lets nobody join what is here now: it may tell of a time before a mutation. */
  close(): void {
    for (const job of this.#jobs) job.isJoinable = false;
  }

  /** Lets everybody leave whose deadline is not after `until`; when the next leaves. */
  endLate(until: number): number {
    let next = Infinity;
    for (const job of this.#jobs.slice()) next = Math.min(next, job.endLate(until));
    return next;
  }

  #delete(job: Job): void {
    const place = this.#jobs.indexOf(job);
    if (place < 0) return;
    const last = this.#jobs.pop() as Job;
    if (last !== job) this.#jobs[place] = last;
  }
}

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
