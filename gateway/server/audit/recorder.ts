import { rm } from 'node:fs/promises';
import { type AccessEntry, writeEntry } from './entry.ts';
import { Journal, type Segment } from './journal.ts';
import { type LeftOptions, type LeftSegment, leftSegments } from './left-segments.ts';
import type { RecordStore } from './store.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { WakingTime } from './waking-time.ts';

/** Takes what is to be recorded. */
export interface AccessRecorder {
  /**
   * False when what waits for the store has waited too long, or is too much, or the disk takes nothing: then no personal data may
   * be served.
   */
  readonly isAvailable: boolean;
  /**
   * Records a request whose answer is about to be sent; households and persons by their numbers. When it resolves, the entry
   * outlives this process. Rejects when it cannot be recorded: the answer must not be sent.
   */
  record(entry: AccessEntry): Promise<void>;
  /** Resolves when everything is in the store; rejects when the store fails, and what waits is stored at the next start. */
  stop(): Promise<void>;
}

/** What a recorder is made of. */
export interface RecorderOptions extends LeftOptions {
  readonly store: RecordStore;
  readonly pseudonyms: Pick<Pseudonyms, 'conceal'>;
  /** Milliseconds that an entry may wait for the store; those in which this process did nothing of its work do not count. */
  readonly grace: number;
  /** Called when the store or the journal fails, once until both work again. */
  readonly onFailure: (error: unknown) => void;
  /** Called when they work again. */
  readonly onRecovery: () => void;
}

const INTERVAL = 1_000; // milliseconds between two writes to the store
const FULL_SEGMENT = 1_000; // entries, which are written without waiting for the interval
const MOST_WAITING = 64 * 1024 * 1024; // characters

/**
 * Starts a recorder. Resolves when what earlier runs left is stored, or the store has failed: then it is not available, and tries again
 * as when the store fails later.
 */
export async function startRecorder(options: RecorderOptions): Promise<AccessRecorder> {
  const recorder = new QueueingRecorder(options, await leftSegments(options));
  await recorder.begin();
  return recorder;
}

/** A segment, and since when its first entry waits, in time in which it could have been written. */
interface Waiting {
  readonly segment: Segment;
  readonly since: number;
  readonly weight: number;
  /** Removes its file. */
  readonly remove: () => Promise<void>;
}

class QueueingRecorder implements AccessRecorder {
  readonly #options: RecorderOptions;
  readonly #journal: Journal;
  readonly #waiting: Waiting[];
  readonly #time = new WakingTime(INTERVAL);
  readonly #timer: NodeJS.Timeout;
  #openSince = 0;
  #closedWeight = 0;
  #writing: Promise<void> | undefined;
  #isFailing = false;
  /** Whether the store has taken anything in this run: until then nothing is known of it, not even that its keys are these. */
  #isProven = false;

  constructor(options: RecorderOptions, left: readonly LeftSegment[]) {
    this.#options = options;
    this.#journal = new Journal(options);
    this.#waiting = left.map((segment) => ({
      segment,
      since: -Infinity,
      weight: segment.lines.length,
      remove: () => rm(segment.path, { force: true }),
    }));
    this.#closedWeight = this.#waiting.reduce((sum, { weight }) => sum + weight, 0);
    this.#timer = setInterval(() => {
      this.#time.tick();
      void this.#write();
    }, INTERVAL);
    this.#timer.unref();
  }

  begin(): Promise<void> {
    return this.#write();
  }

  get isAvailable(): boolean {
    if (!this.#isProven || this.#journal.isFailing) return false;
    if (this.#closedWeight + this.#journal.weight > MOST_WAITING) return false;
    const [oldest] = this.#waiting;
    const since = oldest?.since ?? (this.#journal.length > 0 ? this.#openSince : undefined);
    return since === undefined || this.#time.now() - since < this.#options.grace;
  }

  record(entry: AccessEntry): Promise<void> {
    if (!this.isAvailable)
      return Promise.reject(new Error('The access record takes nothing: its store fails.'));
    const written = this.#journal.append(writeEntry(this.#options.pseudonyms.conceal(entry)));
    if (this.#journal.length === 1) this.#openSince = this.#time.now();
    if (this.#journal.length >= FULL_SEGMENT && this.#endSegment() && !this.#isFailing) void this.#write();
    return written;
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await this.#journal.flush();
    await this.#writing;
    await this.#write();
    if (this.#waiting.length > 0)
      throw new Error('The access record is stored at the next start: its store fails.');
  }

  #endSegment(): boolean {
    const before = this.#journal.weight;
    const segment = this.#journal.endSegment();
    if (!segment) return false;
    const weight = before - this.#journal.weight;
    const remove = () => this.#journal.remove(segment);
    this.#waiting.push({ segment, since: this.#openSince, weight, remove });
    this.#closedWeight += weight;
    this.#openSince = this.#time.now();
    return true;
  }

  /** Stores what waits, one segment after another; when nothing does, the record is signed as it stands. Never rejects. */
  #write(): Promise<void> {
    if (!this.#writing) {
      this.#writing = this.#writeAll().finally(() => (this.#writing = undefined));
    }
    return this.#writing;
  }

  async #writeAll(): Promise<void> {
    const journalFailure = await failureOf(this.#journal.recover());
    const failure = (await failureOf(this.#storeAll())) ?? journalFailure;
    if (failure === undefined) this.#recover();
    else this.#fail(failure);
  }

  async #storeAll(): Promise<void> {
    this.#endSegment();
    if (this.#waiting.length === 0) await this.#options.store.sign();
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) await this.#store(next);
    this.#isProven = true;
  }

  async #store(next: Waiting): Promise<void> {
    await this.#options.store.append(next.segment);
    this.#waiting.shift();
    this.#closedWeight -= next.weight;
    await next.remove();
  }

  #fail(failure: Error): void {
    if (!this.#isFailing) this.#options.onFailure(failure);
    this.#isFailing = true;
  }

  #recover(): void {
    if (this.#isFailing) this.#options.onRecovery();
    this.#isFailing = false;
  }
}

const failureOf = (doing: Promise<void>): Promise<Error | undefined> =>
  doing.then(
    () => undefined,
    (error: unknown) => error as Error,
  );
