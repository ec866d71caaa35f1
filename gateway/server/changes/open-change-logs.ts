import type { Broker } from '@hearth/kit/changes/broker.ts';
import type { ChangeLog } from '@hearth/kit/changes/change-log.ts';
import { changesEndpoint } from '@hearth/kit/changes/endpoint.ts';
import { JetStreamLog } from '@hearth/kit/changes/jetstream-log.ts';
import { RemoteLog } from '@hearth/kit/changes/remote-log.ts';
import { isMinistryName } from '@hearth/schema/subgraphs.ts';
import type { Signing } from '../transport/http/sign-calls.ts';
import type { Subgraph } from '../transport/transport.ts';

/** The change logs of ministries that run elsewhere. */
export interface OpenChangeLogs {
  /** By the names of their subgraphs. */
  readonly logs: Readonly<Record<string, ChangeLog>>;
  /** Resolves when their connections are closed; the broker's is whoever's who opened it. */
  stop(): Promise<void>;
}

interface ChangeLogsOptions {
  readonly signing: Signing;
  /** Where ministries send what they announce; undefined when it is read from them. */
  readonly broker: Broker | undefined;
}

/** The change logs of those subgraphs that are ministries and whose calls are signed; another supergraph's have none. */
export function openChangeLogs(
  subgraphs: readonly Subgraph[],
  { signing: { keys, subgraphs: signed }, broker }: ChangeLogsOptions,
): OpenChangeLogs {
  const logs: Record<string, ChangeLog> = {};
  const remote: RemoteLog<unknown>[] = [];
  for (const { name: ministry, url } of subgraphs) {
    if (!isMinistryName(ministry) || !signed.has(ministry)) continue;
    if (broker) logs[ministry] = new JetStreamLog({ ministry, broker });
    else if (url !== '') {
      const log = new RemoteLog({ ministry, url, keys, endpoint: changesEndpoint });
      logs[ministry] = log;
      remote.push(log);
    }
  }
  return { logs, stop: async () => void (await Promise.all(remote.map((log) => log.stop()))) };
}
