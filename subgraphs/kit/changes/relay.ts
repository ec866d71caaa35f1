import { setTimeout as delay } from 'node:timers/promises';
import { DiscardPolicy, RetentionPolicy, StorageType } from '@nats-io/jetstream';
import { headers } from '@nats-io/transport-node';
import type { LoggedChange, Position } from '@hearth/schema/protocol/change.ts';
import type { MinistryName } from '@hearth/schema/subgraphs.ts';
import type pg from 'pg';
import type { Database } from '../database/database.ts';
import { logOutages, type Outages } from '../outages.ts';
import type { Broker, Connected } from './broker.ts';
import { type ChangeLog, GapError } from './change-log.ts';
import { changeEnvelope } from './envelope.ts';
import {
  BEFORE_HEADER,
  type Heartbeat,
  LATER,
  POSITION_HEADER,
  positionOf,
  START_HEADER,
  WHOLE,
} from './message.ts';
import { later, writePosition } from './position.ts';
import { subjectOf } from './subject.ts';

interface RelayOptions {
  readonly ministry: MinistryName;
  readonly database: Pick<Database, 'pool'>;
  readonly outbox: ChangeLog;
  readonly broker: Broker;
  /** How long the stream keeps a change, in milliseconds. */
  readonly retention: number;
}

/** Any number that nothing else here locks: one relay of a ministry at a time. */
const LOCK = 4_155_825;

const RETRY = 500; // milliseconds
const NANOSECONDS = 1_000_000; // of a millisecond

/**
 * Sends a ministry's changes to its stream, from where the stream ends. One of all processes of a ministry does; another takes over when it
 * ends. What is sent twice has the same id, and readers drop what they have passed.
 */
export function startRelay(options: RelayOptions): () => Promise<void> {
  const controller = new AbortController();
  const running = relay(options, controller.signal);
  return async () => {
    controller.abort();
    await running;
  };
}

async function relay(options: RelayOptions, signal: AbortSignal): Promise<void> {
  const outages = logOutages({
    fields: { ministry: options.ministry },
    lost: 'changes are not relayed at the moment',
    back: 'changes are relayed again',
  });
  while (!signal.aborted) {
    try {
      await relayLocked({ ...options, outages }, signal);
    } catch (error) {
      if (!signal.aborted) outages.onLost((error as Error).message);
    }
    await delay(RETRY, undefined, { signal }).catch(() => {});
  }
}

async function relayLocked(options: Relaying, signal: AbortSignal): Promise<void> {
  const connected = await options.broker.connected();
  const client = await options.database.pool.connect();
  try {
    const { rows } = await client.query<{ locked: boolean }>(
      `select pg_try_advisory_lock(${LOCK}) as locked`,
    );
    if (!rows[0]!.locked) options.outages.onBack(); // another process relays
    else await relayFrom({ ...options, connected, client }, signal);
  } finally {
    client.release(true); // closes the connection: the lock goes with it
  }
}

interface Relaying extends RelayOptions {
  readonly outages: Outages;
}

interface Running extends Relaying {
  readonly connected: Connected;
  /** Holds the lock: when it is lost, the next page fails. */
  readonly client: pg.ClientBase;
}

async function relayFrom(running: Running, signal: AbortSignal): Promise<void> {
  const { outbox, client, broker, ministry, connected } = running;
  const state = await findStart(running);
  let { last, sequence } = state;
  const { created } = state;
  for await (const { changes, position } of outbox.follow(last, signal)) {
    const before = [last, ...changes.map(({ position: each }) => each)];
    const publishing = changes.map((change, index) => publish(running, change, before[index]!));
    for (const ack of await Promise.all(publishing)) {
      sequence = Math.max(sequence, ack.seq);
    }
    last = changes.at(-1)?.position ?? last;
    await client.query('update change_log set relayed = $1 where relayed < $1', [last]);
    const heartbeat: Heartbeat = { created, position, sequence, last };
    connected.connection.publish(broker.heartbeatOf(ministry), JSON.stringify(heartbeat));
    running.outages.onBack();
  }
}

interface Start {
  readonly created: string;
  readonly sequence: number;
  readonly last: Position;
}

/** Where the stream ends; it begins anew, with a mark, when it is empty or the outbox no longer has what follows its end. */
async function findStart(running: Running): Promise<Start> {
  const { connected, client, outbox, broker, ministry } = running;
  const { created, state } = await ensureStream(running);
  const { rows } = await client.query<{ trimmed: Position; relayed: Position; epoch: string }>(
    'select trimmed, relayed, epoch::text from change_log',
  );
  const { trimmed, relayed, epoch } = rows[0]!;
  const sequence = state.last_seq;
  if (sequence > 0) {
    const message = await connected.manager.streams.getMessage(broker.streamOf(ministry), { seq: sequence });
    const last = message ? positionOf(message.header) : relayed;
    if (await hasAllAfter(outbox, last)) return { created, sequence, last };
  }
  const start = later(trimmed, writePosition({ epoch, txid: '0', seq: '0' }));
  const ack = await publishStart(running, start, trimmed === '');
  return { created, sequence: ack.seq, last: start };
}

async function hasAllAfter(outbox: ChangeLog, position: Position): Promise<boolean> {
  try {
    await outbox.read(position, 1);
    return true;
  } catch (error) {
    if (error instanceof GapError) return false;
    throw error;
  }
}

/** Makes the stream, or gives it the retention that is set. Nothing that a server of version 2.9 does not know. */
async function ensureStream({ connected: { manager }, broker, ministry, retention }: Running) {
  const name = broker.streamOf(ministry);
  const settings = { subjects: [`${name}.>`], max_age: retention * NANOSECONDS };
  try {
    await manager.streams.info(name);
  } catch {
    const { Limits } = RetentionPolicy;
    const fixed = { storage: StorageType.File, retention: Limits, discard: DiscardPolicy.Old };
    return manager.streams.add({ name, ...settings, ...fixed });
  }
  return manager.streams.update(name, settings);
}

/** `before` is the position of the change before it. */
function publish({ connected, broker, ministry }: Running, change: LoggedChange, before: Position) {
  const { position, region, household } = change;
  const message = headers();
  message.set(POSITION_HEADER, position);
  message.set(BEFORE_HEADER, before);
  const place = { stream: broker.streamOf(ministry), region: region ?? '', household: household ?? '' };
  const event = JSON.stringify(changeEnvelope.wrap(change));
  return connected.client.publish(subjectOf(place), event, { msgID: position, headers: message });
}

function publishStart({ connected, broker, ministry }: Running, start: Position, isWhole: boolean) {
  const message = headers();
  message.set(POSITION_HEADER, start);
  message.set(START_HEADER, isWhole ? WHOLE : LATER);
  return connected.client.publish(`${broker.streamOf(ministry)}.start`, '', { headers: message });
}
