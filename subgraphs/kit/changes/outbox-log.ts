import { LOG_START, type Position } from '@hearth/schema/protocol/change.ts';
import type { MinistryName } from '@hearth/schema/subgraphs.ts';
import type { Database } from '../database/database.ts';
import { outageOf } from '../database/outage.ts';
import { reasonOf } from '../database/server-check.ts';
import { type Log, type LogPage, GapError } from './change-log.ts';
import { renewEpoch } from './epoch.ts';
import { Horizon } from './horizon.ts';
import { logOutages, type Outages } from '../outages.ts';
import { readPosition, writePosition } from './position.ts';
import type { OutboxRow, OutboxView } from './view.ts';
import { Wake } from './wake.ts';

interface OutboxOptions<Entry> {
  readonly database: Pick<Database, 'pool'>;
  readonly ministry: MinistryName;
  readonly view: OutboxView<Entry>;
  /** Rung after commits of this process; those of others are found by looking. */
  readonly wake?: Wake;
}

const PAGE_SIZE = 1_000; // entries
const HEARTBEAT = 800; // milliseconds; with a pause it stays within a second
const SHORTEST_PAUSE = 5; // milliseconds between two looks after news; doubled while nothing comes
const LONGEST_PAUSE = 200; // milliseconds
const LONGEST_HOLD = 1_000; // milliseconds that committed changes may be held back before no heartbeat says that it is whole
const RETRY = 500; // milliseconds between attempts while the database does not answer

/**
 * What a ministry's own table has: read in the order (txid, seq), below every transaction that may still commit. Only places of entries are
 * given out: other numbers of transactions need not be on disk, and after a crash they are given to others.
 */
export class OutboxLog<Entry> implements Log<Entry> {
  readonly #database: Pick<Database, 'pool'>;
  readonly #ministry: MinistryName;
  readonly #view: OutboxView<Entry>;
  readonly #wake: Wake;
  readonly #horizon: Horizon;
  readonly #statement: string;
  /** All who follow are told of together: they read one database. */
  readonly #outages: Outages;
  /** Since when changes that are committed have been held back by a transaction that is open; Infinity while none are. */
  #heldSince = Infinity;

  constructor({ database, ministry, view, wake = new Wake() }: OutboxOptions<Entry>) {
    this.#database = database;
    this.#ministry = ministry;
    this.#view = view;
    this.#wake = wake;
    this.#horizon = new Horizon(ministry);
    this.#statement = readStatement(view);
    this.#outages = logOutages({
      fields: { ministry, log: view.name },
      lost: 'the change log cannot be read',
      back: 'the change log is read again',
    });
  }

  async read(after: Position, limit: number): Promise<LogPage<Entry>> {
    const from = readPosition(after);
    const rows = await this.#rows(from, limit);
    const { epoch, trimmed, xmin, xmax, holds } = rows[0]!;
    const isOfThisEpoch = after === LOG_START || from.epoch === epoch;
    if (!isOfThisEpoch || (!this.#view.isCompacted && after < trimmed)) throw new GapError(after);
    this.#horizon.observe(xmin, xmax);
    this.#heldSince = holds ? Math.min(this.#heldSince, performance.now()) : Infinity;
    const found = rows.filter(isThere);
    return {
      changes: found.map((row) => this.#view.read(row, writePosition(row), this.#ministry)),
      position: found.length > 0 ? writePosition(found.at(-1)!) : after,
    };
  }

  end(): Promise<Position> {
    return this.#lastPosition('txid < pg_snapshot_xmin(pg_current_snapshot())');
  }

  /** The place of the last entry that is committed by now, although it may be held back for a while. */
  committed(): Promise<Position> {
    return this.#lastPosition('true');
  }

  async *follow(after: Position, signal: AbortSignal): AsyncGenerator<LogPage<Entry>, void> {
    let position = after;
    let pause = SHORTEST_PAUSE;
    let shownAt = -Infinity;
    while (!signal.aborted) {
      const seen = this.#wake.count;
      const page = await this.#readAgain(position, signal);
      if (!page) return;
      ({ position } = page);
      const isNews = page.changes.length > 0;
      const isBehind = performance.now() - this.#heldSince > LONGEST_HOLD;
      if (isNews || (!isBehind && performance.now() - shownAt >= HEARTBEAT)) {
        yield page;
        shownAt = performance.now();
      }
      if (page.changes.length === PAGE_SIZE) continue;
      pause = isNews ? SHORTEST_PAUSE : Math.min(2 * pause, LONGEST_PAUSE);
      if (await this.#wake.wait(pause, seen, signal)) pause = SHORTEST_PAUSE;
    }
  }

  /** The next page, as soon as the database gives it; undefined when the signal aborts. */
  async #readAgain(after: Position, signal: AbortSignal): Promise<LogPage<Entry> | undefined> {
    for (let failures = 0; !signal.aborted; failures += 1) {
      try {
        if (failures > 0) await renewEpoch(this.#database); // another server may answer now
        const page = await this.read(after, PAGE_SIZE);
        this.#outages.onBack();
        return page;
      } catch (error) {
        if (error instanceof GapError || error instanceof RangeError) throw error;
        if (!signal.aborted) this.#outages.onLost(outageOf(error) ? reasonOf(error) : (error as Error).name);
        await this.#wake.wait(RETRY, this.#wake.count, signal);
      }
    }
    return undefined;
  }

  async #rows({ txid, seq }: { txid: string; seq: string }, limit: number): Promise<ReadRow[]> {
    const { rows } = await this.#database.pool.query<ReadRow>({
      name: `outbox_${this.#view.name}`,
      text: this.#statement,
      values: [txid, seq, limit],
    });
    return rows;
  }

  /** Of the entries that meet a condition, in SQL; up to where the log was trimmed when there are none. */
  async #lastPosition(condition: string): Promise<Position> {
    const { rows } = await this.#database.pool.query<ReadRow>(
      `select epoch::text, trimmed, entry.txid::text, entry.seq::text from change_log left join lateral (
          select txid, seq from changes where ${this.#view.condition} and ${condition}
            order by txid desc, seq desc limit 1
        ) as entry on true`,
    );
    const last = rows[0]!;
    if (isThere(last)) return writePosition(last);
    return this.#view.isCompacted ? LOG_START : last.trimmed;
  }
}

/** A row of the view, and the state of the log. */
interface ReadRow extends OutboxRow {
  /** Null when there is none. */
  readonly txid: string | null;
  readonly epoch: string;
  readonly trimmed: Position;
  readonly xmin: string;
  readonly xmax: string;
  /** Whether committed changes are held back. */
  readonly holds: boolean;
}

const isThere = (row: ReadRow): row is ReadRow & { readonly txid: string } => row.txid !== null;

const STATE = `epoch::text, trimmed, pg_snapshot_xmin(pg_current_snapshot())::text as xmin,
  pg_snapshot_xmax(pg_current_snapshot())::text as xmax`;

/** State and rows in one statement, so that both are of one snapshot. */
const readStatement = ({ condition, columns }: OutboxView<unknown>): string => `
  select ${STATE}, exists (
      select from changes where ${condition} and txid >= pg_snapshot_xmin(pg_current_snapshot())
    ) as holds, entry.txid::text, entry.seq::text, ${columns} from change_log left join lateral (
    select txid, seq, ${columns} from changes
      where ${condition} and (txid, seq) > ($1::xid8, $2::bigint) and txid < pg_snapshot_xmin(pg_current_snapshot())
      order by txid, seq limit $3
  ) as entry on true
  order by entry.txid, entry.seq`;
