import type { IncomingHttpHeaders } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { LOG_START, type Position } from '@hearth/schema/protocol/change.ts';
import type { KeyRing } from '@hearth/schema/protocol/signature/keys.ts';
import type { MinistryName } from '@hearth/schema/subgraphs.ts';
import { Pool } from 'undici';
import { logOutages } from '../outages.ts';
import { readAddress } from '../service-address.ts';
import { GapError, type Log, type LogPage } from './change-log.ts';
import type { LogEndpoint } from './endpoint.ts';
import { readPages } from './read-pages.ts';
import { createSignRead } from './sign-read.ts';

interface RemoteOptions<Entry> {
  readonly ministry: MinistryName;
  /** Where the ministry's service answers, as its GraphQL is addressed; the path does not count. */
  readonly url: string;
  /** The first signs. */
  readonly keys: KeyRing;
  readonly endpoint: LogEndpoint<Entry>;
}

const SILENCE = 10_000; // milliseconds after which a stream that should tell something every second is given up
const FIRST_PAUSE = 100; // milliseconds before the first attempt to connect again; doubled with each, give or take a half
const LONGEST_PAUSE = 5_000; // milliseconds

/** The log of a ministry that runs elsewhere, over its signed stream. */
export class RemoteLog<Entry> implements Log<Entry> {
  readonly #ministry: MinistryName;
  readonly #endpoint: LogEndpoint<Entry>;
  readonly #pool: Pool;
  readonly #sign: (target: string) => IncomingHttpHeaders;

  /** @throws Error when the URL is none */
  constructor({ ministry, url, keys, endpoint }: RemoteOptions<Entry>) {
    this.#ministry = ministry;
    this.#endpoint = endpoint;
    this.#sign = createSignRead({ ministry, keys, scope: endpoint.scope });
    const { origin, socket } = readAddress(ministry, url);
    this.#pool = new Pool(origin, {
      headersTimeout: SILENCE,
      bodyTimeout: SILENCE,
      ...(socket !== undefined && { socketPath: socket }),
    });
  }

  async read(after: Position, limit: number): Promise<LogPage<Entry>> {
    const all: Entry[] = [];
    let position = after;
    for await (const page of this.#connect(after, { limit })) {
      all.push(...page.changes);
      ({ position } = page);
    }
    return { changes: all, position };
  }

  async end(): Promise<Position> {
    return (await this.read(LOG_START, 0)).position;
  }

  async *follow(after: Position, signal: AbortSignal): AsyncGenerator<LogPage<Entry>, void> {
    let position = after;
    const outages = logOutages({
      fields: { ministry: this.#ministry, log: this.#endpoint.path },
      lost: 'a change log cannot be followed',
      back: 'the change log is followed again',
    });
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        for await (const page of this.#connect(position, { signal })) {
          failures = 0;
          outages.onBack();
          ({ position } = page);
          yield page;
        }
      } catch (error) {
        if (error instanceof GapError || error instanceof RangeError) throw error;
        if (signal.aborted) return;
        outages.onLost((error as Error).message);
      }
      const pause = Math.min(FIRST_PAUSE * 2 ** failures, LONGEST_PAUSE) * (0.5 + Math.random());
      await delay(pause, undefined, { signal }).catch(() => {});
    }
  }

  /** Closes what is open; who still follows is told so. */
  async stop(): Promise<void> {
    await this.#pool.destroy();
  }

  async *#connect(
    after: Position,
    { limit, signal }: { limit?: number; signal?: AbortSignal },
  ): AsyncGenerator<LogPage<Entry>, void> {
    const question = new URLSearchParams({ after, ...(limit !== undefined && { limit: String(limit) }) });
    const path = `${this.#endpoint.path}?${question}`;
    const headers = { accept: 'text/event-stream', ...this.#sign(path) };
    const answer = await this.#pool.request({ method: 'GET', path, headers, signal });
    if (answer.statusCode !== 200) {
      const reason = await answer.body.text();
      if (answer.statusCode === 410) throw new GapError(after);
      if (answer.statusCode === 400) throw new RangeError(reason);
      throw new Error(`It answers with status ${answer.statusCode}.`);
    }
    yield* readPages(answer.body, after, this.#endpoint.envelope);
  }
}
