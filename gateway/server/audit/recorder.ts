import { type AccessEntry, writeEntry } from './entry.ts';
import { Journal, type JournalOptions, leftSegments, removeSegment, type Segment } from './journal.ts';
import type { RecordStore } from './store.ts';
import type { Pseudonyms } from './pseudonyms.ts';
import { WakingTime } from './waking-time.ts';

/** Takes what is to be recorded. */
export interface AccessRecorder {
  /** False when what waits for the store has waited too long, or is too much: then no personal data may be served. */
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
export interface RecorderOptions extends JournalOptions {
  readonly store: RecordStore;
  readonly pseudonyms: Pick<Pseudonyms, 'conceal'>;
  /** Milliseconds that an entry may wait for the store; those in which this process did nothing of its work do not count. */
  readonly grace: number;
  /** Called when the store fails, once until it works again. */
  readonly onFailure: (error: unknown) => void;
  /** Called when it works again. */
  readonly onRecovery: () => void;
}

const INTERVAL = 1_000; // milliseconds between two writes to the store
const FULL_SEGMENT = 1_000; // entries, which are written without waiting for the interval
const MOST_WAITING = 64 * 1024 * 1024; // characters

/** Starts a recorder, after what earlier runs left was stored. Rejects when that fails. */
export async function startRecorder(options: RecorderOptions): Promise<AccessRecorder> {
  for (const segment of await leftSegments(options)) {
    await options.store.append(segment);
    await removeSegment(options.folder, segment);
  }
  return new QueueingRecorder(options);
}

/** A segment, and since when its first entry waits, in time in which it could have been written. */
interface Waiting {
  readonly segment: Segment;
  readonly since: number;
  readonly weight: number;
}

class QueueingRecorder implements AccessRecorder {
  readonly #options: RecorderOptions;
  readonly #journal: Journal;
  readonly #waiting: Waiting[] = [];
  readonly #time = new WakingTime(INTERVAL);
  readonly #timer: NodeJS.Timeout;
  #openSince = 0;
  #openWeight = 0;
  #closedWeight = 0;
  #writing: Promise<void> | undefined;
  #isFailing = false;

  constructor(options: RecorderOptions) {
    this.#options = options;
    this.#journal = new Journal(options);
    this.#timer = setInterval(() => {
      this.#time.tick();
      void this.#write();
    }, INTERVAL);
    this.#timer.unref();
  }

  get isAvailable(): boolean {
    if (this.#closedWeight + this.#openWeight > MOST_WAITING) return false;
    const [oldest] = this.#waiting;
    const since = oldest?.since ?? (this.#journal.length > 0 ? this.#openSince : undefined);
    return since === undefined || this.#time.now() - since < this.#options.grace;
  }

  record(entry: AccessEntry): Promise<void> {
    if (!this.isAvailable)
      return Promise.reject(new Error('The access record takes nothing: its store fails.'));
    const text = writeEntry(this.#options.pseudonyms.conceal(entry));
    const written = this.#journal.append(text);
    if (this.#journal.length === 1) this.#openSince = this.#time.now();
    this.#openWeight += text.length;
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
    const segment = this.#journal.endSegment();
    if (!segment) return false;
    this.#waiting.push({ segment, since: this.#openSince, weight: this.#openWeight });
    this.#closedWeight += this.#openWeight;
    this.#openWeight = 0;
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
    const { store, onFailure } = this.#options;
    try {
      this.#endSegment();
      if (this.#waiting.length === 0) {
        await store.sign();
        this.#recover();
      }
      for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
        await this.#store(next);
        this.#recover();
      }
    } catch (error) {
      if (!this.#isFailing) onFailure(error);
      this.#isFailing = true;
    }
  }

  async #store(next: Waiting): Promise<void> {
    await this.#options.store.append(next.segment);
    this.#waiting.shift();
    this.#closedWeight -= next.weight;
    await this.#journal.remove(next.segment);
  }

  #recover(): void {
    if (this.#isFailing) this.#options.onRecovery();
    this.#isFailing = false;
  }
}
