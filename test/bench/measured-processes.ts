import { readdirSync, readFileSync, writeFileSync } from 'node:fs';

const TICK = 10; // milliseconds; Linux counts CPU time in hundredths of a second for every program

/** A process as the operating system accounts for it. Linux only. */
interface Process {
  readonly pid: number;
  readonly parent: number;
  /** CPU time of its own and of its ended children so far, milliseconds. */
  readonly cpu: number;
}

/** A process's CPU time so far, milliseconds, with that of the children that ended. */
export const cpuOf = (pid: number): number => readProcess(pid)?.cpu ?? 0;

/** The same with all children that run, as those of a PostgreSQL server do. */
export function cpuOfFamily(pid: number): number {
  return childrenOf(pid).reduce((sum, child) => sum + cpuOf(child), cpuOf(pid));
}

/** The children of a process that run. */
export function childrenOf(parent: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((name) => readProcess(Number(name)) ?? [])
    .filter((process) => process.parent === parent)
    .map(({ pid }) => pid);
}

/** A process's command line; empty when it has ended. */
export const commandOf = (pid: number): string => read(pid, 'cmdline').replaceAll('\0', ' ');

/** The settings that a process was started with; empty when it has ended. */
export function environmentOf(pid: number): Record<string, string> {
  const entries = read(pid, 'environ').split('\0').filter(Boolean);
  return Object.fromEntries(entries.map((entry) => /^([^=]*)=(.*)$/s.exec(entry)!.slice(1)));
}

/** The most memory that a process has held at once, MiB; 0 when it has ended. */
export function peakMemoryOf(pid: number): number {
  const kibibytes = /^VmHWM:\s+(\d+) kB$/m.exec(read(pid, 'status'))?.[1];
  return Math.round(Number(kibibytes ?? 0) / 1024);
}

/** Makes what a process holds now the most that it has held, where the system lets us. */
export function forgetPeakMemoryOf(pid: number): void {
  try {
    writeFileSync(`/proc/${pid}/clear_refs`, '5');
  } catch {
    // the peak since its start stands
  }
}

function readProcess(pid: number): Process | null {
  const stat = read(pid, 'stat');
  if (stat === '') return null;
  // The second field, the name, may hold spaces and brackets: count from its end. Field 3 is the state.
  const fields = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .map(Number);
  const ticks = fields.slice(11, 15).reduce((sum, count) => sum + count, 0);
  return { pid, parent: fields[1]!, cpu: ticks * TICK };
}

function read(pid: number, file: string): string {
  try {
    return readFileSync(`/proc/${pid}/${file}`, 'utf8');
  } catch {
    return ''; // it has ended
  }
}
