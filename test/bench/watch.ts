import { performance } from 'node:perf_hooks';
import type { Script } from '../script.ts';
import { peakMemoryOf } from './measured-processes.ts';

const INTERVAL = 100; // milliseconds between two looks at a process's memory

/** Waits for a process's end: how long it took, the most memory that it held (MiB), and what it wrote. */
export async function watch({
  pid,
  ended,
  output,
}: Script): Promise<{ seconds: number; peak: number; stdout: string }> {
  const begun = performance.now();
  let peak = 0;
  const timer = setInterval(() => (peak = Math.max(peak, peakMemoryOf(pid))), INTERVAL);
  const { code } = await ended;
  clearInterval(timer);
  if (code !== 0) throw new Error(`It ended with ${code}:\n${output.stderr}`);
  return { seconds: (performance.now() - begun) / 1000, peak, stdout: output.stdout };
}
