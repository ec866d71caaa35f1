import { randomBytes } from 'node:crypto';
import { fastify } from 'fastify';
import type { TestDatabase } from '../database/testing.ts';
import { drainable } from '../server/drain.ts';
import { guard } from '../server/guard.ts';
import { serveLog } from '../server/serve-log.ts';
import { KEYS } from '../testing/signed.ts';
import { Broker } from './broker.ts';
import type { ChangeLog } from './change-log.ts';
import { changesEndpoint } from './endpoint.ts';
import { JetStreamLog } from './jetstream-log.ts';
import { OutboxLog } from './outbox-log.ts';
import { RemoteLog } from './remote-log.ts';
import { startRelay } from './relay.ts';
import { eventView } from './view.ts';

/** A change log over a database, and what was started for it. */
export interface Carried {
  readonly log: ChangeLog;
  /** Resolves when all that is committed by now has come to the log. */
  settled(): Promise<void>;
  /** Ends what stands between the table and the log, and starts it again. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

interface Carrier {
  readonly name: string;
  /** Whether anything stands between the table and the log. */
  readonly isRemote: boolean;
  readonly carry: (database: TestDatabase) => Promise<Carried>;
}

/** Every way by which changes come from a ministry's table to whoever follows them. */
export const carriers = (): Carrier[] => [
  { name: 'the outbox itself', isRemote: false, carry: carryOutbox },
  { name: 'the signed stream of a ministry', isRemote: true, carry: carryStream },
  ...(brokerUrl === undefined
    ? []
    : [
        {
          name: 'JetStream',
          isRemote: true,
          carry: (database: TestDatabase) => carryJetStream(database, brokerUrl),
        },
      ]),
];

/** Where the broker of TEST_NATS_URL is; undefined, and said so, when none answers and none was named. */
export const brokerUrl = await findBroker();

const MINISTRY = 'health';

const outboxOf = (database: TestDatabase) => new OutboxLog({ database, ministry: MINISTRY, view: eventView });

/** What a carrier without parts of its own has to do. */
const nothing = { settled: async () => {}, restart: async () => {} };

async function carryOutbox(database: TestDatabase): Promise<Carried> {
  return { log: outboxOf(database), ...nothing, stop: async () => {} };
}

async function carryStream(database: TestDatabase): Promise<Carried> {
  let served = await serve(database, 0);
  const { port } = served;
  const url = `http://127.0.0.1:${port}/graphql`;
  const log = new RemoteLog({ ministry: MINISTRY, url, keys: KEYS, endpoint: changesEndpoint });
  return {
    log,
    settled: async () => {},
    async restart() {
      await served.stop();
      served = await serve(database, port);
    },
    async stop() {
      await log.stop();
      await served.stop();
    },
  };
}

/** A server that has nothing but the stream. */
async function serve(database: TestDatabase, port: number) {
  const server = fastify({ forceCloseConnections: 'idle' });
  const draining = drainable(server);
  guard(server, { ministry: MINISTRY, keys: KEYS });
  serveLog(server, { log: outboxOf(database), endpoint: changesEndpoint, draining });
  const origin = await server.listen({ host: '127.0.0.1', port });
  return { port: Number(new URL(origin).port), stop: () => draining.stop() };
}

async function carryJetStream(database: TestDatabase, url: string): Promise<Carried> {
  const broker = new Broker({ url, prefix: `test-${randomBytes(6).toString('hex')}` });
  const outbox = outboxOf(database);
  const start = () => startRelay({ ministry: MINISTRY, database, outbox, broker, retention: 3_600_000 });
  const { manager } = await broker.connected();
  let stop = start();
  const log = new JetStreamLog({ ministry: MINISTRY, broker });
  const stream = broker.streamOf(MINISTRY);
  const settled = async () => {
    const end = await outbox.committed();
    for (let heard: string | undefined; heard === undefined || heard < end;) {
      heard = await log.end().catch(() => undefined); // no relay speaks yet
    }
  };
  await settled();
  return {
    log,
    settled,
    async restart() {
      await stop();
      stop = start();
    },
    async stop() {
      await stop();
      await manager.streams.delete(stream);
      await broker.stop();
    },
  };
}

/** @throws Error when TEST_NATS_URL is set and nothing answers there */
async function findBroker(): Promise<string | undefined> {
  const url = process.env['TEST_NATS_URL'] ?? 'nats://127.0.0.1:4222';
  const broker = new Broker({ url, prefix: 'test' });
  try {
    const { manager } = await broker.connected();
    await manager.getAccountInfo();
    return url;
  } catch (error) {
    if (process.env['TEST_NATS_URL']) throw error;
    console.warn(`Tests leave NATS out: ${(error as Error).message}`);
    return undefined;
  } finally {
    await broker.stop();
  }
}
