/** Text in UTF-8, in pieces that many texts may share: thousands of subscribers are told almost the same. */
export type Pieces = readonly Buffer[];

export const piecesOf = (text: string): Pieces => [Buffer.from(text)];

/** How many bytes pieces have together. */
export function bytesOf(pieces: Pieces): number {
  let bytes = 0;
  for (const piece of pieces) bytes += piece.length;
  return bytes;
}

const END = Buffer.from('}');

/** A JSON object of which `head` is all before its last value. */
export const objectEndingWith = (head: Buffer, value: Pieces): Pieces => [head, ...value, END];
