import { setTimeout } from 'node:timers/promises';
import { LOG_START, type Position } from '@hearth/schema/protocol/change.ts';
import type pg from 'pg';
import { GapError } from './changes/change-log.ts';
import { later } from './changes/position.ts';
import type { Database } from './database/database.ts';
import { inTransaction } from './database/transaction.ts';
import { logOutages, type Outages } from './outages.ts';
import type { RegisterFeed, RegisterLog } from './register-changes.ts';
import { applyEntries } from './register-apply.ts';

/** The one feed there is; the position names it so that there may be others. */
const FEED = 'register';

const PAGE_SIZE = 5_000; // changes

const PAUSE = 20; // milliseconds between looks at changes that are held back
const LONGEST_WAIT = 60_000; // milliseconds
const RETRY = 500; // milliseconds

/** What follows a register. */
interface FollowOptions {
  /** Whether households that move are announced in the database's own log: by all but the register's owner, who has announced them. */
  readonly announcesMoves: boolean;
  /** Called after a commit that announced something. */
  readonly onAnnounced?: () => void;
}

/**
 * Brings a database's projection of the register up to what the feed's owner has committed by now. Changes are
 * applied in order, a page and its position in one transaction: it may be stopped anywhere, and several may
 * follow at once. Waits while a transaction that is still open, anywhere on the owner's server, holds changes back.
 * @returns how many changes were applied
 * @throws Error when they are held back for a minute
 */
export async function followRegister(
  feed: RegisterFeed,
  database: Pick<Database, 'pool'>,
  options: FollowOptions,
): Promise<number> {
  const end = await feed.committed();
  const latest = Date.now() + LONGEST_WAIT;
  for (let applied = 0; ;) {
    const { count, position } = await nextPage(feed, database, options);
    applied += count;
    if (position >= end) return applied;
    if (count > 0) continue;
    if (Date.now() > latest)
      throw new Error('The register cannot be followed: an open transaction holds back its changes.');
    await setTimeout(PAUSE);
  }
}

/** Keeps a database's projection of the register up to date until the signal aborts, from where it stood. */
async function keepFollowing(
  register: RegisterLog,
  database: Pick<Database, 'pool'>,
  { signal, ...options }: FollowOptions & { readonly signal: AbortSignal },
): Promise<void> {
  const outages = logOutages({
    fields: {},
    lost: 'the register cannot be followed at the moment',
    back: 'the register is followed again',
  });
  while (!signal.aborted) {
    try {
      await followOn(register, database, { signal, outages, ...options });
    } catch (error) {
      if (error instanceof GapError) await startAgain(database).catch(() => {});
      else outages.onLost((error as Error).name);
      await setTimeout(RETRY, undefined, { signal }).catch(() => {});
    }
  }
}

/** Follows until the signal aborts, or somebody sets the projection back to rebuild it. */
async function followOn(
  register: RegisterLog,
  database: Pick<Database, 'pool'>,
  {
    signal,
    outages,
    ...options
  }: FollowOptions & { readonly signal: AbortSignal; readonly outages: Outages },
): Promise<void> {
  let from = await positionOf(database);
  for await (const { changes, position } of register.follow(from, signal)) {
    outages.onBack();
    if (changes.length === 0) continue;
    let isSetBack = false;
    await inTransactionOf(database, options, async (client) => {
      const before = await lockPosition(client);
      isSetBack = before < from;
      if (isSetBack) return 0;
      const moved = await applyEntries(client, changes, options);
      from = later(before, position);
      await savePosition(client, from);
      return moved;
    });
    if (isSetBack) return;
  }
}

/** Follows a register, when there is one. @returns what ends that and resolves when it has ended */
export function startFollowing(
  register: RegisterLog | undefined,
  database: Pick<Database, 'pool'>,
  options: FollowOptions,
): () => Promise<void> {
  if (!register) return async () => {};
  const controller = new AbortController();
  const following = keepFollowing(register, database, { ...options, signal: controller.signal });
  return async () => {
    controller.abort();
    await following;
  };
}

/** Forgets the projection and reads the feed from its beginning; until it ends, the register is not whole. */
export async function rebuildRegister(feed: RegisterFeed, database: Pick<Database, 'pool'>): Promise<number> {
  await database.pool.query(
    'truncate register_position, register_persons, register_households, register_regions',
  );
  return followRegister(feed, database, { announcesMoves: false }); // nothing is known of where anybody was
}

async function nextPage(
  feed: RegisterFeed,
  database: Pick<Database, 'pool'>,
  options: FollowOptions,
): Promise<{ count: number; position: Position }> {
  let count = 0;
  let position = LOG_START;
  try {
    await inTransactionOf(database, options, async (client) => {
      const page = await feed.read(await lockPosition(client), PAGE_SIZE);
      ({ position } = page);
      count = page.changes.length;
      if (count === 0) return 0;
      const moved = await applyEntries(client, page.changes, options);
      await savePosition(client, position);
      return moved;
    });
  } catch (error) {
    if (!(error instanceof GapError)) throw error;
    await startAgain(database);
  }
  return { count, position };
}

/** @param work resolves with how many moves it announced */
async function inTransactionOf(
  { pool }: Pick<Database, 'pool'>,
  { onAnnounced }: FollowOptions,
  work: (client: pg.ClientBase) => Promise<number>,
): Promise<void> {
  if ((await inTransaction(pool, work)) > 0) onAnnounced?.();
}

/** Takes every entry anew: the owner's log begins again, with versions that may be lower than before. */
async function startAgain({ pool }: Pick<Database, 'pool'>): Promise<void> {
  await inTransaction(pool, async (client) => {
    await lockPosition(client);
    await client.query('update register_households set version = 0; update register_persons set version = 0');
    await savePosition(client, LOG_START);
  });
}

async function positionOf({ pool }: Pick<Database, 'pool'>): Promise<Position> {
  const { rows } = await pool.query<{ position: Position }>(
    'select position from register_position where feed = $1',
    [FEED],
  );
  return rows[0]?.position ?? LOG_START;
}

/** Where this database is; others who follow at the same time wait. */
async function lockPosition(client: pg.ClientBase): Promise<Position> {
  await client.query(
    'insert into register_position (feed, position) values ($1, $2) on conflict do nothing',
    [FEED, LOG_START],
  );
  const { rows } = await client.query<{ position: Position }>(
    'select position from register_position where feed = $1 for update',
    [FEED],
  );
  return rows[0]!.position;
}

async function savePosition(client: pg.ClientBase, position: Position): Promise<void> {
  await client.query('update register_position set position = $2 where feed = $1', [FEED, position]);
}
