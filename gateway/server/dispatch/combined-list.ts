import { copyData, type Data } from '../run/data.ts';
import type { Job } from './job.ts';
import type { EntityList } from './outgoing.ts';

/** The representations of one `_entities` field of several jobs, each once. */
export class CombinedList implements EntityList {
  readonly alias: string;
  readonly variable: string;
  readonly representations: string[] = [];
  readonly #jobs: readonly Job[];
  readonly #index: number;
  readonly #places = new Map<string, number>();
  /** Where each job's own begin, when no two jobs ask for the same. */
  readonly #starts: number[] = [];
  #isDistinct = true;
  /** The places of entities that somebody has got already. */
  readonly #taken = new Set<number>();

  /** `index` is that of the list in each job. */
  constructor(jobs: readonly Job[], index: number) {
    const [first] = jobs as [Job];
    const { alias, variable } = first.outgoing.entities[index] as EntityList;
    this.alias = alias;
    this.variable = variable;
    this.#jobs = jobs;
    this.#index = index;
    for (const job of jobs) this.#add(job);
  }

  /** In a list that is too short or too long nothing tells which entity is for whom. */
  isWholeIn(data: Data): boolean {
    const list = data[this.alias];
    return Array.isArray(list) && list.length === this.representations.length;
  }

  /** A job's part of the answer. An entity that several asked for goes to the first; the others get copies. */
  take(data: Data, job: number): unknown[] {
    const list = data[this.alias] as unknown[];
    if (this.#isDistinct) return list.slice(this.#starts[job], this.#starts[job + 1]);
    return this.placesOf(job).map((place) => {
      if (this.#taken.has(place)) return copyData(list[place]);
      this.#taken.add(place);
      return list[place];
    });
  }

  /** For each of a job's representations, where it stands among all. */
  placesOf(job: number): number[] {
    return this.#own(this.#jobs[job]).map((representation) => this.#places.get(representation) ?? -1);
  }

  #add(job: Job): void {
    this.#starts.push(this.representations.length);
    for (const representation of this.#own(job)) {
      if (this.#places.has(representation)) this.#isDistinct = false;
      else this.#places.set(representation, this.representations.push(representation) - 1);
    }
  }

  #own(job: Job | undefined): readonly string[] {
    return job?.outgoing.entities[this.#index]?.representations ?? [];
  }
}
