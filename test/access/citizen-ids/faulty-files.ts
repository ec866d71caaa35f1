import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runImportCommand } from '@hearth/kit/imports/cli.ts';
import { ministries } from '@hearth/standalone/ministries.ts';

/** What a run of a command gave. */
export interface Ran {
  readonly code: number;
  readonly text: string;
}

/** Runs the import command as its script does, and keeps what it writes. */
async function runImport(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Ran> {
  let text = '';
  const stream = { write: (more: string) => (text += more) };
  const code = await runImportCommand(ministries, args, { env, output: { stdout: stream, stderr: stream } });
  return { code, text };
}

/**
 * Imports files in which citizen IDs stand where they do not belong, so that rows or whole files are refused, and lists
 * what was put into quarantine.
 */
export async function importFaultyFiles(env: Readonly<Record<string, string>>): Promise<Ran[]> {
  const run = (...args: string[]) => runImport(args, env);
  const [header = '', ...rows] = await readSample(env, 'health/insurance-enrolments.csv');
  const [personsHeader = '', ...persons] = await readSample(env, 'poverty-relief/persons.csv');
  const id = rows[0]!.split(',')[0]!;
  const files: [ministry: string, kind: string, name: string, lines: string[]][] = [
    ['health', 'insurance-enrolments', 'misplaced.csv', [header, ...rows.map(misplace)]],
    ['poverty-relief', 'persons', 'swapped.csv', [personsHeader, ...persons.map(swapCitizenIds(persons))]],
    ['poverty-relief', 'persons', 'misplaced.csv', [personsHeader, ...persons.map(misplace)]],
    ['health', 'insurance-enrolments', 'header.csv', [`${id},${header}`, ...rows]],
    ['health', 'insurance-enrolments', 'quotes.csv', [header, `"${id}`, ...rows]],
    ['health', 'insurance-enrolments', 'short.csv', [header, id, ...rows.map((row) => `${row},${id}`)]],
  ];
  const ran: Ran[] = [];
  for (const [ministry, kind, name, lines] of files) {
    const path = join(env['DATA_DIR']!, 'sample', name);
    await writeFile(path, lines.join('\n'));
    ran.push(await run(ministry, kind, path));
  }
  for (const ministry of ['health', 'poverty-relief']) ran.push(await run('quarantine', ministry));
  return ran;
}

const readSample = async ({ DATA_DIR: dataDir = '' }: Readonly<Record<string, string>>, path: string) =>
  (await readFile(join(dataDir, 'sample', path), 'utf8')).trim().split('\n');

/** Puts the row's citizen ID into another of its columns, a different one in each row, or spoils it. */
function misplace(row: string, index: number): string {
  const cells = row.split(',');
  const home = cells.findIndex((cell) => /^\d{17}[\dX]$/.test(cell));
  const id = cells[home] ?? '';
  const place = index % cells.length;
  cells[place] = place === home ? spoil(id, Math.floor(index / cells.length)) : id;
  return cells.join(',');
}

/** An ID that is none any more, but tells of the one that it was. */
const spoil = (id: string, way: number): string =>
  [`${id}0`, `0${id}`, `no ${id}`, `${id.slice(0, 17)}${id.endsWith('1') ? '2' : '1'}`, id.toLowerCase()][
    way % 5
  ]!;

/** Gives each person the citizen ID of the next. */
const swapCitizenIds = (all: readonly string[]) => (row: string, index: number) => {
  const cells = row.split(',');
  cells[3] = all[(index + 1) % all.length]!.split(',')[3]!;
  return cells.join(',');
};
