import type { Outages } from '@hearth/kit/outages.ts';
import type { ChangeLog } from '@hearth/kit/changes/change-log.ts';
import type { LoggedChange, Position } from '@hearth/schema/protocol/change.ts';
import { Tail } from './tail.ts';

/** Where each of several logs was read to, by the names of their subgraphs. */
export type Positions = Readonly<Record<string, Position>>;

/** Hears of the changes of all ministries, each ministry's in the order of its log. */
export interface ChangeListener {
  onChange(subgraph: string, change: LoggedChange): void;
  /** Changes of a subgraph were missed. */
  onGap(subgraph: string): void;
}

/** The ends of all change logs, followed once for everybody in this process. */
export interface Tails {
  readonly subgraphs: readonly string[];
  /** Listens until what is returned is called. Who listens first hears first. */
  listen(listener: ChangeListener): () => void;
  /** Whether what a ministry committed until about now has been heard of. False for one without a log. */
  isCurrent(subgraph: string): boolean;
  /** Up to where a log was read; undefined until its end is known. */
  position(subgraph: string): Position | undefined;
  /** The changes after a position, up to where the log was read; undefined when not all of them are in memory. */
  since(subgraph: string, after: Position): readonly LoggedChange[] | undefined;
  /** The log itself, for what memory does not reach. */
  log(subgraph: string): ChangeLog;
  stop(): Promise<void>;
}

export interface TailsOptions {
  /** Changes of each log that are kept in memory. Default 2,000. */
  readonly kept?: number;
  /** Told when a log cannot be followed, and when it can be again. Default: nothing. */
  readonly outagesOf?: (subgraph: string) => Outages;
}

const untold: Outages = { onLost: () => {}, onBack: () => {} };

/** Follows change logs, by the names of their subgraphs, from their ends on. */
export function createTails(
  changeLogs: Readonly<Record<string, ChangeLog>>,
  { kept = 2_000, outagesOf = () => untold }: TailsOptions = {},
): Tails {
  const listeners = new Set<ChangeListener>();
  const tails = new Map<string, Tail>();
  for (const [subgraph, log] of Object.entries(changeLogs)) {
    const listener = {
      onChange: (change: LoggedChange) => listeners.forEach((each) => each.onChange(subgraph, change)),
      onGap: () => listeners.forEach((each) => each.onGap(subgraph)),
    };
    tails.set(subgraph, new Tail({ log, kept, listener, outages: outagesOf(subgraph) }));
  }
  const get = (subgraph: string): Tail => {
    const tail = tails.get(subgraph);
    if (!tail) throw new RangeError(`No change log of ${subgraph} is followed.`);
    return tail;
  };
  return {
    subgraphs: [...tails.keys()],
    listen(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    isCurrent: (subgraph) => tails.get(subgraph)?.isCurrent ?? false,
    position: (subgraph) => tails.get(subgraph)?.position,
    since: (subgraph, after) => get(subgraph).since(after),
    log: (subgraph) => get(subgraph).log,
    stop: async () => void (await Promise.all([...tails.values()].map((tail) => tail.stop()))),
  };
}
