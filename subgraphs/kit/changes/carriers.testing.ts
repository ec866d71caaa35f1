import type { TestDatabase } from '../database/testing.ts';
import type { ChangeLog } from './change-log.ts';
import { OutboxLog } from './outbox-log.ts';
import { eventView } from './view.ts';

/** A change log over a database, and what was started for it. */
export interface Carried {
  readonly log: ChangeLog;
  /** Resolves when all that is committed by now has come to the log. */
  settled(): Promise<void>;
  stop(): Promise<void>;
}

interface Carrier {
  readonly name: string;
  readonly carry: (database: TestDatabase) => Promise<Carried>;
}

/** Every way by which changes come from a ministry's table to whoever follows them. */
export const carriers = (): Carrier[] => [{ name: 'the outbox itself', carry: carryOutbox }];

const outboxOf = (database: TestDatabase) => new OutboxLog({ database, ministry: 'health', view: eventView });

async function carryOutbox(database: TestDatabase): Promise<Carried> {
  return { log: outboxOf(database), settled: async () => {}, stop: async () => {} };
}
