import { bytesOf, type Pieces } from '../live/pieces.ts';

const FINAL_TEXT = 0x81; // RFC 6455, 5.2

/** A text message as one unmasked frame in one piece: two writes, of its head and of its text, cost almost twice as much. */
export function textFrame(text: Pieces): Buffer {
  const length = bytesOf(text);
  const head = length < 126 ? 2 : length < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(head + length);
  frame[0] = FINAL_TEXT;
  if (head === 2) frame[1] = length;
  else if (head === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(length, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(length), 2);
  }
  let end = head;
  for (const piece of text) {
    frame.set(piece, end);
    end += piece.length;
  }
  return frame;
}
