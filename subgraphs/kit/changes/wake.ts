/** Wakes those who wait for news. */
export class Wake {
  /** How often it was rung. */
  count = 0;
  readonly #sleepers = new Set<() => void>();

  ring(): void {
    this.count += 1;
    for (const wakeUp of this.#sleepers) wakeUp();
  }

  /**
   * Waits some milliseconds, unless it has been rung since it had the count `seen`, is rung meanwhile or the signal aborts.
   * @returns whether it was rung
   */
  async wait(milliseconds: number, seen: number, signal: AbortSignal): Promise<boolean> {
    if (this.count !== seen || signal.aborted) return this.count !== seen;
    await new Promise<void>((resolve) => {
      const wakeUp = () => {
        clearTimeout(timer);
        this.#sleepers.delete(wakeUp);
        signal.removeEventListener('abort', wakeUp);
        resolve();
      };
      const timer = setTimeout(wakeUp, milliseconds);
      this.#sleepers.add(wakeUp);
      signal.addEventListener('abort', wakeUp);
    });
    return this.count !== seen;
  }
}
