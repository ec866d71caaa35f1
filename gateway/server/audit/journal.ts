import { randomUUID } from 'node:crypto';
import { appendFileSync, closeSync, ftruncateSync, openSync } from 'node:fs';
import { readdir, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { open, seal, type SealingKey } from '@hearth/kit/sealing.ts';
import { GatheredLines, toLines } from './lines.ts';

/** Texts that were written one after another into one file. */
export interface Segment {
  /** The journal that it belongs to: another one for each run of a gateway. */
  readonly journal: string;
  /** Counted from 1. */
  readonly number: number;
  /** The texts in UTF-8, a line feed after each. */
  readonly lines: Buffer;
}

/** Where a journal is kept, and what seals it. */
export interface JournalOptions {
  readonly folder: string;
  readonly key: SealingKey;
}

/**
 * Keeps what waits for the store in files, so that it outlives the process. What comes in one turn of the event loop is written at
 * once, for each write costs more than all else. It is sealed, for it names people.
 */
export class Journal {
  readonly #folder: string;
  readonly #key: SealingKey;
  readonly #id = randomUUID();
  #number = 0;
  #file: number | undefined;
  #size = 0; // bytes of the file
  readonly #lines = new GatheredLines();
  #length = 0;
  #unwritten: string[] = [];
  #writing: Promise<void> | undefined;

  constructor({ folder, key }: JournalOptions) {
    this.#folder = folder;
    this.#key = key;
  }

  /** How many texts are in the segment that is open. */
  get length(): number {
    return this.#length + this.#unwritten.length;
  }

  /** Resolves when a text, without line feeds, has left this process. Rejects when the file cannot be written. */
  append(text: string): Promise<void> {
    this.#unwritten.push(text);
    return (this.#writing ??= nextTurn().then(() => this.#write()));
  }

  /** Resolves when nothing waits to be written. */
  async flush(): Promise<void> {
    await this.#writing?.catch(() => {}); // whoever appended it is told
  }

  /** Ends the open segment, and gives back what is written of it; undefined when nothing is. */
  endSegment(): Segment | undefined {
    if (this.#file === undefined) return undefined;
    closeSync(this.#file);
    this.#file = undefined;
    this.#length = 0;
    this.#size = 0;
    return { journal: this.#id, number: this.#number, lines: this.#lines.take() };
  }

  /** Removes a segment that the store has; nobody may read its lines any more. */
  async remove(segment: Segment): Promise<void> {
    this.#lines.reuse(segment.lines);
    await removeSegment(this.#folder, segment);
  }

  #write(): void {
    this.#writing = undefined;
    const texts = this.#unwritten;
    this.#unwritten = [];
    if (this.#file === undefined) {
      this.#file = openSync(pathOf(this.#folder, this.#id, this.#number + 1), 'ax', 0o600);
      this.#number += 1;
    }
    const lines = this.#lines.add(texts);
    try {
      const line = `${seal(lines.subarray(0, -1), this.#key)}\n`;
      appendFileSync(this.#file, line);
      this.#size += line.length;
    } catch (error) {
      this.#lines.drop(lines);
      ftruncateSync(this.#file, this.#size); // no half of it may stand before what comes next
      throw error;
    }
    this.#length += texts.length;
  }
}

/** Removes a segment of an earlier run that the store has. */
export const removeSegment = (folder: string, { journal, number }: Segment): Promise<void> =>
  rm(pathOf(folder, journal, number), { force: true });

/**
 * What earlier runs left in a folder, each run's segments in their order.
 * @throws Error naming a file that cannot be read
 */
export async function leftSegments({ folder, key }: JournalOptions): Promise<Segment[]> {
  const names = await readdir(folder);
  const found = names.flatMap((name) => {
    const [, journal, number] = FILE.exec(name) ?? [];
    return journal ? [{ journal, number: Number(number) }] : [];
  });
  const segments = found.map(async ({ journal, number }) => {
    const path = pathOf(folder, journal, number);
    return { journal, number, lines: readLines(path, await readFile(path, 'utf8'), key) };
  });
  return (await Promise.all(segments)).toSorted((a, b) => a.number - b.number);
}

const FILE = /^([\da-f-]{36})\.(\d+)\.journal$/;
const pathOf = (folder: string, journal: string, number: number) =>
  join(folder, `${journal}.${number}.journal`);

/** A last line without its end was cut when the process was: what it was of has not been answered. */
function readLines(path: string, content: string, key: SealingKey): Buffer {
  const lines = content.split('\n').slice(0, -1);
  try {
    return toLines(lines.map((line) => open(line, key)));
  } catch (cause) {
    throw new Error(`${path} cannot be read: ${(cause as Error).message}`, { cause });
  }
}
