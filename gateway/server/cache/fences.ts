import type { Concern } from './change-feed.ts';

/** Whom what is kept tells of: emptied by changes that name either. */
export interface Subject {
  readonly household: string;
  /** The person, where it tells of one member alone. */
  readonly person: string | null;
}

/** Stands around a read while it is on its way: whether what it brings may be older than something that was told since. */
export interface Fence {
  /** Whether a change since the read began concerns any of these. */
  isBrokenFor(subjects: readonly Subject[]): boolean;
  /** The read is over. */
  end(): void;
}

/** The fences around all reads on their way, by subgraph. */
export class Fences {
  readonly #open = new Map<string, Set<OpenFence>>();

  begin(subgraph: string): Fence {
    const open = this.#open.get(subgraph) ?? new Set();
    this.#open.set(subgraph, open);
    const fence: OpenFence = new OpenFence(() => open.delete(fence));
    open.add(fence);
    return fence;
  }

  /** Breaks the fences of a subgraph, or of all, for whom a change concerns; for everybody without one. */
  break(subgraph: string | undefined, concern?: Concern): void {
    for (const [name, fences] of this.#open) {
      if (subgraph === undefined || name === subgraph) for (const fence of fences) fence.break(concern);
    }
  }
}

class OpenFence implements Fence {
  readonly end: () => void;
  readonly #households = new Set<string>();
  readonly #persons = new Set<string>();
  #isBroken = false;

  constructor(end: () => void) {
    this.end = end;
  }

  break(concern: Concern | undefined): void {
    if (!concern?.household) this.#isBroken = true;
    else this.#households.add(concern.household);
    for (const person of concern?.persons ?? []) this.#persons.add(person);
  }

  isBrokenFor(subjects: readonly Subject[]): boolean {
    return (
      this.#isBroken ||
      subjects.some(
        ({ household, person }) =>
          this.#households.has(household) || (person !== null && this.#persons.has(person)),
      )
    );
  }
}
