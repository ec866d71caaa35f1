import type { CommittedChange } from '@hearth/schema/protocol/change.ts';
import type pg from 'pg';
import { v7 as newId } from 'uuid';
import { commitDurably } from './durable.ts';
import { POSITION_SQL } from './position.ts';

/** What is announced; where the household lives is looked up. */
export interface Announcement {
  /** What happened, as `ChangeKind` of the contract names it. */
  readonly kind: string;
  /** Null for a record of no household, which may concern everybody. */
  readonly household: string | null;
  /** The people who are concerned; empty when it is the household as a whole. */
  readonly persons?: readonly string[];
}

/**
 * Announces changes in their order, in the transaction that makes them and as somebody who sees every household.
 * @param households the table that says where households live, as its ministry's register names it
 * @returns what the answer to a command tells of them
 */
export async function announceChanges(
  client: pg.ClientBase,
  announcements: readonly Announcement[],
  households: string,
): Promise<CommittedChange[]> {
  if (announcements.length === 0) return [];
  const lines = announcements.map((announcement, place) => ({
    id: newId(),
    persons: [],
    ...announcement,
    place,
  }));
  await commitDurably(client);
  const { rows } = await client.query<CommittedChange>(
    `insert into changes (id, kind, household, region, persons)
      select line.id, line.kind, line.household, home.region_code, line.persons
        from jsonb_to_recordset($1) as line (id uuid, kind text, household text, persons text[], place int)
        left join ${client.escapeIdentifier(households)} as home on home.id = line.household
        where line.household is null or home.id is not null
        order by line.place
      returning household, persons, ${POSITION_SQL} as position`,
    [JSON.stringify(lines)],
  );
  return rows;
}
