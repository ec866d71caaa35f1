import type pg from 'pg';
import { CompactTree, hashLeaf, type LeafRange } from './merkle.ts';
import type { SubjectKind } from './pseudonyms.ts';
import { splitHashes } from './store.ts';

/** An entry as it is stored. */
export interface StoredEntry {
  readonly index: number;
  readonly text: string;
  readonly link: Buffer;
}

/** A head as it is stored; nothing of it has been checked. */
export interface StoredHead {
  readonly size: number;
  /** By which ranges are found. */
  readonly time: Date;
  readonly text: string;
  readonly peaks: readonly Buffer[];
}

const PAGE = 2_000; // rows

/** Reads a record. */
export class RecordReader {
  readonly #pool: Pick<pg.Pool, 'query'>;

  constructor({ pool }: { readonly pool: Pick<pg.Pool, 'query'> }) {
    this.#pool = pool;
  }

  /** How many entries there are, whatever their numbers. */
  async count(): Promise<number> {
    const { rows } = await this.#pool.query<{ count: string }>('select count(*) from access_entries');
    return Number(rows[0]?.count);
  }

  /** The text of an entry; undefined when there is none of this number. */
  async entry(index: number): Promise<string | undefined> {
    const { rows } = await this.#pool.query<{ entry: string }>(
      'select entry from access_entries where index = $1',
      [index],
    );
    return rows[0]?.entry;
  }

  /** The entries from a number on, in the order of their numbers, page by page. */
  async *entries({ start, end }: LeafRange): AsyncGenerator<StoredEntry[]> {
    for (let next = start; next < end;) {
      const { rows } = await this.#pool.query<{ index: string; text: string; link: Buffer }>({
        name: 'entries',
        text: 'select index, entry as text, link from access_entries where index >= $1 and index < $2 order by index limit $3',
        values: [next, Math.min(end, Number.MAX_SAFE_INTEGER), PAGE],
      });
      const last = rows.at(-1);
      if (!last) return;
      yield rows.map((row) => ({ ...row, index: Number(row.index) }));
      next = Number(last.index) + 1;
    }
  }

  /** The heads after a size, smallest first, page by page. */
  async *heads(after: number): AsyncGenerator<StoredHead[]> {
    for (let size = after; ;) {
      const { rows } = await this.#pool.query<HeadRow>(
        'select size, time, head as text, peaks from access_heads where size > $1 order by size limit $2',
        [size, PAGE],
      );
      const last = rows.at(-1);
      if (!last) return;
      yield rows.map(readHeadRow);
      size = Number(last.size);
    }
  }

  /** The last head before all that were signed after a moment; a clock may have gone back, so that earlier ones follow. */
  headAt(time: Date): Promise<StoredHead | undefined> {
    const next = '(select min(size) from access_heads where time > $1)';
    return this.#head(`where ${next} is null or size < ${next} order by size desc`, [time]);
  }

  /** The first head after all that were signed before a moment. */
  headFrom(time: Date): Promise<StoredHead | undefined> {
    const last = '(select max(size) from access_heads where time < $1)';
    return this.#head(`where ${last} is null or size > ${last} order by size`, [time]);
  }

  newestHead(): Promise<StoredHead | undefined> {
    return this.#head('order by size desc', []);
  }

  /** The entries that name somebody, newest first, from before a number on. */
  async mentioning(
    kind: SubjectKind,
    name: string,
    { before = Number.MAX_SAFE_INTEGER, limit }: { readonly before?: number; readonly limit: number },
  ): Promise<StoredEntry[]> {
    const { rows } = await this.#pool.query<{ index: string; text: string; link: Buffer }>(
      // PostgreSQL overrates how many name somebody, and would read all entries backwards until it has found enough.
      `with named as materialized (select index from access_entries where access_names(entry, '${kind}s') @> array[$1] and index < $2) ` +
        'select index, entry as text, link from access_entries ' +
        'where index in (select index from named order by index desc limit $3) order by index desc',
      [name, before, limit],
    );
    return rows.map((row) => ({ ...row, index: Number(row.index) }));
  }

  /** The root of the tree over a range of entries. */
  async rootOf(range: LeafRange): Promise<Buffer> {
    const tree = new CompactTree();
    for await (const page of this.entries(range)) for (const { text } of page) tree.append(hashLeaf(text));
    return tree.root;
  }

  async #head(which: string, values: readonly unknown[]): Promise<StoredHead | undefined> {
    const text = `select size, time, head as text, peaks from access_heads ${which} limit 1`;
    const { rows } = await this.#pool.query<HeadRow>(text, [...values]);
    return rows[0] && readHeadRow(rows[0]);
  }
}

interface HeadRow {
  readonly size: string;
  readonly time: Date;
  readonly text: string;
  readonly peaks: Buffer;
}

const readHeadRow = ({ size, time, text, peaks }: HeadRow): StoredHead => ({
  size: Number(size),
  time,
  text,
  peaks: splitHashes(peaks),
});
