import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { json } from 'node:stream/consumers';
import { startAccessRecord } from '@hearth/gateway/audit/start-record.ts';
import { MemoryLog } from '@hearth/gateway/changes/testing/memory-log.ts';
import { createAccess } from '@hearth/gateway/caller/create-access.ts';
import { readGatewayConfig } from '@hearth/gateway/config.ts';
import { startGateway } from '@hearth/gateway/gateway.ts';
import { createHttpTransport } from '@hearth/gateway/transport/http/http.ts';
import { openDatabases } from '@hearth/kit/database/databases.ts';
import { log } from '@hearth/kit/log.ts';
import { GATEWAY } from '@hearth/kit/settings.ts';
import { untilTerminated } from '@hearth/kit/terminate.ts';
import { operations } from '@hearth/schema/operations.ts';
import { ministryNames } from '@hearth/schema/subgraphs.ts';
import { householdIds } from './household-ids.ts';

/**
 * A gateway before real ministries whose change logs are in memory. A second port takes `{"commit": n}`: health changes so many households, one
 * after the other. It answers how many streams are open, and what memory is in use (bytes) after the garbage is collected.
 */
await untilTerminated(async () => {
  const { withUrls, access, dataDir, ...config } = readGatewayConfig();
  const logs = Object.fromEntries(ministryNames.map((ministry) => [ministry, new MemoryLog()]));
  const databases = process.env['RECORDED'] ? await openDatabases({ ministries: [GATEWAY] }) : undefined;
  const accessRecord = databases && (await startAccessRecord({ databaseUrl: databases.urlOf(GATEWAY), log }));
  const gateway = await startGateway({
    ...config,
    access: await createAccess(access, { dataDir, log }),
    changeLogs: logs,
    accessRecord,
    transport: (subgraphs) => createHttpTransport(withUrls(subgraphs)),
    operations: operations(),
    log,
  });
  let committed = 0;
  const commit = (count: number) => {
    for (let left = count; left > 0; left -= 1) {
      const household = householdIds[committed % householdIds.length]!;
      logs['health']!.commit({ ministry: 'health', household, at: new Date().toISOString() });
      committed += 1;
    }
  };
  const control = createServer(async (request, response) => {
    const told = (await json(request)) as { readonly commit?: number; readonly collect?: boolean };
    commit(told.commit ?? 0);
    if (told.collect) globalThis.gc?.();
    const { heapUsed, external, rss } = process.memoryUsage();
    response.end(JSON.stringify({ streams: gateway.streams(), used: heapUsed + external, rss }));
  });
  await new Promise<void>((resolve) => control.listen(0, '127.0.0.1', resolve));
  const { port } = control.address() as AddressInfo;
  console.log(`Hearth answers at ${gateway.url}/graphql, and is told at http://127.0.0.1:${port}.`);
  return async () => {
    control.close();
    await gateway.stop();
    await accessRecord?.stop();
    await databases?.stop();
  };
});
