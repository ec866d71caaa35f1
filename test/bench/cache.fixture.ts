import { startAccessRecord } from '@hearth/gateway/audit/start-record.ts';
import type { ChangeFeed, FeedListener } from '@hearth/gateway/cache/change-feed.ts';
import { openAccess } from '@hearth/gateway/caller/open-access.ts';
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
 * A gateway whose change logs are quiet until it is signalled: SIGUSR2 tells that finance changed every household, SIGWINCH that
 * nothing is known of any ministry. It prints what its cache has counted then, and on SIGCONT, which does nothing else.
 */
await untilTerminated(async () => {
  const { withUrls, ...config } = readGatewayConfig();
  const listeners = new Set<FeedListener>();
  const changeFeed: ChangeFeed = {
    isCurrent: () => true,
    listen: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const databases = process.env['RECORDED'] ? await openDatabases({ ministries: [GATEWAY] }) : undefined;
  const accessRecord = databases && (await startAccessRecord({ databaseUrl: databases.urlOf(GATEWAY), log }));
  const gateway = await startGateway({
    ...config,
    access: openAccess,
    changeFeed,
    accessRecord,
    transport: (subgraphs) => createHttpTransport(withUrls(subgraphs)),
    operations: operations(),
    log,
  });
  const tell = (to: (listener: FeedListener) => void) => {
    for (const listener of listeners) to(listener);
    console.log(JSON.stringify({ ...gateway.cache?.counters, heap: process.memoryUsage().heapUsed }));
  };
  process.on('SIGUSR2', () =>
    tell(({ onChange }) => {
      for (const household of householdIds) onChange('finance', { household, persons: [], kind: 'CHANGED' });
    }),
  );
  process.on('SIGCONT', () => tell(() => {}));
  process.on('SIGWINCH', () => tell(({ onGap }) => ministryNames.forEach(onGap)));
  console.log(`Hearth answers at ${gateway.url}/graphql.`);
  return async () => {
    await gateway.stop();
    await accessRecord?.stop();
    await databases?.stop();
  };
});
