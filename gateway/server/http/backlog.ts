const HOPELESS = 1024 * 1024; // bytes that wait for one who does not read at all, beside the messages that may wait for anybody

/** What waits for a reader: one answer of any size, one message of each subscription, and not much more. */
export class Backlog {
  #largest = 0;
  #streams = 0;

  /** Leaves room for a message of each of so many subscriptions: they wait by themselves for a reader who is slow. */
  leaveRoomFor(streams: number): void {
    this.#streams = Math.max(this.#streams, streams);
  }

  /** Whether a message of so many bytes may be written while so many others wait. */
  admits(bytes: number, waiting: number): boolean {
    if (waiting > HOPELESS + this.#largest * (1 + this.#streams)) return false;
    this.#largest = Math.max(this.#largest, bytes);
    return true;
  }
}
