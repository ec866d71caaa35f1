import type { Authority } from '@hearth/schema/protocol/authority.ts';
import { copyData, isData, type Data } from '../run/data.ts';
import type { SubgraphAnswer, TransportError } from '../transport/transport.ts';
import { CombinedList } from './combined-list.ts';
import type { Job } from './job.ts';
import { writeVariables, type Template } from './outgoing.ts';

/** What is sent as one operation: one job, or entity fetches of several that differ in their entities alone. */
export interface Parcel {
  readonly template: Template;
  readonly authority: Authority;
  /** Of the first request that it is sent for. */
  readonly traceId: string | undefined;
  readonly variables: string | undefined;
  readonly jobs: readonly Job[];
  /** Gives every job its part of the answer; false when the answer cannot be cut into parts, and no job has got any. */
  resolve(answer: SubgraphAnswer): boolean;
  reject(error: TransportError): void;
}

const MAX_REPRESENTATIONS = 1_000; // of one operation, over all its `_entities` fields

/** Makes as few operations of the jobs as possible. The order of the first job of each is kept. */
export function combine(jobs: readonly Job[]): Parcel[] {
  if (jobs.length === 1) return [single(jobs[0] as Job)];
  const groups: Group[] = [];
  const growing: Group[] = [];
  for (const job of jobs) {
    const size = sizeOf(job);
    const known = size > 0 ? growing.find((group) => fits(group, job, size)) : undefined;
    if (known) {
      known.jobs.push(job);
      known.size += size;
      continue;
    }
    const group = { jobs: [job], size };
    groups.push(group);
    if (size > 0) growing.push(group);
  }
  return groups.map((group) =>
    group.jobs.length === 1 ? single(group.jobs[0] as Job) : new Combined(group.jobs),
  );
}

/** Jobs that become one operation. `size` is the number of their representations. */
interface Group {
  readonly jobs: Job[];
  size: number;
}

function fits({ jobs: [first], size }: Group, job: Job, more: number): boolean {
  return (
    first?.outgoing.template === job.outgoing.template &&
    first.authority.class === job.authority.class &&
    first.outgoing.variables === job.outgoing.variables &&
    size + more <= MAX_REPRESENTATIONS
  );
}

function sizeOf({ outgoing }: Job): number {
  let size = 0;
  for (const { representations } of outgoing.entities) size += representations.length;
  return size;
}

/** A job by itself. */
export const single = (job: Job): Parcel => ({
  template: job.outgoing.template,
  authority: job.authority,
  traceId: job.traceId,
  variables: job.variables,
  jobs: [job],
  resolve: (answer) => {
    job.resolve(answer);
    return true;
  },
  reject: (error) => job.reject(error),
});

/** Entity fetches of several jobs as one: equal representations are sent once, errors go back to whoever asked. */
class Combined implements Parcel {
  readonly template: Template;
  readonly authority: Authority;
  readonly traceId: string | undefined;
  readonly variables: string | undefined;
  readonly jobs: readonly Job[];
  readonly #lists: readonly CombinedList[];

  constructor(jobs: readonly Job[]) {
    const [{ outgoing, authority, traceId }] = jobs as [Job];
    this.template = outgoing.template;
    this.authority = authority;
    this.traceId = traceId;
    this.jobs = jobs;
    this.#lists = outgoing.entities.map((_, index) => new CombinedList(jobs, index));
    this.variables = writeVariables(this.#lists, outgoing.variables);
  }

  resolve(answer: SubgraphAnswer): boolean {
    const { data, errors: given } = isData(answer) ? answer : {};
    if (!isData(data) || !this.#lists.every((list) => list.isWholeIn(data))) return false;
    const errors = Array.isArray(given) ? (given as unknown[]) : [];
    this.jobs.forEach((job, index) => {
      const part: Data = {};
      for (const list of this.#lists) part[list.alias] = list.take(data, index);
      const own = errors.length === 0 ? errors : this.#errorsOf(index, errors);
      job.resolve(own.length === 0 ? { data: part } : { data: part, errors: own });
    });
    return true;
  }

  reject(error: TransportError): void {
    for (const job of this.jobs) job.reject(error);
  }

  /** A job's errors, with the places of its own lists in their paths. An error of no entity concerns every job. */
  #errorsOf(job: number, errors: readonly unknown[]): unknown[] {
    return errors.flatMap((error) => {
      const path = isData(error) ? error['path'] : undefined;
      const list = Array.isArray(path) ? this.#lists.find(({ alias }) => alias === path[0]) : undefined;
      if (!list || !Array.isArray(path) || typeof path[1] !== 'number') return [copyData(error)];
      const index = list.placesOf(job).indexOf(path[1]);
      if (index < 0) return [];
      return [{ ...(error as Data), path: [path[0], index, ...path.slice(2)] }];
    });
  }
}
