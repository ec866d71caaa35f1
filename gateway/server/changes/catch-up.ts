import { setTimeout as delay } from 'node:timers/promises';
import type { LoggedChange } from '@hearth/schema/protocol/change.ts';
import type { Positions, Tails } from './tails.ts';

/** Who catches up with several logs. */
export interface Follower {
  /** How many changes it takes now. */
  room(): number;
  /** Whether nobody follows any more. */
  readonly hasEnded: boolean;
  /** Resolves when there is room again, or nobody follows any more. */
  whenRoom(): Promise<void>;
  /** Takes a change, and up to where all logs are read with it. */
  take(subgraph: string, change: LoggedChange, positions: Positions): void;
  /** From this turn of the event loop on it hears of changes as they come: all before has been taken. */
  goLive(positions: Positions): void;
}

const PAGE = 500; // changes
const PAUSE = 50; // milliseconds before a log is looked at again that is ahead of what this process has read

/**
 * Reads what follows positions, from the logs as far as memory does not reach, and hands over to the tails without loss or
 * repetition. Resolves once live or ended. @throws GapError, and what a log that cannot be read throws
 */
export async function catchUp(tails: Tails, from: Positions, follower: Follower): Promise<void> {
  const at: Record<string, string> = { ...from };
  const subgraphs = Object.keys(from);
  while (!follower.hasEnded) {
    if (follower.room() <= 0) {
      await follower.whenRoom();
      continue;
    }
    const behind = subgraphs.find((subgraph) => tails.since(subgraph, at[subgraph]!) === undefined);
    if (behind !== undefined) await readPage(behind);
    else if (takeFromMemory()) return follower.goLive({ ...at });
  }

  /** Whether all that memory holds was taken. */
  function takeFromMemory(): boolean {
    for (const subgraph of subgraphs) {
      for (const change of tails.since(subgraph, at[subgraph]!)!) {
        if (follower.room() <= 0) return false;
        take(subgraph, change);
      }
      at[subgraph] = tails.position(subgraph)!;
    }
    return true;
  }

  async function readPage(subgraph: string): Promise<void> {
    const limit = Math.min(PAGE, follower.room());
    const { changes, position } = await tails.log(subgraph).read(at[subgraph]!, limit);
    if (follower.hasEnded) return;
    for (const change of changes) take(subgraph, change);
    if (position > at[subgraph]!) at[subgraph] = position;
    if (changes.length === 0) await delay(PAUSE, undefined, { ref: false });
  }

  function take(subgraph: string, change: LoggedChange): void {
    at[subgraph] = change.position;
    follower.take(subgraph, change, { ...at });
  }
}
