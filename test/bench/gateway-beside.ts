import { findFreePort } from '@hearth/kit/database/port.ts';
import { nodeOptions } from '@hearth/standalone/service.ts';
import { untilAnswers } from './until-answers.ts';
import type { Workspace } from './workspace.ts';

/** A gateway that answers. */
export interface RunningGateway {
  readonly pid: number;
  /** Where it answers GraphQL. */
  readonly url: string;
}

/** Starts another gateway beside the one of `npm run start:services`, in the same way, with settings of its own. */
export async function startGatewayBeside(
  { run }: Workspace,
  settings: Readonly<Record<string, string>>,
): Promise<RunningGateway> {
  const port = await findFreePort();
  const script = run(process.execPath, {
    args: [...nodeOptions, 'gateway/server/main.ts'],
    env: { ...settings, PORT: String(port) },
  });
  const url = `http://127.0.0.1:${port}`;
  await untilAnswers(`${url}/ready`, script);
  return { pid: script.pid, url: `${url}/graphql` };
}
