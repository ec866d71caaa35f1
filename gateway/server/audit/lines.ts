const SMALLEST = 64 * 1024; // bytes
const LARGEST_SPARE = 8 * 1024 * 1024; // bytes; what one large answer took is given back
const LINE_FEED = '\n';

const join = (texts: readonly string[]): string => texts.map((text) => text + LINE_FEED).join('');

/** Texts without line feeds, in UTF-8 with a line feed after each. */
export const toLines = (texts: readonly string[]): Buffer => Buffer.from(join(texts));

/** The texts that `toLines` made lines of, in UTF-8. */
export function* eachLine(lines: Buffer): Generator<Buffer> {
  for (let start = 0; start < lines.length;) {
    const end = lines.indexOf(LINE_FEED, start);
    yield lines.subarray(start, end);
    start = end + 1;
  }
}

/** Gathers lines in memory that is used again and again: what waits a second is nothing that the collector must move and mark. */
export class GatheredLines {
  #memory: Buffer = Buffer.allocUnsafeSlow(SMALLEST);
  #spare: Buffer | undefined;
  #end = 0;

  /** Adds texts without line feeds; gives back the lines that were made of them. */
  add(texts: readonly string[]): Buffer {
    const text = join(texts);
    this.#makeRoom(Buffer.byteLength(text));
    const start = this.#end;
    this.#end += this.#memory.write(text, start);
    return this.#memory.subarray(start, this.#end);
  }

  /** Takes back what `add` gave last. */
  drop({ length }: Buffer): void {
    this.#end -= length;
  }

  /** All of them; what is added from now on are others. */
  take(): Buffer {
    const lines = this.#memory.subarray(0, this.#end);
    this.#memory = this.#spare ?? Buffer.allocUnsafeSlow(SMALLEST);
    this.#spare = undefined;
    this.#end = 0;
    return lines;
  }

  /** Takes the memory of lines that `take` gave and nobody reads any more. */
  reuse({ buffer }: Buffer): void {
    if (buffer.byteLength <= LARGEST_SPARE) this.#spare = Buffer.from(buffer);
  }

  #makeRoom(length: number): void {
    const needed = this.#end + length;
    if (needed <= this.#memory.length) return;
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, 2 * this.#memory.length));
    this.#memory.copy(larger, 0, 0, this.#end);
    this.#memory = larger;
  }
}
