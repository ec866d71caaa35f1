import { setTimeout } from 'node:timers/promises';
import type pg from 'pg';
import type { Database } from './database/database.ts';
import { isBefore, REGISTER_START } from './register-changes.ts';
import type { RegisterChange, RegisterFeed, RegisterPosition } from './register-changes.ts';
import { moveRecords } from './register-moves.ts';

/** The one feed there is; the position names it so that there may be others. */
const FEED = 'register';

const PAGE_SIZE = 5_000; // changes

const PAUSE = 20; // milliseconds between looks at changes that are held back
const LONGEST_WAIT = 60_000; // milliseconds

/**
 * Brings a database's projection of the register up to what the feed's owner has committed by now. Changes are
 * applied in order, a page and its position in one transaction: it may be stopped anywhere, and several may
 * follow at once. Waits while a transaction that is still open, anywhere on the owner's server, holds changes back.
 * @returns how many changes were applied
 * @throws Error when they are held back for a minute
 */
export async function followRegister(feed: RegisterFeed, { pool }: Pick<Database, 'pool'>): Promise<number> {
  const end = await feed.end();
  const latest = Date.now() + LONGEST_WAIT;
  for (let applied = 0; ;) {
    const { count, position } = await inTransaction(pool, (client) => applyPage(client, feed));
    applied += count;
    if (!isBefore(position, end)) return applied;
    if (count > 0) continue;
    if (Date.now() > latest)
      throw new Error('The register cannot be followed: an open transaction holds back its changes.');
    await setTimeout(PAUSE);
  }
}

/** Forgets the projection and reads the feed from its beginning; until it ends, the register is not whole. */
export async function rebuildRegister(feed: RegisterFeed, database: Pick<Database, 'pool'>): Promise<number> {
  await database.pool.query(
    'truncate register_position, register_persons, register_households, register_regions',
  );
  return followRegister(feed, database);
}

async function applyPage(
  client: pg.ClientBase,
  feed: RegisterFeed,
): Promise<{ count: number; position: RegisterPosition }> {
  const before = await lockPosition(client);
  const { changes, position } = await feed.read(before, PAGE_SIZE);
  if (changes.length === 0) return { count: 0, position: before };
  await client.query(REGIONS, [newest(changes, 'REGION')]);
  await client.query(HOUSEHOLDS, [newest(changes, 'HOUSEHOLD')]);
  const persons = newest(changes, 'PERSON');
  await moveRecords(client, persons);
  await client.query(PERSONS, [persons]);
  await client.query('update register_position set txid = $2::xid8, seq = $3 where feed = $1', [
    FEED,
    position.txid,
    position.seq,
  ]);
  return { count: changes.length, position };
}

/** Where this database is; others who follow at the same time wait. */
async function lockPosition(client: pg.ClientBase): Promise<RegisterPosition> {
  const { txid, seq } = REGISTER_START;
  await client.query(
    'insert into register_position (feed, txid, seq) values ($1, $2::xid8, $3) on conflict do nothing',
    [FEED, txid, seq],
  );
  const { rows } = await client.query<RegisterPosition>(
    'select txid::text, seq::text from register_position where feed = $1 for update',
    [FEED],
  );
  return rows[0]!;
}

/** The last change of each entity of a page, as JSON. */
function newest(changes: readonly RegisterChange[], entity: RegisterChange['entity']): string {
  const own = changes.filter((change) => change.entity === entity);
  const byKey = new Map(own.map((change) => [change.entity === 'REGION' ? change.code : change.id, change]));
  return JSON.stringify([...byKey.values()]);
}

const REGIONS = `
  insert into register_regions (code) select code from jsonb_to_recordset($1) as change (code text)
  on conflict do nothing`;

const HOUSEHOLDS = `
  insert into register_households (id, region_code, current)
    select id, "regionCode", current
      from jsonb_to_recordset($1) as change (id text, "regionCode" text, current boolean)
  on conflict (id) do update set region_code = excluded.region_code, current = excluded.current`;

const PERSONS = `
  insert into register_persons (id, household_id, citizen_id_hash, name_hash)
    select id, "householdId", "citizenIdHash", "nameHash"
      from jsonb_to_recordset($1)
        as change (id text, "householdId" text, "citizenIdHash" text, "nameHash" text)
  on conflict (id) do update set household_id = excluded.household_id,
    citizen_id_hash = excluded.citizen_id_hash, name_hash = excluded.name_hash`;

async function inTransaction<Result>(
  pool: pg.Pool,
  work: (client: pg.ClientBase) => Promise<Result>,
): Promise<Result> {
  const client = await pool.connect();
  let failure: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(client);
    await client.query('commit');
    return result;
  } catch (error) {
    failure = error as Error; // the pool closes a connection whose state nobody knows
    throw error;
  } finally {
    client.release(failure);
  }
}
