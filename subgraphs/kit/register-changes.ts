import type pg from 'pg';
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

/** A place in the feed: changes come in the order of (txid, seq). */
export interface RegisterPosition {
  readonly txid: string;
  readonly seq: string;
}

/** Before the first change. */
export const REGISTER_START: RegisterPosition = { txid: '0', seq: '0' };

/** One page of the feed. */
export interface RegisterPage {
  readonly changes: readonly RegisterChange[];
  /** After the last change of the page; the one that was asked for when the page is empty. */
  readonly position: RegisterPosition;
}

/** Where the register's changes are read; the owner's database, or whatever carries them. */
export interface RegisterFeed {
  /** The next changes after a position, at most `limit`; none whose transaction may still be overtaken. */
  read(after: RegisterPosition, limit: number): Promise<RegisterPage>;
  /** The position of the last change that is committed, although `read` may still hold it back. */
  end(): Promise<RegisterPosition>;
}

/** Announces changes, in the transaction that makes them. */
export async function announce(client: pg.ClientBase, changes: readonly RegisterChange[]): Promise<void> {
  if (changes.length === 0) return;
  await client.query(
    `insert into register_changes (entity, state)
      select change ->> 'entity', change - 'entity' from jsonb_array_elements($1) as change`,
    [JSON.stringify(changes)],
  );
}

/** Whether a place in the feed lies before another. */
export const isBefore = (one: RegisterPosition, other: RegisterPosition): boolean =>
  one.txid === other.txid ? BigInt(one.seq) < BigInt(other.seq) : BigInt(one.txid) < BigInt(other.txid);

/** Reads the changes from the database of the register's owner. */
export function registerFeed({ pool }: Pick<Database, 'pool'>): RegisterFeed {
  return {
    async read(after, limit) {
      const { rows } = await pool.query<ChangeRow>({
        name: 'register_feed',
        text: `select change.txid::text, change.seq::text, change.entity, change.state from register_changes as change
          where (change.txid, change.seq) > ($1::xid8, $2::bigint)
            and change.txid < pg_snapshot_xmin(pg_current_snapshot())
          order by change.txid, change.seq limit $3`, // the columns, not the texts of the same name
        values: [after.txid, after.seq, limit],
      });
      const last = rows.at(-1);
      return {
        changes: rows.map(({ entity, state }) => ({ ...state, entity }) as RegisterChange),
        position: last ? { txid: last.txid, seq: last.seq } : after,
      };
    },
    async end() {
      const { rows } = await pool.query<RegisterPosition>(
        `select change.txid::text, change.seq::text from register_changes as change
          order by change.txid desc, change.seq desc limit 1`,
      );
      return rows[0] ?? REGISTER_START;
    },
  };
}

interface ChangeRow {
  readonly txid: string;
  readonly seq: string;
  readonly entity: RegisterChange['entity'];
  readonly state: object;
}
