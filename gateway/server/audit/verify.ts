import { blame, type Fault } from './blame.ts';
import { linkOf, START_OF_CHAIN } from './chain.ts';
import { type ClockStep, ClockWatch } from './clock.ts';
import { timeOf } from './entry.ts';
import type { RecordKeys } from './keys.ts';
import { CompactTree, hashLeaf } from './merkle.ts';
import type { RecordReader, StoredEntry, StoredHead } from './reader.ts';
import { readHead, type TreeHead } from './tree-head.ts';

/** What a verification found. */
export interface Verification {
  /** How many entries hold, from the first that was looked at. */
  readonly entries: number;
  /** How many signed heads agree with them. */
  readonly heads: number;
  /** Undefined when all of it is as it was recorded. */
  readonly fault: Fault | undefined;
  /** Where a clock first went back; undefined when none did. */
  readonly clockStep: ClockStep | undefined;
}

/** What is verified. */
export interface VerifyOptions {
  readonly reader: RecordReader;
  readonly keys: Pick<RecordKeys, 'chain' | 'public'>;
  /** Heads that were kept outside the database. */
  readonly kept?: readonly TreeHead[];
  /** Only what was recorded from then on, and the batch around it. */
  readonly from?: Date | undefined;
  /** Only what was recorded until then, and the batch around it. */
  readonly to?: Date | undefined;
}

/** Recomputes links and tree of a record and compares them with every signed head. Its memory does not grow with the record. */
export async function verifyRecord(options: VerifyOptions): Promise<Verification> {
  const { reader, from, to } = options;
  const begin = from && (await reader.headAt(from));
  const end = to && (await reader.headFrom(to));
  return new Verifier(options, end).run(begin);
}

class Verifier {
  readonly #reader: RecordReader;
  readonly #keys: VerifyOptions['keys'];
  readonly #kept: readonly TreeHead[];
  readonly #last: StoredHead | undefined;
  readonly #end: number;
  #tree = new CompactTree();
  #link: Buffer = START_OF_CHAIN;
  #clock = new ClockWatch();
  #signedSize = 0;
  #heads = 0;

  /** `last` is the head at which to end; undefined to verify all entries. */
  constructor({ reader, keys, kept = [] }: VerifyOptions, last: StoredHead | undefined) {
    this.#reader = reader;
    this.#keys = keys;
    this.#kept = kept;
    this.#last = last;
    this.#end = last?.size ?? Number.MAX_SAFE_INTEGER;
  }

  async run(begin: StoredHead | undefined): Promise<Verification> {
    const fault = this.#checkLast() ?? (begin && this.#startAt(begin)) ?? (await this.#follow());
    const { step: clockStep } = this.#clock;
    return { entries: this.#tree.size - (begin?.size ?? 0), heads: this.#heads, fault, clockStep };
  }

  /** A head at which to end that says another time than it was signed at would leave out what was asked for. */
  #checkLast(): Fault | undefined {
    return this.#last && !this.#read(this.#last) ? { entry: this.#last.size, kind: 'head' } : undefined;
  }

  /** Trusts a head for everything before it. */
  #startAt(stored: StoredHead): Fault | undefined {
    const head = this.#read(stored);
    const tree = new CompactTree(stored.size, stored.peaks);
    if (!head?.root.equals(tree.root)) return { entry: stored.size, kind: 'head' };
    this.#tree = tree;
    this.#link = head.link;
    this.#clock = new ClockWatch(head.time);
    return undefined;
  }

  async #follow(): Promise<Fault | undefined> {
    await this.#findSignedSize();
    const heads = flat(this.#reader.heads(this.#tree.size));
    let head = await next(heads);
    for await (const entry of this.#entries()) {
      if (!this.#take(entry)) return this.#blame();
      const { size } = this.#tree;
      if (!this.#kept.every((kept) => kept.size !== size || this.#agrees(kept)))
        return { entry: size, kind: 'head' };
      while (head && head.size <= size) {
        const sound = this.#read(head);
        if (!this.#agrees(sound)) return { entry: head.size, kind: 'head' };
        this.#clock.head(size, sound.time);
        head = await next(heads);
      }
    }
    return this.#atEnd(head);
  }

  async #atEnd(head: StoredHead | undefined): Promise<Fault | undefined> {
    const { size } = this.#tree;
    if (size < Math.min(this.#end, this.#signedSize)) return this.#blame();
    if (head && head.size <= this.#end) return { entry: head.size, kind: 'head' }; // it vouches for what never was
    if (size > this.#signedSize) return { entry: this.#signedSize, kind: 'unsigned' };
    return undefined;
  }

  async *#entries(): AsyncGenerator<StoredEntry> {
    yield* flat(this.#reader.entries({ start: this.#tree.size, end: this.#end }));
  }

  #take({ index, text, link }: StoredEntry): boolean {
    const leaf = hashLeaf(text);
    if (index !== this.#tree.size || !linkOf(this.#keys.chain, this.#link, leaf).equals(link)) return false;
    this.#tree.append(leaf);
    this.#link = link;
    this.#clock.entry(index, timeOf(text));
    return true;
  }

  /** The head that a stored one is; undefined when nobody signed it, or it is over another number of entries, or of another time, than stored. */
  #read({ text, size, time }: StoredHead): TreeHead | undefined {
    const head = readHead(text, [this.#keys.public]);
    return head?.size === size && head.time === time.toISOString() ? head : undefined;
  }

  /** Whether a head is over the entries that were followed so far. */
  #agrees(head: TreeHead | undefined): head is TreeHead {
    const { size, root } = this.#tree;
    if (head?.size !== size || !head.root.equals(root) || !head.link.equals(this.#link)) return false;
    this.#heads += 1;
    return true;
  }

  /** The largest number of entries that a sound head vouches for. */
  async #findSignedSize(): Promise<void> {
    const newest = await this.#reader.newestHead();
    const sound = newest && this.#read(newest);
    this.#signedSize = Math.max(sound?.size ?? 0, ...this.#kept.map(({ size }) => size));
  }

  #blame(): Promise<Fault> {
    return blame(this.#reader, {
      entry: this.#tree.size,
      previous: this.#link,
      signedSize: this.#signedSize,
      chainKey: this.#keys.chain,
    });
  }
}

async function* flat<Item>(pages: AsyncIterable<readonly Item[]>): AsyncGenerator<Item> {
  for await (const page of pages) yield* page;
}

const next = async <Item>(items: AsyncGenerator<Item>): Promise<Item | undefined> => {
  const { done, value } = await items.next();
  return done ? undefined : value;
};
