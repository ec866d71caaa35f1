import { linkOf } from './chain.ts';
import { hashLeaf } from './merkle.ts';
import type { RecordReader, StoredEntry } from './reader.ts';

/** What is wrong with a record, at the first place where something is. */
export interface Fault {
  /**
   * The first entry at fault, counted from 0; of a head, the number of entries that it is over. `unsigned`: no head vouches for
   * it any more. `head`: the head is not what the key has signed over these entries.
   */
  readonly entry: number;
  readonly kind: 'edited' | 'removed' | 'inserted' | 'reordered' | 'truncated' | 'unsigned' | 'head';
}

/** What is known of the place where a record ceases to hold. */
interface Break {
  /** The number of the entry that does not follow. */
  readonly entry: number;
  /** The link of the entry before it, which holds. */
  readonly previous: Buffer;
  /** How many entries there must be, as the newest head says. */
  readonly signedSize: number;
  readonly chainKey: Buffer;
}

/** Finds out what happened to the first entry that does not follow: whether it still is somewhere, and how many there are. */
export async function blame(reader: RecordReader, found: Break): Promise<Fault> {
  const { entry, signedSize } = found;
  const count = await reader.count();
  const missing = signedSize - count;
  const isElsewhere = await hasGenuine(reader, found);
  if (missing < 0) return { entry, kind: 'inserted' };
  if (isElsewhere) return { entry, kind: 'reordered' };
  if (missing === 0) return { entry, kind: 'edited' };
  return { entry, kind: count <= entry ? 'truncated' : 'removed' };
}

/** Whether an entry that follows the last sound one stands at the break or after it, by its own link or by that of the break. */
async function hasGenuine(reader: RecordReader, { entry, previous, chainKey }: Break): Promise<boolean> {
  let atBreak: StoredEntry | undefined;
  for await (const page of reader.entries({ start: entry, end: Number.MAX_SAFE_INTEGER })) {
    atBreak ??= page[0];
    for (const { text, link } of page) {
      const genuine = linkOf(chainKey, previous, hashLeaf(text));
      if (genuine.equals(link) || (atBreak && genuine.equals(atBreak.link))) return true;
    }
  }
  return false;
}
