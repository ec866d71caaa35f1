import { type ChildProcess, spawn } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { setTimeout as delay } from 'node:timers/promises';

/** How a process ended: its exit code, or the signal that ended it. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A program that runs as a process of its own. */
export interface Script {
  readonly pid: number;
  /** What it wrote so far. */
  readonly output: { readonly stdout: string; readonly stderr: string };
  /** Resolves when it has ended. */
  readonly ended: Promise<Ending>;
  /** Resolves with the first match in what it writes to either stream; rejects when it ends without one. */
  printed(pattern: RegExp): Promise<RegExpExecArray>;
  /** Sends a signal to its whole process group, as a terminal sends Ctrl-C. */
  signal(name: NodeJS.Signals): void;
}

interface ScriptOptions {
  readonly args?: readonly string[];
  /** The settings that it finds; nothing else of this process's environment but what programs need to run. */
  readonly env?: Readonly<Record<string, string>>;
}

const repository = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url));

/** Starts a TypeScript file of the repository as npm's scripts do, in a process group of its own. */
export function startScript(path: string, { args = [], env = {} }: ScriptOptions = {}): Script {
  return startProgram(process.execPath, {
    args: ['--import', '@hearth/kit/typescript/register.js', repository(path), ...args],
    env,
  });
}

/** Starts a program in a process group of its own. */
export function startProgram(file: string, { args = [], env = {} }: ScriptOptions = {}): Script {
  const child = spawn(file, args, {
    cwd: repository('.'),
    env: { PATH: process.env['PATH'], HOME: process.env['HOME'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  });
  const output = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (output.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (output.stderr += text));
  const pid = child.pid!;
  return {
    pid,
    output,
    ended: endingOf(child),
    printed: (pattern) => printed(child, output, pattern),
    signal: (name) => signalGroup(pid, name),
  };
}

/** Runs a script to its end. */
export async function runScript(path: string, options: ScriptOptions): Promise<Ending & Script['output']> {
  const { ended, output } = startScript(path, options);
  return { ...(await ended), ...output };
}

const PATIENCE = 15_000; // milliseconds until a process that was told to end is ended

/** Ends a process, by force when it does not end by itself. */
export async function endScript(script: Script | undefined): Promise<void> {
  if (!script) return;
  script.signal('SIGTERM');
  const force = setTimeout(() => script.signal('SIGKILL'), PATIENCE);
  await script.ended;
  clearTimeout(force);
}

function endingOf(child: ChildProcess): Promise<Ending> {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code, signal) => resolve({ code, signal }));
  });
}

function printed(child: ChildProcess, output: Script['output'], pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    const look = () => {
      const match = pattern.exec(output.stdout) ?? pattern.exec(output.stderr);
      if (match) resolve(match);
    };
    child.stdout!.on('data', look);
    child.stderr!.on('data', look);
    child.once('close', () => {
      look();
      reject(new Error(`It ended without printing ${pattern}:\n${output.stdout}\n${output.stderr}`));
    });
    look();
  });
}

function signalGroup(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(-pid, name);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it has ended
  }
}

/** The command lines of running processes that were started on a directory: named by argument or setting. Linux only. */
export const processesOf = (directory: string): string[] => pidsOn(directory).map(commandOf);

/** The ids of those of them that run a script. */
export const pidsOf = (directory: string, script: string): number[] =>
  pidsOn(directory)
    .filter((pid) => commandOf(pid).includes(script))
    .map(Number);

const pidsOn = (directory: string): string[] =>
  readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((pid) => ['cmdline', 'environ'].some((file) => readProcess(pid, file).includes(directory)));

const commandOf = (pid: string): string => readProcess(pid, 'cmdline').replaceAll('\0', ' ');

function readProcess(pid: string, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // it has ended, or is not ours
  }
}

/** Waits until `done` holds. Throws when it does not in time; milliseconds. */
export async function until(done: () => boolean, patience = 30_000): Promise<void> {
  for (const end = Date.now() + patience; !done(); await delay(20)) {
    if (Date.now() > end) throw new Error(`Waited in vain: ${done}`);
  }
}
