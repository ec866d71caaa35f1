import { readConfig } from '@hearth/kit/config.ts';
import { log } from '@hearth/kit/log.ts';
import { openSecrets } from '@hearth/kit/secrets.ts';
import { GATEWAY } from '@hearth/kit/settings.ts';
import type { OpenMinistry } from '@hearth/kit/subgraph.ts';
import { type AccessRecord, isRecorded, startAccessRecord } from '@hearth/gateway/audit/start-record.ts';
import { assertHostFits, readAccessConfig } from '@hearth/gateway/caller/config.ts';
import type { Access } from '@hearth/gateway/caller/authenticate.ts';
import { createAccess } from '@hearth/gateway/caller/create-access.ts';
import { readRestrictions } from '@hearth/gateway/config.ts';
import { addressSettings } from '@hearth/gateway/settings.ts';
import { startGateway } from '@hearth/gateway/gateway.ts';
import { openCursors } from '@hearth/gateway/live/open-cursors.ts';
import { createInProcessTransport, type SubgraphHandler } from '@hearth/gateway/transport/in-process.ts';
import type { SubgraphOperation } from '@hearth/gateway/transport/transport.ts';
import { operations } from '@hearth/schema/operations.ts';
import { personas } from './personas.ts';
import { readSupergraph } from './supergraph.ts';
import { openMinistries } from './open-ministries.ts';
import { findExamples, type Examples } from './examples.ts';
import { importSampleOnce, type SampleImport } from './sample-import.ts';
import { standaloneSettings } from './settings.ts';

/** Everything, running in this process. */
export interface Standalone {
  /** Where GraphQL is answered. */
  readonly url: string;
  /** Who is answered. */
  readonly mode: Access['mode'];
  /** What this start imported; null when there was data already. */
  readonly imported: SampleImport | null;
  readonly examples: Examples;
  /** Answers what was asked, then ends gateway, ministries and databases. */
  stop(): Promise<void>;
}

/** Sees what the hub does; for tests and benchmarks that count. */
export interface StandaloneObserver {
  /** Called with each operation that the gateway sends to a ministry; what it throws fails the call. */
  readonly onCall?: (ministry: string, operation: SubgraphOperation) => void;
  /** Told, in a line for people, how far the start has come. */
  readonly onProgress?: (line: string) => void;
  /** Called with the text of every SQL statement of a ministry. */
  readonly onStatement?: (ministry: string, text: string) => void;
}

/**
 * Starts the hub with all ministries in this process: they are called without HTTP.
 * @throws ConfigError naming every setting at fault.
 */
export async function startStandalone(
  env: NodeJS.ProcessEnv = process.env,
  { onCall = () => {}, onStatement, onProgress }: StandaloneObserver = {},
): Promise<Standalone> {
  const values = readConfig({ ...addressSettings, ...standaloneSettings }, env);
  const { PORT: port, HOST: host, DATA_DIR: dataDir, SAMPLE_HOUSEHOLDS: households } = values;
  const accessConfig = readAccessConfig({ env, fallback: 'demo' });
  assertHostFits(host, accessConfig);
  const restrictions = readRestrictions({ access: accessConfig, env });
  const access = await createAccess(accessConfig, { dataDir, personas, log });
  const secrets = await openSecrets(env);
  const withGateway = isRecorded(access, env);
  onProgress?.('Opening the databases …');
  const ministries = await openMinistries({ secrets, env, onStatement, withGateway });
  let accessRecord: AccessRecord | undefined;
  try {
    const imported = await importSampleOnce({
      open: ministries.all,
      dataDir,
      households,
      secrets,
      onProgress,
    });
    const examples = await findExamples(ministries.all);
    if (withGateway) {
      accessRecord = await startAccessRecord({ databaseUrl: ministries.databases.urlOf(GATEWAY), env, log });
    }
    const gateway = await startGateway({
      access,
      supergraph: await readSupergraph(),
      transport: () => createInProcessTransport(handlers(ministries.all, onCall)),
      host,
      port,
      operations: operations(),
      example: examples.keys,
      accessRecord,
      changeLogs: Object.fromEntries(ministries.all.map(({ name, changes }) => [name, changes])),
      cursors: await openCursors(env),
      log,
      ...restrictions,
    });
    const stop = async () => {
      await gateway.stop();
      await accessRecord?.stop();
      await ministries.stop();
    };
    return { url: `${gateway.url}/graphql`, mode: access.mode, imported, examples, stop };
  } catch (error) {
    await accessRecord?.stop();
    await ministries.stop();
    throw error;
  }
}

const handlers = (
  open: readonly OpenMinistry[],
  onCall: NonNullable<StandaloneObserver['onCall']>,
): Record<string, SubgraphHandler> =>
  Object.fromEntries(
    open.map(({ name, executeAll }): [string, SubgraphHandler] => [
      name,
      (operations, authority) => {
        for (const operation of operations) onCall(name, operation);
        return executeAll(
          operations.map(({ query, variables }) => ({
            query,
            variables: variables && JSON.parse(variables),
          })),
          authority,
        );
      },
    ]),
  );
