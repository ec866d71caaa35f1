import { setTimeout as delay } from 'node:timers/promises';
import type { Authority } from '@hearth/schema/protocol/authority.ts';
import type { ErrorCode } from '@hearth/schema/protocol/errors.ts';
import type { LoggedChange } from '@hearth/schema/protocol/change.ts';
import type { Follower } from '../changes/catch-up.ts';
import type { Positions } from '../changes/tails.ts';
import type { Standing } from '../caller/authenticate.ts';
import { type Answer, type Ask, Event, type Told } from './event.ts';
import { concerns, type Topic } from './fan-out.ts';
import { withCursor } from './message.ts';
import type { Pieces } from './pieces.ts';
import { Queue } from './queue.ts';

/** Where a subscriber's messages go. */
export interface Sink {
  /** Takes the text of an answer of GraphQL. False: the reader is slow, and `whenDrained` says when to go on. */
  next(payload: Pieces, cursor: string): boolean;
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
  /** Records what is about to be given: rejects when it cannot be recorded; undefined when nothing is. */
  readonly record: (told: readonly Told[], authority: Authority) => Promise<void> | undefined;
  /** Milliseconds between two entries of the record. */
  readonly recordEvery: number;
  /** Events that wait for it at the most. */
  readonly mostWaiting: number;
  /** Called when it is to hear of changes as they come. */
  readonly onLive: (subscriber: Subscriber) => void;
  /** Called when it has ended, however it did. */
  readonly onEnd: (subscriber: Subscriber) => void;
}

/** An event that was asked for, and up to where all logs are read with it. */
interface Asked {
  readonly answer: Answer;
  readonly positions: Positions;
}

/** Events that are asked for together. */
const TOGETHER = 128;

/** One stream of one caller: what waits for it goes out in order, as fast as its reader takes it. */
export class Subscriber implements Follower {
  readonly topic: Topic;
  readonly #options: SubscriberOptions;
  readonly #queue: Queue;
  #positions: Positions;
  #batch: readonly Asked[] = [];
  #isPumping = false;
  #isLive = false;
  #hasEnded = false;
  #onRoom: (() => void) | undefined;
  #recordedAt = -Infinity;

  constructor(options: SubscriberOptions) {
    this.#options = options;
    this.topic = options.topic;
    this.#positions = options.positions;
    this.#queue = new Queue(options.mostWaiting);
  }

  get hasEnded(): boolean {
    return this.#hasEnded;
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
    if (!this.#isPumping) this.proceed();
  }

  /** Ends it with the cursor of what its reader was given last. */
  end(code: Ending['code'], message: string): void {
    if (this.#hasEnded) return;
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
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#queue.clear();
    this.#batch = [];
    this.#onRoom?.();
    this.#options.onEnd(this);
  }

  /** Whether it was given all that it heard of. */
  get #isIdle(): boolean {
    return !this.#isPumping && this.#queue.length === 0;
  }

  /** Goes on with what waits, until nothing does or something must be waited for. */
  proceed(): void {
    this.#isPumping = true;
    try {
      this.#isPumping = this.#goOn();
    } catch {
      this.#fail();
    }
  }

  /** Whether something is waited for, after which it proceeds. It is no `async` function: of thousands most find that nothing is. */
  #goOn(): boolean {
    while (this.#batch.length > 0 || this.#queue.length > 0) {
      const pause = this.#batch.length > 0 ? 0 : this.#pause();
      if (pause > 0) return this.#waitFor(delay(pause, undefined, { ref: false }));
      if (this.#batch.length === 0) this.#ask();
      const open = this.#batch.find(({ answer }) => answer.outcome === undefined);
      if (open) {
        open.answer.wake(this);
        return true;
      }
      const slow = this.#give();
      if (slow) return this.#waitFor(slow);
    }
    return false;
  }

  #waitFor(slow: Promise<void>): true {
    slow.then(() => this.proceed()).catch(() => this.#fail());
    return true;
  }

  #fail(): void {
    this.end('RESUME', 'What happened cannot be told at the moment.');
  }

  /** Milliseconds. What comes soon after an entry of the record waits, so that the next one is for all of it, up to a full batch. */
  #pause(): number {
    if (this.#queue.length >= TOGETHER) return 0;
    return this.#recordedAt + this.#options.recordEvery - performance.now();
  }

  /** Asks for what comes next. */
  #ask(): void {
    const { ask, group, standing } = this.#options;
    const { subject } = standing.authority;
    const waiting = this.#queue.take(TOGETHER);
    this.#batch = waiting.map(({ event, positions }) => ({
      positions,
      answer: event.answer(group, ask, subject),
    }));
    this.#onRoom?.();
  }

  /** Gives what was asked for, up to what could not be found out: at once, unless there is something to wait for. */
  #give(): Promise<void> | undefined {
    const batch = this.#batch;
    this.#batch = [];
    const failed = batch.findIndex(({ answer }) => answer.outcome?.status === 'rejected');
    const known = failed < 0 ? batch : batch.slice(0, failed);
    const isAnythingTold = known.some(({ answer }) => toldBy(answer));
    const holds = !isAnythingTold || this.#options.standing.holds();
    if (holds === true && failed < 0) return this.#deliver(known);
    return this.#deliverIf(holds, known, failed < 0);
  }

  /** @throws Error after the last one when not all are known */
  async #deliverIf(
    holds: boolean | Promise<boolean>,
    known: readonly Asked[],
    isAll: boolean,
  ): Promise<void> {
    if (!(await holds)) return this.endAuthority();
    if (!this.#hasEnded) await this.#deliver(known);
    if (!isAll) throw new Error('Not all could be found out.');
  }

  /** Records what is known, and sends it. */
  #deliver(known: readonly Asked[]): Promise<void> | undefined {
    const { standing, record } = this.#options;
    const recorded = known.flatMap(({ answer }) => {
      const told = toldBy(answer);
      return told?.access ? [told] : [];
    });
    const recording = recorded.length > 0 ? record(recorded, standing.authority) : undefined;
    if (!recording) return this.#send(known, 0);
    this.#recordedAt = performance.now();
    return recording.then(() => this.#send(known, 0));
  }

  /** Sends what stands from an index on, as fast as the reader takes it. */
  #send(known: readonly Asked[], from: number): Promise<void> | undefined {
    const { sink, writeCursor } = this.#options;
    for (let index = from; index < known.length; index += 1) {
      if (this.#hasEnded) return undefined;
      const { positions, answer } = known[index]!;
      this.#positions = positions;
      const told = toldBy(answer);
      if (!told) continue;
      const cursor = writeCursor(positions);
      if (!sink.next(withCursor(told.message, cursor), cursor)) {
        return sink.whenDrained().then(() => this.#send(known, index + 1));
      }
    }
    return undefined;
  }
}

const toldBy = ({ outcome }: Answer): Told | undefined =>
  outcome?.status === 'fulfilled' ? outcome.value : undefined;
