import { LOG_START, type Position } from '@hearth/schema/protocol/change.ts';

/** What a position of an outbox says: its epoch, and a place in the order (txid, seq). Digits, as PostgreSQL writes them. */
export interface Place {
  readonly epoch: string;
  readonly txid: string;
  readonly seq: string;
}

const WIDTH = 20; // digits of the largest transaction number
const EPOCH_WIDTH = 10; // digits

const POSITION = /^\d{10}\.\d{20}\.\d{20}$/;

/** The text of a place; texts sort as their places do. */
export const writePosition = ({ epoch, txid, seq }: Place): Position =>
  `${epoch.padStart(EPOCH_WIDTH, '0')}.${txid.padStart(WIDTH, '0')}.${seq.padStart(WIDTH, '0')}`;

/** The place of a position; before the first one for `LOG_START`. @throws RangeError for a text that no log has given out */
export function readPosition(position: Position): Place {
  if (position === LOG_START) return { epoch: '0', txid: '0', seq: '0' };
  if (!POSITION.test(position)) {
    throw new RangeError(
      `${JSON.stringify(position.slice(0, 80))} is no position of a change log: send one that came with a change.`,
    );
  }
  // Without zeros before them: PostgreSQL reads a transaction number that begins with one as octal.
  const [epoch, txid, seq] = position.split('.').map((digits) => BigInt(digits).toString());
  return { epoch, txid, seq } as Place;
}

/** The position of a row of `changes` that is being written, as SQL. */
export const POSITION_SQL = `
  (select lpad(epoch::text, ${EPOCH_WIDTH}, '0') from change_log)
    || '.' || lpad(changes.txid::text, ${WIDTH}, '0') || '.' || lpad(changes.seq::text, ${WIDTH}, '0')`;

/** The later of two positions. */
export const later = (one: Position, other: Position): Position => (one > other ? one : other);
