import { setTimeout as delay } from 'node:timers/promises';
import { type ChangeLog, type ChangePage, GapError } from '@hearth/kit/changes/change-log.ts';
import { LOG_START, type LoggedChange, type Position } from '@hearth/schema/protocol/change.ts';

/** A change log in memory, for tests that decide when something is committed and when it is heard of. */
export class MemoryLog implements ChangeLog {
  readonly #changes: LoggedChange[] = [];
  #trimmed = 0;
  #isDown = false;
  #wake: (() => void)[] = [];
  /** How many pages were read from history. */
  reads = 0;

  /** Commits a change. */
  commit(change: Partial<LoggedChange> & Pick<LoggedChange, 'ministry' | 'household'>): LoggedChange {
    const number = this.#changes.length + 1;
    const logged: LoggedChange = {
      id: `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`,
      kind: 'RECORDS_IMPORTED',
      region: '530625100200',
      persons: [],
      at: '2026-01-01T00:00:00.000Z',
      ...change,
      position: positionOf(number),
    };
    this.#changes.push(logged);
    this.wake();
    return logged;
  }

  get changes(): readonly LoggedChange[] {
    return this.#changes;
  }

  /** Drops what is older than the last so many changes. */
  trim(kept: number): void {
    this.#trimmed = Math.max(0, this.#changes.length - kept);
  }

  /** While it is down nothing can be read. */
  setDown(isDown: boolean): void {
    this.#isDown = isDown;
    this.wake();
  }

  wake(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }

  async end(): Promise<Position> {
    if (this.#isDown) throw new Error('The log is down.');
    return positionOf(this.#changes.length);
  }

  async read(after: Position, limit: number): Promise<ChangePage> {
    this.reads += 1;
    await delay(0);
    return this.#page(after, limit);
  }

  async *follow(after: Position, signal: AbortSignal): AsyncIterable<ChangePage> {
    let position = after;
    while (!signal.aborted) {
      if (!this.#isDown) {
        const page = this.#page(position, 100);
        position = page.position;
        yield page;
        if (page.changes.length > 0) continue;
      }
      await this.#wait(signal);
    }
  }

  /** Until something happens, or a second has passed. */
  #wait(signal: AbortSignal): Promise<void> {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, 1_000);
      signal.addEventListener('abort', end);
      this.#wake.push(end);
    });
  }

  #page(after: Position, limit: number): ChangePage {
    if (this.#isDown) throw new Error('The log is down.');
    const from = after === LOG_START ? 0 : Number(after);
    if (from < this.#trimmed || from > this.#changes.length) throw new GapError(after);
    const changes = this.#changes.slice(from, from + limit);
    return { changes, position: changes.at(-1)?.position ?? positionOf(from) };
  }
}

const positionOf = (number: number): Position => String(number).padStart(20, '0');
