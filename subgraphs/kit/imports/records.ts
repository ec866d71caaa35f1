import { createReadStream } from 'node:fs';
import iconv from 'iconv-lite';
import type { Encoding } from './encoding.ts';
import { Fault } from './reasons.ts';

/** One record of a file in comma-separated values. */
export interface RawRecord {
  /** As a spreadsheet numbers rows: the header is 1, blank lines count. */
  readonly rowNumber: number;
  /** As they came; of a record at fault its beginning, as one cell. */
  readonly cells: readonly string[];
  /** Why the record cannot be taken apart; null when it can. */
  readonly fault: Fault | null;
}

export const LONGEST_LINE = 1_048_576; // characters
const KEPT_OF_FAULTY = 1_000; // characters

/** Reads a file's records, some at a time, without ever holding more than a chunk and the longest line. */
export async function* readRecords(
  path: string,
  { encoding, onBytes }: { encoding: Encoding; onBytes?: (count: number) => void },
): AsyncGenerator<RawRecord[]> {
  const decoder = iconv.getDecoder(encoding);
  const splitter = new RecordSplitter();
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    yield splitter.push(decoder.write(chunk));
    onBytes?.(chunk.length);
  }
  yield [...splitter.push(decoder.end() ?? ''), ...splitter.end()];
}

/**
 * Takes text apart into records by RFC 4180, whatever pieces it comes in. Quoted cells may hold commas and
 * line breaks. A line with broken quotes, or one that is too long, is a faulty record of its own, and reading
 * goes on with the line after it. So it does where a record over several lines does not have as many cells as
 * the header: two stray quotes would else make one cell of all the rows between them.
 */
export class RecordSplitter {
  #text = '';
  #at = 0;
  #rowNumber = 0;
  #isSkipping = false; // the rest of a line that is too long
  #width: number | null = null; // how many cells the header has

  push(text: string): RawRecord[] {
    this.#text = this.#text.slice(this.#at) + text;
    this.#at = 0;
    return this.#split(false);
  }

  /** The record that no line break ended. */
  end(): RawRecord[] {
    return this.#split(true);
  }

  #split(isLast: boolean): RawRecord[] {
    const records: RawRecord[] = [];
    while (this.#at < this.#text.length) {
      const lineBreak = this.#text.indexOf('\n', this.#at);
      const lineEnd = lineBreak < 0 ? this.#text.length : lineBreak;
      if (this.#isSkipping) {
        this.#isSkipping = lineBreak < 0;
        this.#at = lineEnd + 1;
      } else if (lineEnd - this.#at > LONGEST_LINE) {
        records.push(this.#faulty('LINE_TOO_LONG', 'The line is longer than 1 MiB.', lineEnd));
        this.#isSkipping = lineBreak < 0;
      } else {
        if (lineBreak < 0 && !isLast) break;
        const record = this.#record(lineEnd, isLast);
        if (record === 'incomplete') break;
        if (record) records.push(record);
      }
    }
    return records;
  }

  /** The record that begins here; null for a blank line, 'incomplete' when more text is needed. */
  #record(lineEnd: number, isLast: boolean): RawRecord | null | 'incomplete' {
    const line = withoutReturn(this.#text.slice(this.#at, lineEnd));
    if (!line.includes('"')) return this.#sound(line.split(','), lineEnd + 1);
    const rest = this.#text.slice(this.#at, this.#at + LONGEST_LINE);
    const isWhole = isLast && this.#at + rest.length === this.#text.length;
    const parsed = parseQuoted(rest, isWhole);
    if (parsed === 'incomplete' && !isLast && rest.length < LONGEST_LINE) return 'incomplete';
    if (typeof parsed === 'object' && this.#isCredible(parsed, lineEnd)) {
      return this.#sound(parsed.cells, this.#at + parsed.length);
    }
    return this.#faulty(
      'BROKEN_QUOTES',
      'A quoted cell does not end, or goes on after its closing quote.',
      lineEnd,
    );
  }

  #isCredible({ cells, length }: { cells: string[]; length: number }, lineEnd: number): boolean {
    return this.#at + length <= lineEnd + 1 || cells.length === (this.#width ?? cells.length);
  }

  #sound(cells: string[], next: number): RawRecord | null {
    this.#at = next;
    this.#rowNumber += 1;
    if (cells.length === 1 && cells[0]!.trim() === '') return null;
    this.#width ??= cells.length;
    return { rowNumber: this.#rowNumber, cells, fault: null };
  }

  #faulty(reason: 'LINE_TOO_LONG' | 'BROKEN_QUOTES', message: string, lineEnd: number): RawRecord {
    const kept = this.#text.slice(this.#at, Math.min(lineEnd, this.#at + KEPT_OF_FAULTY));
    this.#at = lineEnd + 1;
    this.#rowNumber += 1;
    return { rowNumber: this.#rowNumber, cells: [withoutReturn(kept)], fault: new Fault(reason, message) };
  }
}

/**
 * The cells of the record that a text begins with, and its length with the line break.
 * @param isWhole whether the end of the text ends the record too
 */
function parseQuoted(
  text: string,
  isWhole: boolean,
): { cells: string[]; length: number } | 'incomplete' | 'broken' {
  const cells: string[] = [];
  let at = 0;
  for (;;) {
    const cell = text[at] === '"' ? quotedCell(text, at, isWhole) : bareCell(text, at);
    if (cell === null) return 'incomplete';
    cells.push(cell.value);
    at = cell.end;
    if (text[at] === '\r' && (text[at + 1] === '\n' || (isWhole && at + 1 === text.length))) at += 1;
    if (at >= text.length) return isWhole ? { cells, length: at } : 'incomplete';
    if (text[at] === '\n') return { cells, length: at + 1 };
    if (text[at] !== ',') return text[at] === '\r' && at + 1 === text.length ? 'incomplete' : 'broken';
    at += 1;
  }
}

/** The quoted cell that begins at a place; null when its closing quote is not there. */
function quotedCell(text: string, start: number, isWhole: boolean): { value: string; end: number } | null {
  let value = '';
  let from = start + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0 || (quote + 1 === text.length && !isWhole)) return null;
    if (text[quote + 1] !== '"') return { value: value + text.slice(from, quote), end: quote + 1 };
    value += text.slice(from, quote + 1);
    from = quote + 2;
  }
}

function bareCell(text: string, start: number): { value: string; end: number } {
  let end = start;
  while (end < text.length && text[end] !== ',' && text[end] !== '\n') end += 1;
  if (text[end] === '\n' && text[end - 1] === '\r' && end > start) end -= 1;
  if (end === text.length && text[end - 1] === '\r' && end > start) end -= 1;
  return { value: text.slice(start, end), end };
}

const withoutReturn = (line: string) => (line.endsWith('\r') ? line.slice(0, -1) : line);
