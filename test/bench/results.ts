import { mkdirSync, writeFileSync } from 'node:fs';
import { cpus, release, totalmem, type } from 'node:os';

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
export const save = (part: string, tables: readonly Table[]): void => saveJson(part, { tables });

/** Writes what was measured, with the time and the machine, as `results/<name>.json`. */
export function saveJson(name: string, measured: object): void {
  const content = { measuredAt: new Date().toISOString(), machine: describeMachine(), ...measured };
  saveFile(`${name}.json`, `${JSON.stringify(content, null, 2)}\n`);
}

/** Writes a file of the folder `results`. */
export function saveFile(name: string, text: string): void {
  const folder = new URL('results/', import.meta.url);
  mkdirSync(folder, { recursive: true });
  writeFileSync(new URL(name, folder), text);
}

/** The machine that figures were measured on. */
export function describeMachine() {
  const [processor] = cpus();
  return {
    node: process.version,
    system: `${type()} ${release()}`,
    processor: processor?.model,
    cores: cpus().length,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
  };
}
