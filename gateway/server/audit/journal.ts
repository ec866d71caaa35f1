import { randomUUID } from 'node:crypto';
import { closeSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import { open as openFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { seal, type SealingKey } from '@hearth/kit/sealing.ts';
import { GatheredLines } from './lines.ts';

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
  #size = 0; // bytes of the file that are whole lines
  readonly #lines = new GatheredLines();
  #length = 0;
  #weight = 0;
  #unwritten: string[] = [];
  #unwrittenWeight = 0;
  #writing: Promise<void> | undefined;
  #isFailing = false;

  constructor({ folder, key }: JournalOptions) {
    this.#folder = folder;
    this.#key = key;
  }

  /** How many texts are in the segment that is open. */
  get length(): number {
    return this.#length + this.#unwritten.length;
  }

  /** How many characters they have. */
  get weight(): number {
    return this.#weight + this.#unwrittenWeight;
  }

  /** Whether the last text could not be written, so that the next would be refused too: until `recover` has resolved. */
  get isFailing(): boolean {
    return this.#isFailing;
  }

  /** Resolves when a text, without line feeds, has left this process. Rejects when the file cannot be written. */
  append(text: string): Promise<void> {
    this.#unwritten.push(text);
    this.#unwrittenWeight += text.length;
    return (this.#writing ??= nextTurn().then(() => this.#write()));
  }

  /** Resolves when nothing waits to be written. */
  async flush(): Promise<void> {
    await this.#writing?.catch(() => {}); // whoever appended it is told
  }

  /** Ends the open segment, and gives back what is written of it; undefined when nothing is. */
  endSegment(): Segment | undefined {
    if (this.#file === undefined) return undefined;
    const isEmpty = this.#size === 0;
    this.#close(this.#file);
    this.#file = undefined;
    this.#length = 0;
    this.#weight = 0;
    this.#size = 0;
    if (!isEmpty) return { journal: this.#id, number: this.#number, lines: this.#lines.take() };
    this.#removeEmpty(this.#number); // its first line could not be written
    return undefined;
  }

  /** Removes a segment that the store has; nobody may read its lines any more. */
  async remove(segment: Segment): Promise<void> {
    this.#lines.reuse(segment.lines);
    await rm(this.#pathOf(segment.number), { force: true });
  }

  /** Resolves when the folder takes files again. Rejects with the reason why it does not. */
  async recover(): Promise<void> {
    if (!this.#isFailing) return;
    const path = join(this.#folder, `${this.#id}.probe`);
    try {
      const file = await openFile(path, 'w', 0o600);
      await file.writeFile(ROOM).finally(() => file.close());
    } finally {
      await rm(path, { force: true });
    }
    this.#isFailing = false;
  }

  #write(): void {
    this.#writing = undefined;
    const texts = this.#unwritten;
    const weight = this.#unwrittenWeight;
    this.#unwritten = [];
    this.#unwrittenWeight = 0;
    const lines = this.#lines.add(texts);
    try {
      this.#file ??= this.#openNext();
      const line = Buffer.from(`${seal(lines.subarray(0, -1), this.#key)}\n`, 'latin1');
      writeAt(this.#file, line, this.#size);
      this.#size += line.length;
    } catch (error) {
      this.#isFailing = true;
      this.#lines.drop(lines);
      this.#cut();
      throw error;
    }
    this.#length += texts.length;
    this.#weight += weight;
  }

  #openNext(): number {
    const file = openSync(this.#pathOf(this.#number + 1), 'wx', 0o600);
    this.#number += 1;
    return file;
  }

  /** A system may say only now that it could not write; the lines are here still, and the store gets them. */
  #close(file: number): void {
    try {
      closeSync(file);
    } catch {
      this.#isFailing = true;
    }
  }

  #removeEmpty(number: number): void {
    try {
      rmSync(this.#pathOf(number), { force: true });
    } catch {
      // an empty file does no harm: the next start removes it
    }
  }

  /** Takes away half a line. Where that fails too the next line is written over it, and what is left of it has no end. */
  #cut(): void {
    try {
      if (this.#file !== undefined) ftruncateSync(this.#file, this.#size);
    } catch {
      // why it cannot be written is told already
    }
  }

  #pathOf(number: number): string {
    return join(this.#folder, journalName(this.#id, number));
  }
}

/** The name of a segment's file. */
export const journalName = (journal: string, number: number): string => `${journal}.${number}.journal`;

/** What the disk must have room for before anything is written again: many entries, or it would fail at once. */
const ROOM = Buffer.alloc(256 * 1024);

/** Writes all of it, from a place of the file on. The system may take a part first, and say at the next why no more. */
function writeAt(file: number, bytes: Buffer, place: number): void {
  for (let done = 0; done < bytes.length;)
    done += writeSync(file, bytes, done, bytes.length - done, place + done);
}
