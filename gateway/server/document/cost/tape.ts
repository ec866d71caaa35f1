import type { Variables } from '../variables.ts';

/** A number that is known, or that the variables of each request decide. */
export type Amount = number | Slot;

/** A place on the tape. */
class Slot {
  readonly index: number;

  constructor(index: number) {
    this.index = index;
  }
}

type Step = (values: readonly number[], variables: Variables) => number;

/**
 * A calculation, written down once and done for each request. What is known is calculated at once, so that only what
 * depends on variables is written down; each step is done once, however often its result is used.
 */
export class Tape {
  readonly #steps: Step[] = [];

  /** A number that the variables decide. */
  read(read: (variables: Variables) => number): Amount {
    return this.#write((_values, variables) => read(variables));
  }

  add(a: Amount, b: Amount): Amount {
    if (a === 0) return b;
    if (b === 0) return a;
    return this.#combine(a, b, (left, right) => left + right);
  }

  multiply(a: Amount, b: Amount): Amount {
    if (a === 0 || b === 0) return 0;
    if (a === 1) return b;
    if (b === 1) return a;
    return this.#combine(a, b, (left, right) => left * right);
  }

  /** The calculation of an amount of this tape. */
  finish(amount: Amount): (variables: Variables) => number {
    if (typeof amount === 'number') return () => amount;
    const steps = this.#steps;
    return (variables) => {
      const values: number[] = [];
      for (const step of steps) values.push(step(values, variables));
      return values[amount.index] as number;
    };
  }

  #combine(a: Amount, b: Amount, operate: (left: number, right: number) => number): Amount {
    if (typeof a === 'number' && typeof b === 'number') return operate(a, b);
    if (typeof a === 'number') {
      const { index } = b as Slot;
      return this.#write((values) => operate(a, values[index] as number));
    }
    if (typeof b === 'number') return this.#write((values) => operate(values[a.index] as number, b));
    return this.#write((values) => operate(values[a.index] as number, values[b.index] as number));
  }

  #write(step: Step): Amount {
    return new Slot(this.#steps.push(step) - 1);
  }
}
