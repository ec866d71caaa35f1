/** A place of the record at which the clock went back, so that what stands around it was at another time than it says. */
export interface ClockStep {
  /** The first entry after it. */
  readonly entry: number;
  /** The later time, which was recorded before the earlier one. */
  readonly from: string;
  readonly to: string;
}

const TOLERANCE = 1_000; // milliseconds; the clocks of several gateways differ, and are put right by small steps

/**
 * Follows a record's times, and notes where they first go back. Entries of one batch come from one gateway, in the order in which
 * they were answered; a batch may be stored long after, but never before. Heads are signed one after another.
 */
export class ClockWatch {
  /** Undefined while the clock has not gone back. */
  step: ClockStep | undefined;
  #latest = '';
  #lastHead: string;

  /** `begin` is the time of the head from which on the record is followed. */
  constructor(begin = '') {
    this.#lastHead = begin;
  }

  /** Called with each entry: its number and the time that it says. */
  entry(index: number, time: string): void {
    if (time >= this.#latest) this.#latest = time;
    else this.#compare(index, this.#latest, time);
  }

  /** Called with each head, after the entries that it is over. */
  head(size: number, time: string): void {
    this.#compare(size, this.#latest > this.#lastHead ? this.#latest : this.#lastHead, time);
    this.#latest = '';
    this.#lastHead = time;
  }

  #compare(entry: number, from: string, to: string): void {
    if (from === '' || Date.parse(from) - Date.parse(to) <= TOLERANCE) return;
    this.step ??= { entry, from, to };
  }
}
