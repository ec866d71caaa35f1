import { once } from 'node:events';
import * as ws from 'ws';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { piecesOf } from '../live/pieces.ts';
import { textFrame } from './text-frame.ts';

/** The part of ws that reads frames, which its types leave out. */
const { Receiver } = ws as unknown as { Receiver: new () => NodeJS.WritableStream };

async function readByLibrary(frame: Buffer): Promise<string> {
  const receiver = new Receiver();
  const message = once(receiver, 'message');
  receiver.write(frame);
  const [data, isBinary] = (await message) as [Buffer, boolean];
  expect(isBinary).toBe(false);
  return data.toString();
}

it.each([0, 1, 125, 126, 65_535, 65_536, 200_000])('frames a text of %s bytes', async (length) => {
  const text = 'x'.repeat(length);
  expect(await readByLibrary(textFrame(piecesOf(text)))).toBe(text);
});

it('frames every text, in however many pieces, so that it is read as it was written', async () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 300 });
  await fc.assert(
    fc.asyncProperty(fc.array(text, { maxLength: 4 }), async (written) => {
      expect(await readByLibrary(textFrame(written.flatMap(piecesOf)))).toBe(written.join(''));
    }),
  );
});
