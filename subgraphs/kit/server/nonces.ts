/** What becomes of a nonce: taken; seen before; or there is no room to remember it. */
export type NonceState = 'FRESH' | 'USED' | 'FULL';

interface NoncesOptions {
  /** Milliseconds for which a nonce may come again, at the most. */
  readonly lifetime: number;
  /** How many are remembered of one lifetime. Default 200,000: some 5,000 calls a second. */
  readonly capacity?: number;
  /** Milliseconds on any clock that never goes back. */
  readonly now?: () => number;
}

/**
 * Remembers nonces for at least their lifetime, and nothing is forgotten for want of room. Two sets take turns: one
 * table whose entries come and go all the time would keep what was in them alive.
 */
export class Nonces {
  readonly #lifetime: number;
  readonly #capacity: number;
  readonly #now: () => number;
  #current = new Set<string>();
  #before = new Set<string>();
  #until: number;

  constructor({ lifetime, capacity = 200_000, now = () => performance.now() }: NoncesOptions) {
    this.#lifetime = lifetime;
    this.#capacity = capacity;
    this.#now = now;
    this.#until = now() + lifetime;
  }

  take(nonce: string): NonceState {
    this.#turn();
    if (this.#current.has(nonce) || this.#before.has(nonce)) return 'USED';
    if (this.#current.size >= this.#capacity) return 'FULL';
    this.#current.add(nonce);
    return 'FRESH';
  }

  #turn(): void {
    const now = this.#now();
    if (now < this.#until) return;
    this.#before = now < this.#until + this.#lifetime ? this.#current : new Set();
    this.#current = new Set();
    this.#until = now + this.#lifetime;
  }
}
