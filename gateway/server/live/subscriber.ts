import { setTimeout as delay } from 'node:timers/promises';
import type { Authority } from '@hearth/schema/protocol/authority.ts';
import type { ErrorCode } from '@hearth/schema/protocol/errors.ts';
import type { LoggedChange } from '@hearth/schema/protocol/change.ts';
import type { Follower } from '../changes/catch-up.ts';
import type { Positions } from '../changes/tails.ts';
import type { Standing } from '../caller/authenticate.ts';
import { Event, type Ask, type Told } from './event.ts';
import { concerns, type Topic } from './fan-out.ts';
import { withCursor } from './message.ts';
import { Queue, type Waiting } from './queue.ts';

/** Where a subscriber's messages go. */
export interface Sink {
  /** Takes the text of an answer of GraphQL. False: the reader is slow, and `whenDrained` says when to go on. */
  next(payload: string, cursor: string): boolean;
  whenDrained(): Promise<void>;
  /** Nothing more comes: why, and how far the subscriber has come. */
  end(ending: Ending): void;
}

/** Why a stream ends. */
export interface Ending {
  readonly code: Extract<ErrorCode, 'RESUME' | 'GAP' | 'AUTHORITY_ENDED' | 'INTERNAL_SERVER_ERROR'>;
  readonly message: string;
  readonly cursor: string;
}

/** What a subscriber is made of. */
export interface SubscriberOptions {
  readonly topic: Topic;
  /** Whose changes it hears of. */
  readonly subgraphs: ReadonlySet<string>;
  /** Equal for all who are told the same. */
  readonly group: string;
  readonly ask: Ask;
  /** Whether the caller may see households of a region at all: saves asking for what stays null. */
  readonly maySee: (region: string | null) => boolean;
  readonly standing: Standing;
  readonly sink: Sink;
  readonly positions: Positions;
  /** Up to where all logs are read now. */
  readonly now: () => Positions;
  readonly writeCursor: (positions: Positions) => string;
  /** Records what is about to be given; throws when it cannot be recorded. */
  readonly record: (told: readonly Told[], authority: Authority) => void;
  /** Milliseconds between two entries of the record. */
  readonly recordEvery: number;
  /** Events that wait for it at the most. */
  readonly mostWaiting: number;
  /** Called when it is to hear of changes as they come. */
  readonly onLive: (subscriber: Subscriber) => void;
  /** Called when it has ended, however it did. */
  readonly onEnd: (subscriber: Subscriber) => void;
}

/** Events that are asked for together. */
const TOGETHER = 128;

/** One stream of one caller: what waits for it goes out in order, as fast as its reader takes it. */
export class Subscriber implements Follower {
  readonly topic: Topic;
  readonly #options: SubscriberOptions;
  readonly #queue: Queue;
  readonly #ending = new AbortController();
  #positions: Positions;
  #isPumping = false;
  #isLive = false;
  #onRoom: (() => void) | undefined;
  #recordedAt = -Infinity;

  constructor(options: SubscriberOptions) {
    this.#options = options;
    this.topic = options.topic;
    this.#positions = options.positions;
    this.#queue = new Queue(options.mostWaiting);
  }

  /** Aborts when it has ended. */
  get signal(): AbortSignal {
    return this.#ending.signal;
  }

  room(): number {
    return this.#queue.room;
  }

  whenRoom(): Promise<void> {
    return new Promise((resolve) => (this.#onRoom = resolve));
  }

  take(subgraph: string, change: LoggedChange, positions: Positions): void {
    if (concerns(this.topic, change)) this.hear(subgraph, new Event(change), positions);
    else if (this.#isIdle) this.#positions = positions;
  }

  goLive(positions: Positions): void {
    if (this.#isIdle) this.#positions = positions;
    this.#isLive = true;
    this.#options.onLive(this);
  }

  /** Takes an event of its topic. `positions` may be those of more logs than it follows. */
  hear(subgraph: string, event: Event, positions: Positions): void {
    const { subgraphs, maySee } = this.#options;
    if (!subgraphs.has(subgraph) || !maySee(event.change.region)) return;
    if (!this.#queue.add({ event, positions })) {
      this.end('RESUME', 'The reader is too slow for what happens.');
      return;
    }
    if (!this.#isPumping) void this.#pump();
  }

  /** Ends it with the cursor of what its reader was given last. */
  end(code: Ending['code'], message: string): void {
    if (this.signal.aborted) return;
    const { now, writeCursor } = this.#options;
    const cursor = writeCursor(this.#isLive && this.#isIdle ? now() : this.#positions);
    this.close();
    this.#options.sink.end({ code, message, cursor });
  }

  /** Ends it, for its caller is no longer vouched for. */
  endAuthority(): void {
    this.end('AUTHORITY_ENDED', 'The token has expired or was withdrawn.');
  }

  /** The reader is gone: nothing more is said. */
  close(): void {
    if (this.signal.aborted) return;
    this.#ending.abort();
    this.#queue.clear();
    this.#onRoom?.();
    this.#options.onEnd(this);
  }

  /** Whether it was given all that it heard of. */
  get #isIdle(): boolean {
    return !this.#isPumping && this.#queue.length === 0;
  }

  async #pump(): Promise<void> {
    this.#isPumping = true;
    try {
      while (this.#queue.length > 0) await this.#step();
    } catch {
      this.end('RESUME', 'What happened cannot be told at the moment.');
    } finally {
      this.#isPumping = false;
    }
  }

  /** Asks for what comes next, and gives it as far as all of it is known. */
  async #step(): Promise<void> {
    const { ask, group } = this.#options;
    await this.#untilRecordable();
    const batch = this.#queue.take(TOGETHER);
    this.#onRoom?.();
    const answers = await Promise.allSettled(batch.map(({ event }) => event.tell(group, ask)));
    const known = answers.findIndex(({ status }) => status === 'rejected');
    const told = answers.slice(0, known < 0 ? undefined : known) as PromiseFulfilledResult<
      Told | undefined
    >[];
    await this.#give(
      batch,
      told.map(({ value }) => value),
    );
    if (known >= 0) throw (answers[known] as PromiseRejectedResult).reason;
  }

  async #give(batch: readonly Waiting[], answers: readonly (Told | undefined)[]): Promise<void> {
    const given = answers.filter((told) => told !== undefined);
    if (given.length > 0 && !(await this.#mayGive(given))) return;
    for (const [index, told] of answers.entries()) {
      if (this.signal.aborted) return;
      const { positions } = batch[index]!;
      this.#positions = positions;
      if (told && !this.#send(told)) await this.#options.sink.whenDrained();
    }
  }

  #send({ message }: Told): boolean {
    const cursor = this.#options.writeCursor(this.#positions);
    return this.#options.sink.next(withCursor(message, cursor), cursor);
  }

  /** What comes soon after an entry of the record waits, so that the next one is for all of it. */
  async #untilRecordable(): Promise<void> {
    const pause = this.#recordedAt + this.#options.recordEvery - performance.now();
    if (pause > 0) await delay(pause, undefined, { signal: this.signal }).catch(() => {});
  }

  /** Checks that the caller still may be told, and records what they are. */
  async #mayGive(given: readonly Told[]): Promise<boolean> {
    const { standing, record } = this.#options;
    const isRecorded = given.some(({ access }) => access !== undefined);
    const holds = standing.holds();
    if (!(holds === true || (await holds))) this.endAuthority();
    if (this.signal.aborted) return false;
    if (isRecorded) {
      record(given, standing.authority);
      this.#recordedAt = performance.now();
    }
    return true;
  }
}
