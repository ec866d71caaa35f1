import { copyData, isData, type Data } from '../run/data.ts';
import type { SubgraphAnswer, TransportError } from '../transport/transport.ts';
import type { Job } from './job.ts';
import { writeVariables, type Template } from './outgoing.ts';

/** What is sent as one operation: one job, or entity fetches of several that differ in their entities alone. */
export interface Parcel {
  readonly template: Template;
  readonly authorityClass: string;
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
  const groups = new Map<Template, Map<string, Job[][]>>();
  const parcels: Job[][] = [];
  for (const job of jobs) {
    const { template, entities, variables } = job.outgoing;
    if (entities.length === 0) {
      parcels.push([job]);
      continue;
    }
    const ofTemplate = groups.get(template) ?? new Map<string, Job[][]>();
    groups.set(template, ofTemplate);
    const key = `${job.authorityClass}\n${variables}`;
    const known = ofTemplate.get(key) ?? [];
    ofTemplate.set(key, known);
    const last = known.at(-1);
    if (last && sizeOf(last) + sizeOf([job]) <= MAX_REPRESENTATIONS) last.push(job);
    else {
      const group = [job];
      known.push(group);
      parcels.push(group);
    }
  }
  return parcels.map((group) => (group.length === 1 ? single(group[0] as Job) : new Combined(group)));
}

const sizeOf = (jobs: readonly Job[]): number => {
  let size = 0;
  for (const { outgoing } of jobs) for (const list of outgoing.entities) size += list.representations.length;
  return size;
};

/** A job by itself. */
export const single = (job: Job): Parcel => ({
  template: job.outgoing.template,
  authorityClass: job.authorityClass,
  variables: job.variables,
  jobs: [job],
  resolve: (answer) => {
    job.resolve(answer);
    return true;
  },
  reject: (error) => job.reject(error),
});

/** One `_entities` field of a combined operation. */
interface Slot {
  readonly alias: string;
  readonly variable: string;
  readonly representations: string[];
  /** For each job, where its representations stand in the combined list. */
  readonly places: readonly (readonly number[])[];
}

/** Entity fetches of several jobs as one: equal representations are sent once, errors go back to whoever asked. */
class Combined implements Parcel {
  readonly template: Template;
  readonly authorityClass: string;
  readonly variables: string | undefined;
  readonly jobs: readonly Job[];
  readonly #slots: readonly Slot[];

  constructor(jobs: readonly Job[]) {
    const [{ outgoing, authorityClass }] = jobs as [Job];
    this.template = outgoing.template;
    this.authorityClass = authorityClass;
    this.jobs = jobs;
    this.#slots = outgoing.entities.map((_, index) => combineLists(jobs, index));
    this.variables = writeVariables(this.#slots, outgoing.variables);
  }

  resolve(answer: SubgraphAnswer): boolean {
    const { data, errors: given } = isData(answer) ? answer : {};
    if (!isData(data) || !this.#slots.every((slot) => isWhole(slot, data))) return false;
    const errors = Array.isArray(given) ? (given as unknown[]) : [];
    const take = this.#takers(data);
    this.jobs.forEach((job, index) => {
      const own = errors.length === 0 ? errors : this.#errorsOf(index, errors);
      job.resolve({ data: take(index), ...(own.length > 0 && { errors: own }) });
    });
    return true;
  }

  reject(error: TransportError): void {
    for (const job of this.jobs) job.reject(error);
  }

  /** Cuts the data into the jobs' parts. An entity that several asked for goes to the first; the others get copies. */
  #takers(data: Data): (job: number) => Data {
    const taken = this.#slots.map(() => new Set<number>());
    return (job) => {
      const part: Data = {};
      this.#slots.forEach(({ alias, places }, slot) => {
        const list = data[alias] as unknown[];
        part[alias] = (places[job] as readonly number[]).map((place) => {
          const entity = list[place];
          if (taken[slot]?.has(place)) return copyData(entity);
          taken[slot]?.add(place);
          return entity;
        });
      });
      return part;
    };
  }

  /** A job's errors, with the places of its own lists in their paths. An error of no entity concerns every job. */
  #errorsOf(job: number, errors: readonly unknown[]): unknown[] {
    return errors.flatMap((error) => {
      const path = isData(error) ? error['path'] : undefined;
      const slot = Array.isArray(path) ? this.#slots.find(({ alias }) => alias === path[0]) : undefined;
      if (!slot || !Array.isArray(path) || typeof path[1] !== 'number') return [copyData(error)];
      const index = (slot.places[job] as readonly number[]).indexOf(path[1]);
      if (index < 0) return [];
      return [{ ...(error as Data), path: [path[0], index, ...path.slice(2)] }];
    });
  }
}

/** In a list that is too short or too long nothing tells which entity is for whom. */
function isWhole({ alias, representations }: Slot, data: Data): boolean {
  const list = data[alias];
  return Array.isArray(list) && list.length === representations.length;
}

function combineLists(jobs: readonly Job[], index: number): Slot {
  const [{ outgoing }] = jobs as [Job];
  const { alias, variable } = outgoing.entities[index] as Job['outgoing']['entities'][number];
  const known = new Map<string, number>();
  const representations: string[] = [];
  const places = jobs.map((job) =>
    (job.outgoing.entities[index]?.representations ?? []).map((representation) => {
      let place = known.get(representation);
      if (place === undefined) {
        place = representations.push(representation) - 1;
        known.set(representation, place);
      }
      return place;
    }),
  );
  return { alias, variable, representations, places };
}
