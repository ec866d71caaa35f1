import type { MinistryName } from '@hearth/schema/subgraphs.ts';
import type { Database } from '../database/database.ts';
import type { ChangeLog } from './change-log.ts';
import type { ChangesConfig } from './open-broker.ts';
import { startRelay } from './relay.ts';
import { startRetention } from './retention.ts';

/** Sends a ministry's changes where they shall go, and deletes them when their time is over. @returns what ends both */
export function keepChanges(
  { retention, broker }: ChangesConfig,
  options: {
    readonly ministry: MinistryName;
    readonly database: Pick<Database, 'pool'>;
    readonly outbox: ChangeLog;
  },
): () => Promise<void> {
  const stopRetention = startRetention({ ...options, retention, isRelayed: broker !== undefined });
  const stopRelay = broker && startRelay({ ...options, broker, retention });
  return async () => {
    await stopRelay?.();
    await stopRetention();
  };
}
