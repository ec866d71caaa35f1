import { log } from '../log.ts';

const PATIENCE = 5_000; // milliseconds that one transaction may hold a log back before it is told
const INTERVAL = 60_000; // milliseconds between two complaints

/** Watches up to which transaction a log can be read, and says so in the log of the process when one that is open holds it back. */
export class Horizon {
  readonly #ministry: string;
  #xmin = '';
  #since = 0;
  #told = -Infinity;

  constructor(ministry: string) {
    this.#ministry = ministry;
  }

  /** @param xmin the oldest transaction that is open; equal to `xmax`, the next one, when none is */
  observe(xmin: string, xmax: string): void {
    const now = performance.now();
    if (xmin !== this.#xmin || xmin === xmax) {
      this.#xmin = xmin;
      this.#since = now;
    } else if (now - this.#since > PATIENCE && now - this.#told > INTERVAL) {
      this.#told = now;
      const seconds = Math.round((now - this.#since) / 1_000);
      log.warn(
        { ministry: this.#ministry, seconds, transaction: xmin },
        'an open transaction, anywhere on the database’s server, holds the change log back',
      );
    }
  }
}
