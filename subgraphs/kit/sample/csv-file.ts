import { once } from 'node:events';
import type { WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import { openPrivateStream } from '../private-file.ts';

/** A CSV file that is being written. */
export interface CsvFile {
  /** How many rows were written, the header left out. */
  readonly rows: number;
  write(cells: readonly string[]): void;
  /** Resolves when no more than a few rows are held in memory. */
  drained(): Promise<void>;
  close(): Promise<void>;
}

const ROWS_AT_ONCE = 500;

/** Opens a file, which this account alone may read, when its first row is written; the header goes before it. */
export function openCsvFile(path: string, columns: readonly string[]): CsvFile {
  let stream: WriteStream | undefined;
  let waiting: (readonly string[])[] = [columns];
  let rows = 0;

  function flush(): void {
    if (rows === 0 || waiting.length === 0) return;
    stream ??= openPrivateStream(path);
    stream.write(stringify(waiting as string[][]));
    waiting = [];
  }

  return {
    get rows() {
      return rows;
    },
    write(cells) {
      rows += 1;
      waiting.push(cells);
      if (waiting.length >= ROWS_AT_ONCE) flush();
    },
    async drained() {
      if (stream?.writableNeedDrain) await once(stream, 'drain');
    },
    async close() {
      flush();
      if (stream) await finished(stream.end());
    },
  };
}
