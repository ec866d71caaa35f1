import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, totalmem } from 'node:os';

/** One line of a table: what was measured and its figures, in their units. */
export type Row = Readonly<Record<string, string | number>>;

/** A measured table. */
export interface Table {
  readonly title: string;
  readonly rows: readonly Row[];
}

/** The middle of some figures: one noisy round does not move it. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** A figure as people read it: three digits that matter. */
export function round(value: number): number {
  return value >= 100 ? Math.round(value) : Number(value.toPrecision(3));
}

/** Prints a table: text to the left, figures to the right. */
export function print({ title, rows }: Table): void {
  const columns = Object.keys(rows[0] ?? {});
  const lines = [columns, ...rows.map((row) => columns.map((column) => String(row[column])))];
  const widths = columns.map((_, place) => Math.max(...lines.map((line) => line[place]!.length)));
  const isText = columns.map((column) => typeof rows[0]?.[column] === 'string');
  const pad = (cell: string, place: number) =>
    isText[place] ? cell.padEnd(widths[place]!) : cell.padStart(widths[place]!);
  console.log(`\n${title}`);
  for (const line of lines) console.log(`  ${line.map(pad).join('  ')}`.trimEnd());
}

/** Writes the tables of a part, with the machine that they were measured on, as `results/<part>.json`. */
export function save(part: string, tables: readonly Table[]): void {
  const folder = new URL('results/', import.meta.url);
  const [processor] = cpus();
  const machine = {
    node: process.version,
    processor: processor?.model,
    cores: cpus().length,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
  };
  mkdirSync(folder, { recursive: true });
  const text = JSON.stringify({ measuredAt: new Date().toISOString(), machine, tables }, null, 2);
  writeFileSync(new URL(`${part}.json`, folder), `${text}\n`);
}
