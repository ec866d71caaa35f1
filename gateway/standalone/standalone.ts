import { readConfig } from '@hearth/kit/config.ts';
import { openSecrets } from '@hearth/kit/secrets.ts';
import type { OpenMinistry } from '@hearth/kit/subgraph.ts';
import { gatewaySettings } from '@hearth/gateway/settings.ts';
import { startGateway } from '@hearth/gateway/gateway.ts';
import { createInProcessTransport, type SubgraphHandler } from '@hearth/gateway/transport/in-process.ts';
import { operations } from '@hearth/schema/operations.ts';
import { readSupergraph } from './supergraph.ts';
import { openMinistries } from './open-ministries.ts';
import { findExamples, type Examples } from './examples.ts';
import { importSampleOnce, type SampleImport } from './sample-import.ts';
import { standaloneSettings } from './settings.ts';

/** Everything, running in this process. */
export interface Standalone {
  /** Where GraphQL is answered. */
  readonly url: string;
  /** What this start imported; null when there was data already. */
  readonly imported: SampleImport | null;
  readonly examples: Examples;
  /** Answers what was asked, then ends gateway, ministries and databases. */
  stop(): Promise<void>;
}

/**
 * Starts the hub with all ministries in this process: they are called without HTTP.
 * @throws ConfigError naming every setting at fault.
 */
export async function startStandalone(env: NodeJS.ProcessEnv = process.env): Promise<Standalone> {
  const { PORT: port, HOST: host } = readConfig(gatewaySettings, env);
  const { DATA_DIR: dataDir, SAMPLE_HOUSEHOLDS: households } = readConfig(standaloneSettings, env);
  const secrets = await openSecrets(env);
  const ministries = await openMinistries({ env });
  try {
    const imported = await importSampleOnce({ open: ministries.all, dataDir, households, secrets });
    const examples = await findExamples(ministries.all);
    const gateway = await startGateway({
      supergraph: await readSupergraph(),
      transport: () => createInProcessTransport(handlers(ministries.all)),
      host,
      port,
      operations: operations(),
      example: examples,
    });
    const stop = async () => {
      await gateway.stop();
      await ministries.stop();
    };
    return { url: gateway.url, imported, examples, stop };
  } catch (error) {
    await ministries.stop();
    throw error;
  }
}

const handlers = (open: readonly OpenMinistry[]): Record<string, SubgraphHandler> =>
  Object.fromEntries(
    open.map(({ name, execute }): [string, SubgraphHandler] => [
      name,
      ({ query, variables }) => execute({ query, ...(variables && { variables: JSON.parse(variables) }) }),
    ]),
  );
