import { parseArgs } from 'node:util';
import { ConfigError } from '../config.ts';
import { DatabaseUnavailableError } from '../database/server-check.ts';
import { hasCode } from '../private-file.ts';
import { openSecrets } from '../secrets.ts';
import type { Ministry } from '../subgraph.ts';
import type { ExchangeFile } from './exchange.ts';
import { importFile } from './importer.ts';
import { openImportDatabases } from './import-databases.ts';
import { startProgress } from './progress.ts';
import { listQuarantine, writeQuarantine } from './quarantine-list.ts';
import { FileRefusedError } from './reasons.ts';
import { kindsText, quarantinedText, summaryText } from './report.ts';

/** What the command needs of a ministry. */
export type ImportMinistry = Pick<Ministry, 'name' | 'exchange' | 'migrations' | 'register'>;

/** What the command has to do with its process. */
interface CommandSurroundings {
  /** Where its settings are read; the process's own environment unless told. */
  readonly env?: NodeJS.ProcessEnv;
  /** Where it writes; the process's own streams unless told. */
  readonly output?: {
    readonly stdout: { write(text: string): unknown };
    readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
  };
  /** Tells it to end before it is done. */
  readonly signal?: AbortSignal;
}

const USAGE = `Usage:
  npm run import -- <ministry> <kind> <file.csv> [--dry-run]
      imports a file; --dry-run tries it without effect
  npm run import -- list [<ministry>]
      the kinds of files, with their columns
  npm run import -- quarantine <ministry> [--kind <kind>] [--run <id>] [--out <file.csv>]
      rows that were refused; --out writes those of a kind to correct
  npm run import -- retry <ministry> <kind> <corrected.csv> [--dry-run]
      imports such a file after it was corrected
`;

/** The command line cannot be understood. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

/**
 * Runs the import command.
 * @returns the exit code: 0 when the file was read, also when rows were quarantined; 2 when the command line,
 * a setting or the file as a whole is at fault; 130 when it was told to end
 */
export async function runImportCommand(
  ministries: readonly ImportMinistry[],
  argv: readonly string[],
  { env = process.env, output = process, signal }: CommandSurroundings = {},
): Promise<number> {
  try {
    await run({ ministries, env, output, signal, ...parse(argv) });
    return 0;
  } catch (error) {
    if (signal?.aborted && error === signal.reason) {
      output.stderr.write("Stopped before the file's end: run it again.\n");
      return 130;
    }
    const message = explain(error);
    if (message === null) throw error;
    output.stderr.write(`${message}\n`);
    return 2;
  }
}

/** What to tell whoever ran the command; null for an error that nobody foresaw. */
function explain(error: unknown): string | null {
  if (error instanceof UsageError) return `${error.message}\n\n${USAGE}`;
  if (error instanceof FileRefusedError) return `${error.reason}: ${error.message}`;
  if (error instanceof ConfigError || error instanceof DatabaseUnavailableError) return error.message;
  return null;
}

interface Command extends ReturnType<typeof parse>, Required<Omit<CommandSurroundings, 'signal'>> {
  readonly ministries: readonly ImportMinistry[];
  readonly signal: AbortSignal | undefined;
}

function parse(argv: readonly string[]) {
  const text = { type: 'string' } as const;
  const options = { 'dry-run': { type: 'boolean' }, kind: text, run: text, out: text } as const;
  try {
    const { values, positionals } = parseArgs({ args: [...argv], options, allowPositionals: true });
    return { options: values, words: positionals };
  } catch (cause) {
    throw new UsageError((cause as Error).message, { cause });
  }
}

async function run(command: Command): Promise<void> {
  switch (command.words[0]) {
    case 'list':
      return list(command);
    case 'quarantine':
      return quarantine(command);
    case 'retry':
      return importOne(command, { words: command.words.slice(1), isCorrection: true });
    default:
      return importOne(command, { words: command.words, isCorrection: false });
  }
}

