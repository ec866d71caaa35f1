const codes = new Map<string, number>();
const decoder = new TextDecoder('gb18030');
for (let lead = 0x81; lead <= 0xfe; lead += 1) {
  for (let trail = 0x40; trail <= 0xfe; trail += 1) {
    const character = decoder.decode(Uint8Array.of(lead, trail));
    if (character.length === 1 && character !== '\ufffd') codes.set(character, (lead << 8) | trail);
  }
}

/**
 * A text in GB18030; the encoder of the platform writes UTF-8 only.
 * @throws for a character that takes four bytes there; the sample has none
 */
export function gb18030(text: string): Buffer {
  const bytes = Array.from(text, (character) => {
    const point = character.codePointAt(0)!;
    if (point < 0x80) return [point];
    const code = codes.get(character);
    if (code === undefined) throw new RangeError(`${character} takes four bytes in GB18030.`);
    return [code >> 8, code & 0xff];
  });
  return Buffer.from(bytes.flat());
}
