import { type JetStreamClient, type JetStreamManager, jetstream, jetstreamManager } from '@nats-io/jetstream';
import { connect, type NatsConnection } from '@nats-io/transport-node';
import type { MinistryName } from '@hearth/schema/subgraphs.ts';
import { logOutages, type OutageLog, type Outages } from '../outages.ts';

/** An open connection to the broker. */
export interface Connected {
  readonly connection: NatsConnection;
  readonly client: JetStreamClient;
  readonly manager: JetStreamManager;
}

interface BrokerOptions {
  /** `nats://user:password@host:port`. */
  readonly url: string;
  /** Begins the names of streams and subjects, so that several hubs may share a broker. */
  readonly prefix: string;
  /** Told when it is lost and when it is back. Default: the process's. */
  readonly log?: OutageLog;
}

/** The broker, connected when it is first needed. */
export class Broker {
  readonly #options: BrokerOptions;
  readonly #outages: Outages;
  #isStopped = false;
  #connecting: Promise<Connected> | undefined;

  constructor(options: BrokerOptions) {
    this.#options = options;
    const { url, prefix, log } = options;
    this.#outages = logOutages({
      fields: { broker: new URL(url).host, prefix },
      lost: 'the broker cannot be reached',
      back: 'the broker can be reached again',
      ...(log && { log }),
    });
  }

  /** The name of a ministry's stream; its subjects begin with it. */
  streamOf(ministry: MinistryName): string {
    return `${this.#options.prefix}-${ministry}`;
  }

  /** The subject on which a ministry's relay says up to where its stream is whole. No stream keeps it. */
  heartbeatOf(ministry: MinistryName): string {
    return `${this.#options.prefix}-whole.${ministry}`;
  }

  /** A connection that reconnects by itself. Rejects when the broker does not answer at first. */
  connected(): Promise<Connected> {
    this.#connecting ??= this.#connect().catch((error: Error) => {
      this.#connecting = undefined;
      this.#outages.onLost(error.message);
      throw error;
    });
    return this.#connecting;
  }

  async stop(): Promise<void> {
    this.#isStopped = true;
    const connected = await this.#connecting?.catch(() => undefined);
    await connected?.connection.close();
  }

  async #connect(): Promise<Connected> {
    const { username, password, href } = new URL(this.#options.url);
    const connection = await connect({
      servers: href,
      maxReconnectAttempts: -1,
      reconnectTimeWait: 250, // milliseconds
      ...(username !== '' && { user: decodeURIComponent(username), pass: decodeURIComponent(password) }),
    });
    this.#outages.onBack();
    void this.#watch(connection);
    const [client, manager] = [
      jetstream(connection),
      await jetstreamManager(connection, { checkAPI: false }),
    ];
    return { connection, client, manager };
  }

  /** The library connects again by itself, and says nothing of it to who waits. */
  async #watch(connection: NatsConnection): Promise<void> {
    for await (const { type } of connection.status()) {
      if (type === 'disconnect' && !this.#isStopped) this.#outages.onLost('The connection was lost.');
      if (type === 'reconnect') this.#outages.onBack();
    }
  }
}