/** What would be passed over in silence may be what was meant. */
function refuseSurplus(
  words: readonly string[],
  options: Command['options'],
  known: readonly string[],
): void {
  const strange = Object.keys(options).filter((name) => !known.includes(name));
  const surplus = [...words, ...strange.map((name) => `--${name}`)];
  if (surplus.length > 0) throw new UsageError(`${surplus.join(', ')}: not expected here.`);
}

function list({ ministries, words, options, output }: Command): void {
  refuseSurplus(words.slice(2), options, []);
  const chosen = words[1] === undefined ? ministries : [findMinistry(ministries, words[1])];
  for (const { name, exchange } of chosen) output.stdout.write(`${kindsText(name, exchange)}\n`);
}

async function importOne(
  { ministries, options, env, output, signal }: Command,
  { words, isCorrection }: { words: readonly string[]; isCorrection: boolean },
): Promise<void> {
  const [name, kind, path, ...rest] = words;
  if (path === undefined) throw new UsageError('Name a ministry, a kind and a file.');
  refuseSurplus(rest, options, ['dry-run']);
  const ministry = findMinistry(ministries, name);
  const file = findKind(ministry, kind);
  const dryRun = options['dry-run'] ?? false;
  const databases = await openImportDatabases(ministries, env);
  const progress = startProgress(output.stderr);
  try {
    const { database, followRegister } = await databases.of(ministry);
    await followRegister();
    const secrets = await openSecrets(env);
    const { onProgress } = progress;
    const how = { dryRun, isCorrection, onProgress, signal };
    const summary = await importFile({ file, path, database, secrets, register: ministry.register, ...how });
    progress.stop();
    output.stdout.write(`${summaryText(ministry.name, summary)}\n`);
    if (file.announces && !dryRun) await databases.followEverywhere();
  } finally {
    progress.stop();
    await databases.stop();
  }
}

async function quarantine({ ministries, words, options, env, output }: Command): Promise<void> {
  const ministry = findMinistry(ministries, words[1]);
  refuseSurplus(words.slice(2), options, ['kind', 'run', 'out']);
  const { kind, run: runId, out } = options;
  if (out !== undefined && kind === undefined)
    throw new UsageError('--out writes the rows of one kind: name it with --kind.');
  const file = kind === undefined ? null : findKind(ministry, kind);
  const databases = await openImportDatabases(ministries, env);
  try {
    const { database } = await databases.of(ministry);
    if (out !== undefined) {
      const secrets = await openSecrets(env);
      const filter = { path: out, file: file!, run: runId, secrets };
      const count = await writeQuarantine(database, filter).catch((cause) => refuseOut(out, cause));
      output.stdout.write(
        `${count} rows to correct are in ${out}; then: npm run import -- retry ${ministry.name} ${kind} ${out}\n`,
      );
      return;
    }
    for await (const row of listQuarantine(database, { kind, run: runId })) {
      output.stdout.write(`${quarantinedText(row)}\n`);
    }
  } finally {
    await databases.stop();
  }
}

function refuseOut(path: string, cause: Error): never {
  if (!hasCode(cause, 'ENOENT', 'ENOTDIR', 'EISDIR', 'EACCES', 'EPERM', 'EROFS', 'ENOSPC')) throw cause;
  const { code } = cause as NodeJS.ErrnoException;
  throw new UsageError(`--out is ${JSON.stringify(path)}: it cannot be written (${code}).`, { cause });
}

function findMinistry(ministries: readonly ImportMinistry[], name: string | undefined): ImportMinistry {
  const found = ministries.find((ministry) => ministry.name === name);
  if (found) return found;
  const names = ministries.map((ministry) => ministry.name).join(', ');
  throw new UsageError(
    name === undefined ? `Name a ministry: ${names}.` : `No ministry is called ${name}; there are ${names}.`,
  );
}

function findKind({ name, exchange }: ImportMinistry, kind: string | undefined): ExchangeFile {
  const found = exchange.find((file) => file.kind === kind);
  if (found) return found;
  throw new UsageError(
    `${name} has no kind ${kind}; it has ${exchange.map((file) => file.kind).join(', ')}.`,
  );
}
