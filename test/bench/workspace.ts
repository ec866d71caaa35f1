import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { endLeftoverServer } from '@hearth/kit/database/cluster.ts';
import { endScript, type Script, startProgram, startScript } from '../script.ts';

/** A directory and the processes that a measurement needs; all of it is gone afterwards, also after an error. */
export interface Workspace {
  readonly directory: string;
  /** Starts a script that keeps its data in a folder of the directory. */
  start(
    path: string,
    options: { folder: string; args?: readonly string[]; env?: Record<string, string> },
  ): Script;
  /** Starts any program. */
  run(file: string, options: { args?: readonly string[]; env?: Readonly<Record<string, string>> }): Script;
}

/** Gives a measurement what it needs and clears up behind it. */
export async function withWorkspace<Result>(
  measure: (workspace: Workspace) => Promise<Result>,
): Promise<Result> {
  const directory = await mkdtemp(join(tmpdir(), 'hearth-bench-'));
  const scripts: Script[] = [];
  const folders = new Set<string>();
  const clear = async () => {
    await Promise.all(scripts.map(endScript));
    for (const folder of folders) {
      await endLeftoverServer({ directory: join(directory, folder, 'postgres', 'cluster') });
    }
    await rm(directory, { recursive: true, force: true });
  };
  const kept = (script: Script): Script => {
    scripts.push(script);
    return script;
  };
  const interrupted = () => void clear().finally(() => process.exit(1));
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    return await measure({
      directory,
      start: (path, { folder, args = [], env = {} }) => {
        folders.add(folder);
        const settings = { DATA_DIR: join(directory, folder), PORT: '0', LOG_LEVEL: 'warn', ...env };
        return kept(startScript(path, { args, env: settings }));
      },
      run: (file, options) => kept(startProgram(file, options)),
    });
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
    await clear();
  }
}

/** Tells a script to end, and resolves when it has. */
export async function interrupt(script: Script): Promise<void> {
  script.signal('SIGINT');
  const { code } = await script.ended;
  if (code !== 0) throw new Error(`It ended with ${code}:\n${script.output.stderr}`);
}
