import { fastify } from 'fastify';
import type { TestDatabase } from '../database/testing.ts';
import { drainable } from '../server/drain.ts';
import { guard } from '../server/guard.ts';
import { serveLog } from '../server/serve-log.ts';
import { KEYS } from '../testing/signed.ts';
import type { ChangeLog } from './change-log.ts';
import { changesEndpoint } from './endpoint.ts';
import { OutboxLog } from './outbox-log.ts';
import { RemoteLog } from './remote-log.ts';
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
];

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
