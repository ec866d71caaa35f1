import { createWriteStream, type WriteStream } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { stringify } from 'csv-stringify/sync';
import type { ExchangeFile } from '../imports/exchange.ts';
import { plantFault } from './faults.ts';
import type { Random } from './random.ts';
import { randomFor } from './random.ts';
import type { RowsByKind, SampleRow } from './rows.ts';
import type { SampleMinistry, SampleSummary, WriteSampleOptions } from './write.ts';

/** The exchange files of a sample, open for writing. */
export interface SampleFiles {
  write(ministry: string, rows: RowsByKind): void;
  /** Resolves when what was written is no longer held in memory. */
  drained(): Promise<void>;
  close(): Promise<SampleSummary>;
}

interface OpenFile {
  readonly definition: ExchangeFile;
  readonly stream: WriteStream;
  readonly random: Random;
  rows: number;
}

/** Opens a file for each kind of each ministry. */
export function openSampleFiles(options: WriteSampleOptions): SampleFiles {
  const { directory, ministries, faultsPerThousand } = options;
  const files = new Map(ministries.flatMap((ministry) => openFiles(ministry, options)));
  const manifest = createWriteStream(join(directory, 'faults.csv'));
  manifest.write('ministry,kind,row,reason\n');
  let faults = 0;

  function writeRow(ministry: string, file: OpenFile, row: SampleRow): void {
    const { definition, random } = file;
    const cells = cellsOf(row, definition);
    writeLine(file, cells);
    const fault = random.chance(faultsPerThousand / 1000) ? plantFault(cells, definition, random) : null;
    if (fault === null) return;
    writeLine(file, fault.cells);
    manifest.write(`${ministry},${definition.kind},${file.rows + 1},${fault.reason}\n`);
    faults += 1;
  }

  return {
    write(ministry, rows) {
      for (const [kind, own] of Object.entries(rows)) {
        const file = files.get(`${ministry}/${kind}`);
        if (!file)
          throw new Error(`The sample of ${ministry} has rows of ${kind}, which is no kind of its files.`);
        for (const row of own) writeRow(ministry, file, row);
      }
    },
    async drained() {
      for (const { stream } of files.values()) if (stream.writableNeedDrain) await once(stream, 'drain');
    },
    async close() {
      const streams = [...files.values()].map((file) => file.stream);
      await Promise.all([...streams, manifest].map((stream) => finished(stream.end())));
      const rows = [...files.values()].reduce((sum, file) => sum + file.rows, 0);
      return { rows, faults };
    },
  };
}

function openFiles(
  { name, exchange }: SampleMinistry,
  { directory, seed }: WriteSampleOptions,
): [string, OpenFile][] {
  return exchange.map((definition) => {
    const stream = createWriteStream(join(directory, name, `${definition.kind}.csv`));
    const random = randomFor(seed, name, definition.kind, 'faults');
    const file: OpenFile = { definition, stream, random, rows: 0 };
    stream.write(stringify([definition.columns.map((column) => column.name)]));
    return [`${name}/${definition.kind}`, file];
  });
}

function writeLine(file: OpenFile, cells: readonly string[]): void {
  file.stream.write(stringify([[...cells]]));
  file.rows += 1;
}

function cellsOf(row: SampleRow, { kind, columns }: ExchangeFile): string[] {
  const known = new Set(columns.map((column) => column.name));
  const stranger = Object.keys(row).find((name) => !known.has(name));
  if (stranger !== undefined)
    throw new Error(`A sample row of ${kind} fills ${stranger}, which is no column of it.`);
  return columns.map(({ name }) => textOf(row[name]));
}

function textOf(value: SampleRow[string]): string {
  if (value === null || value === undefined) return '';
  if (typeof value === 'boolean') return value ? 'Y' : 'N';
  return String(value);
}
