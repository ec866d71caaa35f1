import type { Position } from '@hearth/schema/protocol/change.ts';
import { registerOwner } from '@hearth/schema/subgraphs.ts';
import type pg from 'pg';
import type { Log } from './changes/change-log.ts';
import { commitDurably } from './changes/durable.ts';
import { OutboxLog } from './changes/outbox-log.ts';
import { registerView } from './changes/view.ts';
import type { Database } from './database/database.ts';

/** What the register's owner tells the other ministries: keys, places and keyed hashes, no personal data. */
export type RegisterChange =
  | { readonly entity: 'REGION'; readonly code: string }
  | {
      readonly entity: 'HOUSEHOLD';
      readonly id: string;
      readonly regionCode: string;
      /** False for a household that was dissolved or merged into another. */
      readonly current: boolean;
    }
  | {
      readonly entity: 'PERSON';
      readonly id: string;
      readonly householdId: string;
      /** As the cell `citizenId` makes it; null for a person without one. */
      readonly citizenIdHash: string | null;
      /** As the cell `personName` makes it. */
      readonly nameHash: string;
    };

/** A change of the register in its owner's log. */
export interface LoggedEntry {
  readonly change: RegisterChange;
  /** Of the entries of one entity the one with the greatest version holds: whole numbers, in digits. */
  readonly version: string;
  readonly position: Position;
}

/** The register's log, wherever it is kept. */
export type RegisterLog = Log<LoggedEntry>;

/** Where the register is caught up with: its owner's database. */
export interface RegisterFeed extends Pick<RegisterLog, 'read'> {
  /** After everything that is committed by now, although `read` may still hold it back. */
  committed(): Promise<Position>;
}

/** What an entity is known by among those of its kind. */
export const keyOf = (change: RegisterChange): string =>
  change.entity === 'REGION' ? change.code : change.id;

/** Announces changes, in the transaction that makes them and after the entities' rows were written: later ones wait for those. */
export async function announce(client: pg.ClientBase, changes: readonly RegisterChange[]): Promise<void> {
  if (changes.length === 0) return;
  await commitDurably(client);
  await client.query(
    `insert into changes (entity, key, state)
      select change ->> 'entity', key, change - 'entity' from unnest($1::text[], $2::jsonb[]) as line (key, change)`,
    [changes.map(keyOf), changes.map((change) => JSON.stringify(change))],
  );
}

/** The register's log in the database of its owner. */
export const registerFeed = (database: Pick<Database, 'pool'>): OutboxLog<LoggedEntry> =>
  new OutboxLog({ database, ministry: registerOwner, view: registerView });
