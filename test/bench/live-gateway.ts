import { join } from 'node:path';
import { repositoryFile } from '@hearth/schema/generated-files.ts';
import { nodeOptions } from '@hearth/standalone/service.ts';
import type { RunningGateway } from './gateway-beside.ts';
import type { Workspace } from './workspace.ts';

/** What the gateway of `live.fixture.ts` says of itself. */
interface State {
  readonly streams: number;
  /** Bytes of the heap and what belongs to it. */
  readonly used: number;
  /** Bytes of the process. */
  readonly rss: number;
}

/** A gateway whose changes the measurement makes. */
export interface LiveGateway extends RunningGateway {
  readonly name: string;
  /** Commits so many changes of households, and says how it is then. */
  tell(what: { readonly commit?: number; readonly collect?: boolean }): Promise<State>;
}

/** Starts one in a folder of its own. */
export async function startLiveGateway(
  { run, directory }: Workspace,
  {
    name,
    env,
    fixture = repositoryFile('test/bench/live.fixture.ts'),
    options = [],
  }: { name: string; env: Readonly<Record<string, string>>; fixture?: string; options?: readonly string[] },
): Promise<LiveGateway> {
  const script = run(process.execPath, {
    args: [...nodeOptions, '--expose-gc', ...options, fixture],
    env: { ...env, DATA_DIR: join(directory, name), PORT: '0' },
  });
  const [, url, control] = await script.printed(/Hearth answers at (\S+), and is told at (\S+)\./);
  return {
    name,
    pid: script.pid,
    url: url!,
    async tell(what) {
      const response = await fetch(control!, { method: 'POST', body: JSON.stringify(what) });
      return (await response.json()) as State;
    },
  };
}
