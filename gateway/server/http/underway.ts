import type { Lifetime } from '../dispatch/outgoing.ts';
import type { Stream } from '../live/live.ts';

/** An operation that may be ended before it has begun. */
export class Underway implements Stream {
  readonly lifetime: Lifetime;
  #stream: Stream | undefined;
  #isClosed = false;

  constructor(lifetime: Lifetime) {
    this.lifetime = lifetime;
  }

  get isClosed(): boolean {
    return this.#isClosed;
  }

  /** Whether it is a subscription that has begun. */
  get isStream(): boolean {
    return this.#stream !== undefined;
  }

  hold(stream: Stream): void {
    this.#stream = stream;
    if (this.#isClosed) stream.close();
  }

  close(): void {
    this.#isClosed = true;
    this.lifetime.giveUp();
    this.#stream?.close();
  }
}

/** How many of them are subscriptions that have begun. */
export const countStreams = (operations: Iterable<Underway>): number =>
  [...operations].filter(({ isStream }) => isStream).length;
