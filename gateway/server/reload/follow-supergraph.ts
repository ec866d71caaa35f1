import { readFile } from 'node:fs/promises';
import type { Gateway } from '../gateway.ts';
import { watchFile } from './watch-file.ts';

export interface FollowOptions {
  readonly gateway: Pick<Gateway, 'reload'>;
  /** The supergraph's file. */
  readonly path: string;
  /** The supergraph that is in service. */
  readonly supergraph: string;
  readonly log: FollowLog;
}

/** The part of a logger that following a file takes; pino's fits. */
export interface FollowLog {
  info(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** Follows a supergraph's file. */
export interface Follower {
  /** Reads the file again and puts it into service, also when it has not changed. Resolves when that is done or refused. */
  reload(): Promise<void>;
  stop(): void;
}

/**
 * Puts what a supergraph's file holds into service whenever it changes. What cannot be used is refused: the log says
 * why, and what was in service stays.
 */
export function followSupergraph({ gateway, path, supergraph, log }: FollowOptions): Follower {
  let served = supergraph;
  let last: Promise<void> = Promise.resolve();
  const follow = async (isForced: boolean) => {
    try {
      const next = await readFile(path, 'utf8');
      if (next === served && !isForced) return;
      const start = performance.now();
      await gateway.reload(next);
      served = next;
      log.info({ path, milliseconds: Math.round(performance.now() - start) }, 'supergraph replaced');
    } catch (error) {
      const reason = (error as Error).message;
      log.error({ path, reason }, 'supergraph refused; the one before stays in service');
    }
  };
  const enqueue = (isForced: boolean) => (last = last.then(() => follow(isForced)));
  const unwatch = watchFile(path, () => void enqueue(false));
  void enqueue(false); // it may have changed since it was read
  return { reload: () => enqueue(true), stop: unwatch };
}
