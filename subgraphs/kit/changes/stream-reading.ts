import { type ConsumerMessages, DeliverPolicy, type JsMsg } from '@nats-io/jetstream';
import type { Subscription } from '@nats-io/transport-node';
import type { LoggedChange, Position } from '@hearth/schema/protocol/change.ts';
import type { MinistryName } from '@hearth/schema/subgraphs.ts';
import type { Broker } from './broker.ts';
import { type ChangePage, GapError } from './change-log.ts';
import { findSequence } from './find-sequence.ts';
import { changeOf, type Heartbeat, isGap } from './message.ts';
import { later } from './position.ts';
import { Wake } from './wake.ts';

interface StreamReadingOptions {
  readonly broker: Broker;
  readonly ministry: MinistryName;
  readonly signal: AbortSignal;
}

const PAGE_SIZE = 1_000; // messages that are fetched ahead and make one page at the most
const SILENCE = 10_000; // milliseconds without a heartbeat after which the stream is looked up again
const SIGN_OF_LIFE = 1_000; // milliseconds between those of the broker; without two of them the library asks it for the messages anew

/** One reading of a stream, from a position until something breaks. */
export class StreamReading {
  readonly #options: StreamReadingOptions;
  readonly #wake = new Wake();
  readonly #room = new Wake();
  readonly #messages: JsMsg[] = [];
  #heartbeat: Heartbeat | undefined;
  #failure: Error | undefined;
  #consumed: ConsumerMessages | undefined;
  #heartbeats: Subscription | undefined;

  constructor(options: StreamReadingOptions) {
    this.#options = options;
  }

  async *pages(after: Position): AsyncGenerator<ChangePage, void> {
    const { broker, ministry, signal } = this.#options;
    const { sequence, created } = await findSequence(broker, ministry, after);
    await this.#open(sequence);
    let position = after;
    let next = sequence;
    while (!signal.aborted) {
      const seen = this.#wake.count;
      const page = this.#take(position, next);
      ({ next } = page);
      const heartbeat = this.#heartbeat;
      if (heartbeat && heartbeat.created !== created) throw new Error('The stream was made anew.');
      const isWhole = heartbeat !== undefined && heartbeat.sequence < next;
      if (isWhole) this.#heartbeat = undefined;
      position = later(page.position, isWhole ? heartbeat.position : '');
      if (isWhole || page.changes.length > 0) yield { changes: page.changes, position };
      if (this.#failure) throw this.#failure;
      if (this.#messages.length > 0) continue;
      if (!(await this.#wake.wait(SILENCE, seen, signal)) && !signal.aborted)
        throw new Error('The relay is not heard.');
    }
  }

  async stop(): Promise<void> {
    this.#heartbeats?.unsubscribe();
    await this.#consumed?.close();
  }

  /** The changes among the messages that have come, each once. @throws GapError when one of them is missing */
  #take(after: Position, from: number): ChangePage & { next: number } {
    const changes: LoggedChange[] = [];
    let [position, next] = [after, from];
    for (const message of this.#messages.splice(0, PAGE_SIZE)) {
      if (message.seq < next) continue;
      if (message.seq > next || isGap(message.headers, position, false)) throw new GapError(position);
      next += 1;
      const change = changeOf(message.headers, message.data);
      if (!change || change.position <= position) continue;
      changes.push(change);
      ({ position } = change);
    }
    this.#room.ring();
    return { changes, position, next };
  }

  async #open(sequence: number): Promise<void> {
    const { broker, ministry } = this.#options;
    const { connection, client } = await broker.connected();
    this.#heartbeats = connection.subscribe(broker.heartbeatOf(ministry), {
      callback: (_error, message) => {
        this.#heartbeat = message.json<Heartbeat>();
        this.#wake.ring();
      },
    });
    const consumer = await client.consumers.get(broker.streamOf(ministry), {
      deliver_policy: DeliverPolicy.StartSequence,
      opt_start_seq: sequence,
    });
    this.#consumed = await consumer.consume({ max_messages: PAGE_SIZE, idle_heartbeat: SIGN_OF_LIFE });
    void this.#receive(this.#consumed);
  }

  /** Messages wait here no more than a page: the iterator asks for others only when these are taken. */
  async #receive(consumed: ConsumerMessages): Promise<void> {
    try {
      for await (const message of consumed) {
        this.#messages.push(message);
        this.#wake.ring();
        const taken = this.#room.count;
        if (this.#messages.length >= PAGE_SIZE) await this.#room.wait(SILENCE, taken, this.#options.signal);
      }
    } catch (error) {
      this.#failure = error as Error;
      this.#wake.ring();
    }
  }
}
