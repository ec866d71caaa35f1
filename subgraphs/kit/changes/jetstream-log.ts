import { setTimeout as delay } from 'node:timers/promises';
import type { LoggedChange, Position } from '@hearth/schema/protocol/change.ts';
import type { MinistryName } from '@hearth/schema/subgraphs.ts';
import { logOutages } from '../outages.ts';
import type { Broker } from './broker.ts';
import { type ChangeLog, type ChangePage, GapError } from './change-log.ts';
import { changeOf, isGap } from './message.ts';
import { readPosition } from './position.ts';
import { findSequence, nextHeartbeat } from './find-sequence.ts';
import { StreamReading } from './stream-reading.ts';

interface JetStreamOptions {
  readonly ministry: MinistryName;
  readonly broker: Broker;
}

const FIRST_PAUSE = 100; // milliseconds before the first attempt to begin again; doubled with each, give or take a half
const LONGEST_PAUSE = 5_000; // milliseconds

/** A ministry's change log in its stream of the broker, where its relay puts it. Positions are the outbox's. */
export class JetStreamLog implements ChangeLog {
  readonly #ministry: MinistryName;
  readonly #broker: Broker;

  constructor({ ministry, broker }: JetStreamOptions) {
    this.#ministry = ministry;
    this.#broker = broker;
  }

  /** Takes a message each for as many changes, beside those that find the first. */
  async read(after: Position, limit: number): Promise<ChangePage> {
    readPosition(after);
    const { manager } = await this.#broker.connected();
    const stream = this.#broker.streamOf(this.#ministry);
    const changes: LoggedChange[] = [];
    const { sequence: first, last } = await findSequence(this.#broker, this.#ministry, after);
    for (let seq = first; seq <= last && changes.length < limit; seq += 1) {
      const message = await manager.streams.getMessage(stream, { seq });
      const position = changes.at(-1)?.position ?? after;
      if (!message || isGap(message.header, position, false)) throw new GapError(position);
      const change = changeOf(message.header, message.data);
      if (change && change.position > position) changes.push(change);
    }
    return { changes, position: changes.at(-1)?.position ?? after };
  }

  async end(): Promise<Position> {
    return (await nextHeartbeat(this.#broker, this.#ministry)).position;
  }

  async *follow(after: Position, signal: AbortSignal): AsyncGenerator<ChangePage, void> {
    readPosition(after);
    let position = after;
    const outages = logOutages({
      fields: { ministry: this.#ministry },
      lost: 'a stream of changes cannot be followed',
      back: 'the stream of changes is followed again',
    });
    for (let failures = 0; !signal.aborted; failures += 1) {
      const reading = new StreamReading({ broker: this.#broker, ministry: this.#ministry, signal });
      try {
        for await (const page of reading.pages(position)) {
          failures = 0;
          outages.onBack();
          ({ position } = page);
          yield page;
        }
      } catch (error) {
        if (error instanceof GapError) throw error;
        if (!signal.aborted) outages.onLost((error as Error).message);
      } finally {
        await reading.stop();
      }
      const pause = Math.min(FIRST_PAUSE * 2 ** failures, LONGEST_PAUSE) * (0.5 + Math.random());
      await delay(pause, undefined, { signal }).catch(() => {});
    }
  }
}
