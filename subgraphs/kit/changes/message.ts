import type { MsgHdrs } from '@nats-io/transport-node';
import type { LoggedChange, Position } from '@hearth/schema/protocol/change.ts';
import { type CloudEvent, changeEnvelope } from './envelope.ts';

/** The header of every message of a stream: the position in the outbox. */
export const POSITION_HEADER = 'Hearth-Position';

/** The header of a change: the position of the one before it in the outbox, or of the start. */
export const BEFORE_HEADER = 'Hearth-Before';

/** The header of a message that is no change: from here on the stream has all that follows its position. WHOLE: the log from its beginning. */
export const START_HEADER = 'Hearth-Start';
export const WHOLE = 'WHOLE';
export const LATER = 'LATER';

/** What a relay says every second, beside the stream. */
export interface Heartbeat {
  /** When the stream was made: another moment is another stream. */
  readonly created: string;
  /** Up to where the outbox was read, and the stream's last message then. */
  readonly position: Position;
  readonly sequence: number;
  /** The position of that message. */
  readonly last: Position;
}

/** The headers of a message; none are none of ours. */
type Headers = MsgHdrs | undefined;

/** The position of a message. */
export const positionOf = (headers: Headers): Position => headers?.get(POSITION_HEADER) ?? '';

/** Where a reader stands who has all that came before a change. */
const beforeOf = (headers: Headers): Position => headers?.get(BEFORE_HEADER) || positionOf(headers);

/** Whether a reader that stands somewhere misses something where a message is the next one, or the first of the stream. */
export function isGap(headers: Headers, after: Position, isFirst: boolean): boolean {
  const start = headers?.get(START_HEADER) ?? '';
  if (start === '') return isFirst && after < beforeOf(headers);
  if (start === WHOLE && after === '') return false;
  return after < positionOf(headers);
}

/** The change that a message carries; null for one that only marks a start. */
export function changeOf(headers: Headers, data: Uint8Array): LoggedChange | null {
  if (headers?.get(START_HEADER)) return null;
  const event = JSON.parse(Buffer.from(data).toString()) as CloudEvent;
  return changeEnvelope.unwrap(event, positionOf(headers));
}
