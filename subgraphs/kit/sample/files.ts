import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { ExchangeFile } from '../imports/exchange.ts';
import { plantFault } from './faults.ts';
import { type CsvFile, openCsvFile } from './csv-file.ts';
import { type Random, randomFor } from './random.ts';
import type { RowsByKind, SampleRow } from './rows.ts';
import type { SampleMinistry, SampleSummary, WriteSampleOptions } from './write.ts';

/** The exchange files of a sample, open for writing; a file without rows is not made. */
export interface SampleFiles {
  write(ministry: string, rows: RowsByKind): void;
  /** Resolves when what was written is no longer held in memory. */
  drained(): Promise<void>;
  close(): Promise<SampleSummary>;
}

/** The files of a written sample that belong to a ministry, in the order in which they are imported. */
export function sampleFilesOf(
  { name, exchange }: Pick<SampleMinistry, 'name' | 'exchange'>,
  directory: string,
): { file: ExchangeFile; path: string }[] {
  return exchange
    .map((file) => ({ file, path: join(directory, name, `${file.kind}.csv`) }))
    .filter(({ path }) => existsSync(path));
}

interface SampleFile {
  readonly ministry: string;
  readonly definition: ExchangeFile;
  readonly faults: Random;
  readonly csv: CsvFile;
}

const MANIFEST_COLUMNS = ['ministry', 'kind', 'row', 'reason'];

/** Opens a file for each kind of each ministry. */
export function openSampleFiles({
  directory,
  ministries,
  faultsPerThousand,
  seed,
}: WriteSampleOptions): SampleFiles {
  const manifest = openCsvFile(join(directory, 'faults.csv'), MANIFEST_COLUMNS);
  const open = ({ name, exchange }: SampleMinistry) =>
    exchange.map((definition): [string, SampleFile] => {
      const path = join(directory, name, `${definition.kind}.csv`);
      const columns = definition.columns.map((column) => column.name);
      const faults = randomFor(seed, name, definition.kind, 'faults');
      return [
        `${name}/${definition.kind}`,
        { ministry: name, definition, faults, csv: openCsvFile(path, columns) },
      ];
    });
  const files = new Map(ministries.flatMap(open));
  const all = [...[...files.values()].map(({ csv }) => csv), manifest];

  function writeRow({ ministry, definition, faults, csv }: SampleFile, row: SampleRow): void {
    const cells = cellsOf(row, definition);
    csv.write(cells);
    const fault = faults.chance(faultsPerThousand / 1000) ? plantFault(cells, definition, faults) : null;
    if (fault === null) return;
    csv.write(fault.cells);
    // As a spreadsheet numbers rows: the header is 1.
    manifest.write([ministry, definition.kind, String(csv.rows + 1), fault.reason]);
  }

  return {
    write(ministry, rows) {
      for (const [kind, own] of Object.entries(rows)) {
        const file = files.get(`${ministry}/${kind}`);
        if (!file)
          throw new Error(`The sample of ${ministry} has rows of ${kind}, which is no kind of its files.`);
        for (const row of own) writeRow(file, row);
      }
    },
    async drained() {
      for (const csv of all) await csv.drained();
    },
    async close() {
      await Promise.all(all.map((csv) => csv.close()));
      const rows = [...files.values()].reduce((sum, { csv }) => sum + csv.rows, 0);
      return { rows, faults: manifest.rows };
    },
  };
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
