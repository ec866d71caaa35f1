import type { Position } from '@hearth/schema/protocol/change.ts';
import type { MinistryName } from '@hearth/schema/subgraphs.ts';
import type { Broker } from './broker.ts';
import { GapError } from './change-log.ts';
import { type Heartbeat, isGap, positionOf } from './message.ts';

/** Where a stream goes on after a position. */
interface Found {
  /** Of the first message after the position; one more than `last` when none is there yet. */
  readonly sequence: number;
  readonly last: number;
  /** When the stream was made. */
  readonly created: string;
}

const PATIENCE = 5_000; // milliseconds; a relay speaks every second

/**
 * Finds the first message after a position by halving: some twenty questions for a million messages. Where a relay began again from an
 * earlier place there are several such messages: after each of them comes everything else.
 * @throws GapError when messages after the position are no longer there
 */
export async function findSequence(broker: Broker, ministry: MinistryName, after: Position): Promise<Found> {
  const { manager } = await broker.connected();
  const name = broker.streamOf(ministry);
  const { created, state } = await manager.streams.info(name);
  const { first_seq: first, last_seq: last } = state;
  if (last === 0) return { sequence: 1, last, created }; // its first message, a mark, says what it has
  if (state.messages === 0) return { sequence: await afterNothing(broker, ministry, after), last, created };
  const messageAt = (seq: number) => manager.streams.getMessage(name, { seq });
  const oldest = await messageAt(first);
  if (!oldest || isGap(oldest.header, after, true)) throw new GapError(after);
  let [low, high] = [first, last + 1];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const message = await messageAt(middle);
    if (message && positionOf(message.header) > after) high = middle;
    else low = middle + 1;
  }
  return { sequence: low, last, created };
}

/** A stream whose messages are all too old knows only from its relay what the last was. */
async function afterNothing(broker: Broker, ministry: MinistryName, after: Position): Promise<number> {
  const { last, sequence } = await nextHeartbeat(broker, ministry);
  if (after < last) throw new GapError(after);
  return sequence + 1;
}

/** What a ministry's relay says next. @throws Error when it says nothing */
export async function nextHeartbeat(broker: Broker, ministry: MinistryName): Promise<Heartbeat> {
  const { connection } = await broker.connected();
  const subscription = connection.subscribe(broker.heartbeatOf(ministry), { max: 1, timeout: PATIENCE });
  for await (const message of subscription) return message.json<Heartbeat>();
  throw new Error('The relay is not heard.');
}
