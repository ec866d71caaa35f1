import { createClient as createSseClient } from 'graphql-sse';
import { setTimeout as delay } from 'node:timers/promises';
import type { Answer } from '../post.ts';
import { connect } from './watch.ts';

/** Where a watcher finds a gateway now. */
export interface Place {
  readonly graphql: string;
  readonly socket: string;
  /** Who watches, and for what. Default: nobody in particular. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the clients of both carriers have in common. */
interface Client {
  subscribe(
    request: { readonly query: string; readonly variables: Record<string, unknown> },
    sink: { next(answer: unknown): void; error(error: unknown): void; complete(): void },
  ): () => void;
  dispose(): unknown;
}

type Answered = Pick<Answer, 'data' | 'errors'>;

/** An application that watches on whatever happens: when its stream ends it subscribes again with the last cursor. */
export class PersistentWatcher {
  /** What it was told, as `ministry visits` by household, in order. */
  readonly told: { readonly household: string; readonly ministry: string; readonly cursor: string }[] = [];
  /** Codes with which streams ended. */
  readonly endings: string[] = [];
  readonly #place: () => Place;
  readonly #query: string;
  readonly #variables: Record<string, unknown>;
  readonly #carrier: 'socket' | 'events';
  #after: string | undefined;
  #isStopping = false;
  #stopStream: (() => void) | undefined;
  readonly #running: Promise<void>;

  constructor(
    carrier: 'socket' | 'events',
    place: () => Place,
    query: string,
    variables: Record<string, unknown> = {},
  ) {
    this.#carrier = carrier;
    this.#place = place;
    this.#query = query;
    this.#variables = variables;
    this.#running = this.#run();
  }

  /** Hangs up, and comes again by itself. */
  hangUp(): void {
    this.#stopStream?.();
  }

  async stop(): Promise<void> {
    this.#isStopping = true;
    this.#stopStream?.();
    await this.#running;
  }

  async #run(): Promise<void> {
    while (!this.#isStopping) {
      const ending = await this.#watchOnce();
      if (ending) this.endings.push(ending);
      await delay(20 + 60 * Math.random());
    }
  }

  /** Resolves with the code of an error when the stream has ended. */
  #watchOnce(): Promise<string | undefined> {
    const variables = { ...this.#variables, ...(this.#after !== undefined && { after: this.#after }) };
    const { graphql, socket, headers = {} } = this.#place();
    const client: Client =
      this.#carrier === 'socket'
        ? connect(socket, headers)
        : createSseClient({ url: graphql, headers, retryAttempts: 0 });
    return new Promise((resolve) => {
      let code: string | undefined;
      const end = () => {
        resolve(code);
        return Promise.resolve(client.dispose()).catch(() => {}); // the socket may have been closed with an error
      };
      const stop = client.subscribe(
        { query: this.#query, variables },
        {
          next: (answer) => (code = this.#take(answer as Answered) ?? code),
          error: (error) => {
            if (Array.isArray(error)) code = this.#take({ errors: error } as Answered) ?? code;
            end();
          },
          complete: end,
        },
      );
      this.#stopStream = () => {
        stop();
        end();
      };
    });
  }

  #take({ data, errors = [] }: Answered): string | undefined {
    const change =
      data && (Object.values(data)[0] as { cursor: string; ministry: string; household: { id: string } });
    if (change) {
      this.#after = change.cursor;
      this.told.push({ household: change.household.id, ministry: change.ministry, cursor: change.cursor });
    }
    const { code, cursor } = errors[0]?.extensions ?? {};
    if (typeof cursor === 'string') this.#after = cursor;
    return code as string | undefined;
  }
}
