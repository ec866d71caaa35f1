import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import type { Answer } from '../post.ts';
import { until } from '../script.ts';

/** What one subscription was given. */
export interface Watched {
  readonly answers: Answer[];
  /** Why it ended; undefined while it goes on. */
  ended: unknown;
  stop(): void;
  /** Waits until it was given so many answers. */
  has(count: number): Promise<Answer[]>;
}

/** A client that speaks graphql-transport-ws, as applications have it. */
export function connect(url: string, connectionParams: Record<string, unknown> = {}): Client {
  return createClient({ url, webSocketImpl: WebSocket, connectionParams, retryAttempts: 0, lazy: true });
}

/** Subscribes, and keeps what comes. */
export function watch(client: Client, query: string, variables: Record<string, unknown> = {}): Watched {
  const answers: Answer[] = [];
  const watched: Watched = {
    answers,
    ended: undefined,
    stop: () => stop(),
    has: async (count) => {
      await until(() => answers.length >= count || watched.ended !== undefined);
      return answers;
    },
  };
  const stop = client.subscribe<Answer['data']>(
    { query, variables },
    {
      next: (answer) => answers.push(answer as Answer),
      error: (error) => (watched.ended = error),
      complete: () => (watched.ended ??= 'complete'),
    },
  );
  return watched;
}
