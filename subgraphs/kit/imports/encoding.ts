import { isAscii } from 'node:buffer';
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { FileRefusedError } from './reasons.ts';

/** The two encodings that ministries send files in; GB18030 holds GBK and GB2312. */
export type Encoding = 'utf-8' | 'gb18030';

/** What is known of a file before its rows are read. */
export interface FileFacts {
  /** SHA-256 of its bytes, in hexadecimal. */
  readonly hash: string;
  readonly bytes: number;
  readonly encoding: Encoding;
}

/**
 * Reads a file through once, for its hash and its encoding.
 * @throws FileRefusedError when it is not there or holds nothing
 */
export async function inspectFile(path: string): Promise<FileFacts> {
  const hash = createHash('sha256');
  const evidence = new EncodingEvidence();
  let bytes = 0;
  try {
    for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
      hash.update(chunk);
      evidence.add(chunk);
      bytes += chunk.length;
    }
  } catch (cause) {
    throw new FileRefusedError('FILE_NOT_FOUND', `${path} cannot be read: ${(cause as Error).message}`, {
      cause,
    });
  }
  if (bytes === 0) throw new FileRefusedError('EMPTY_FILE', `${path} is empty.`);
  return { hash: hash.digest('hex'), bytes, encoding: evidence.encoding };
}

/**
 * Tells the encoding by all of a file's bytes: Chinese text in GB18030 is seldom UTF-8 by chance, and damaged
 * bytes in UTF-8 are few beside the sound ones.
 */
export class EncodingEvidence {
  #sound = 0; // characters of several bytes that are UTF-8
  #unsound = 0; // bytes that are not
  #rest: Buffer = Buffer.alloc(0); // the beginning of a character at the end of a chunk

  add(chunk: Buffer): void {
    if (this.#rest.length === 0 && isAscii(chunk)) return;
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = Buffer.from(bytes.subarray(this.#count(bytes)));
  }

  get encoding(): Encoding {
    const unsound = this.#unsound + this.#rest.length;
    return unsound === 0 || this.#sound > unsound ? 'utf-8' : 'gb18030';
  }

  /** Counts and returns where a character begins that the next chunk ends. */
  #count(bytes: Buffer): number {
    let at = 0;
    while (at < bytes.length) {
      const length = lengthByFirst(bytes[at]!);
      if (length === 1) {
        at += 1;
        continue;
      }
      const continued = length === 0 ? 0 : continuationBytes(bytes, at + 1, length - 1);
      if (length > 0 && continued < length - 1 && at + 1 + continued === bytes.length) return at;
      const isSound = length > 0 && continued === length - 1;
      if (isSound) this.#sound += 1;
      else this.#unsound += 1;
      at += isSound ? length : 1;
    }
    return at;
  }
}

/** How many bytes a UTF-8 character has by its first; 0 when none begins so. */
function lengthByFirst(byte: number): number {
  if (byte < 0x80) return 1;
  if (byte < 0xc2) return 0;
  if (byte < 0xe0) return 2;
  if (byte < 0xf0) return 3;
  return byte < 0xf5 ? 4 : 0;
}

function continuationBytes(bytes: Buffer, from: number, most: number): number {
  let count = 0;
  while (count < most && (bytes[from + count] ?? 0) >> 6 === 0b10) count += 1;
  return count;
}
