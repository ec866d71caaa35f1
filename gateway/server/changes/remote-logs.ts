import { changesEndpoint } from '@hearth/kit/changes/endpoint.ts';
import { RemoteLog } from '@hearth/kit/changes/remote-log.ts';
import type { LoggedChange } from '@hearth/schema/protocol/change.ts';
import { isMinistryName } from '@hearth/schema/subgraphs.ts';
import type { Signing } from '../transport/http/sign-calls.ts';
import type { Subgraph } from '../transport/transport.ts';

/** Change logs of ministries that run elsewhere. */
export interface RemoteLogs {
  /** By the names of their subgraphs. */
  readonly logs: Readonly<Record<string, RemoteLog<LoggedChange>>>;
  /** Resolves when their connections are closed. */
  stop(): Promise<void>;
}

/** The change logs of those subgraphs that are ministries and whose calls are signed; another supergraph's have none. */
export function openRemoteLogs(
  subgraphs: readonly Subgraph[],
  { keys, subgraphs: signed }: Signing,
): RemoteLogs {
  const logs: Record<string, RemoteLog<LoggedChange>> = {};
  for (const { name, url } of subgraphs) {
    if (!isMinistryName(name) || !signed.has(name) || url === '') continue;
    logs[name] = new RemoteLog({ ministry: name, url, keys, endpoint: changesEndpoint });
  }
  return {
    logs,
    stop: async () => void (await Promise.all(Object.values(logs).map((log) => log.stop()))),
  };
}
