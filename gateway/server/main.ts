import { readChangesConfig } from '@hearth/kit/changes/open-broker.ts';
import { openGatewayKeys } from '@hearth/kit/gateway-keys.ts';
import { openDatabases } from '@hearth/kit/database/databases.ts';
import { GATEWAY } from '@hearth/kit/settings.ts';
import { log } from '@hearth/kit/log.ts';
import { untilTerminated } from '@hearth/kit/terminate.ts';
import { operations } from '@hearth/schema/operations.ts';
import { isRecorded, startAccessRecord } from './audit/start-record.ts';
import { readGatewayConfig } from './config.ts';
import { openChangeLogs } from './changes/open-change-logs.ts';
import { createAccess } from './caller/create-access.ts';
import { startGateway } from './gateway.ts';
import { openCursors } from './live/open-cursors.ts';
import { readSubgraphs } from './plan/supergraph.ts';
import { followSupergraph } from './reload/follow-supergraph.ts';
import { createHttpTransport } from './transport/http/http.ts';

await untilTerminated(async () => {
  const { withUrls, batchesOf, supergraphFile, signedSubgraphs, dataDir, access, ...config } =
    readGatewayConfig();
  const databases = isRecorded(access) ? await openDatabases({ ministries: [GATEWAY] }) : undefined;
  const accessRecord = databases && (await startAccessRecord({ databaseUrl: databases.urlOf(GATEWAY), log }));
  const signing = { keys: await openGatewayKeys(), subgraphs: signedSubgraphs };
  const { broker } = readChangesConfig();
  const changeLogs = openChangeLogs(withUrls(readSubgraphs(config.supergraph)), { signing, broker });
  const gateway = await startGateway({
    access: await createAccess(access, { dataDir, log }),
    ...config,
    transport: (subgraphs) =>
      createHttpTransport(withUrls(subgraphs), { arrays: batchesOf(subgraphs), signing }),
    operations: operations(),
    accessRecord,
    changeLogs: changeLogs.logs,
    cursors: await openCursors(),
    log,
  });
  const follower = followSupergraph({ gateway, path: supergraphFile, supergraph: config.supergraph, log });
  // A terminal that is closed sends SIGHUP too, and must end what it started.
  if (!process.stdin.isTTY) process.on('SIGHUP', () => void follower.reload());
  log.info({ url: gateway.url }, 'ready');
  return async () => {
    follower.stop();
    await gateway.stop();
    await changeLogs.stop();
    await broker?.stop();
    await accessRecord?.stop();
    await databases?.stop();
  };
});
