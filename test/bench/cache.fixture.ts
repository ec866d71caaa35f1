import { setTimeout as delay } from 'node:timers/promises';
import { startAccessRecord } from '@hearth/gateway/audit/start-record.ts';
import { MemoryLog } from '@hearth/gateway/changes/testing/memory-log.ts';
import { openAccess } from '@hearth/gateway/caller/open-access.ts';
import { readGatewayConfig } from '@hearth/gateway/config.ts';
import { startGateway } from '@hearth/gateway/gateway.ts';
import { createHttpTransport } from '@hearth/gateway/transport/http/http.ts';
import { openDatabases } from '@hearth/kit/database/databases.ts';
import { log } from '@hearth/kit/log.ts';
import { GATEWAY } from '@hearth/kit/settings.ts';
import { untilTerminated } from '@hearth/kit/terminate.ts';
import { operations } from '@hearth/schema/operations.ts';
import { type MinistryName, ministryNames } from '@hearth/schema/subgraphs.ts';
import { householdIds } from './household-ids.ts';

const HEARD = 500; // milliseconds after which changes have been heard of

/**
 * A gateway whose change logs are quiet until it is signalled: SIGUSR2 tells that finance changed every household, SIGWINCH that
 * every ministry did. It prints what its cache has counted then, and on SIGCONT, which does nothing else.
 */
await untilTerminated(async () => {
  const { withUrls, ...config } = readGatewayConfig();
  const logs = new Map(ministryNames.map((ministry) => [ministry, new MemoryLog()]));
  const databases = process.env['RECORDED'] ? await openDatabases({ ministries: [GATEWAY] }) : undefined;
  const accessRecord = databases && (await startAccessRecord({ databaseUrl: databases.urlOf(GATEWAY), log }));
  const gateway = await startGateway({
    ...config,
    access: openAccess,
    changeLogs: Object.fromEntries(logs),
    accessRecord,
    transport: (subgraphs) => createHttpTransport(withUrls(subgraphs)),
    operations: operations(),
    log,
  });
  const count = () =>
    console.log(JSON.stringify({ ...gateway.cache?.counters, heap: process.memoryUsage().heapUsed }));
  const change = async (ministries: Iterable<MinistryName>) => {
    for (const ministry of ministries) {
      for (const household of householdIds) logs.get(ministry)!.commit({ ministry, household });
    }
    await delay(HEARD);
    count();
  };
  process.on('SIGUSR2', () => void change(['finance']));
  process.on('SIGCONT', count);
  process.on('SIGWINCH', () => void change(ministryNames));
  console.log(`Hearth answers at ${gateway.url}/graphql.`);
  return async () => {
    await gateway.stop();
    await accessRecord?.stop();
    await databases?.stop();
  };
});
