/** Why something is no longer kept. */
export type Emptied =
  /** A change log told of it. */
  | 'change'
  /** A write through this gateway told of it. */
  | 'write'
  /** Its time was over. */
  | 'age'
  /** Room was needed. */
  | 'room';

/** What the cache has done since it was made, for metrics. */
export interface CacheCounters {
  readonly hits: number;
  readonly misses: number;
  /** Requests whose answer was kept as a whole; the slices that it was made of count as hits. */
  readonly wholes: number;
  /** Answers that were not kept because something had been told while they were read. */
  readonly fenced: number;
  /** Slices and answers that are no longer kept, by reason. */
  readonly emptied: Readonly<Record<Emptied, number>>;
  /** How often everything of a subgraph was emptied: after a gap in its log, or a write of unknown outcome. */
  readonly emptiedWhole: number;
  /** Seconds that hits had been kept, added up: divided by `hits` it is their mean age. */
  readonly ageOfHits: number;
  /** Slices and answers. */
  readonly entries: number;
  readonly bytes: number;
}

/** What one request had of the cache, of one subgraph. */
export interface CacheUse {
  hits: number;
  misses: number;
  /** Seconds that the oldest hit had been kept; null without a hit. */
  oldest: number | null;
}

/** What one request had of the cache, by subgraph, for who asks for it. */
export type CacheReport = Record<string, CacheUse>;

/** Counts for all requests, and for one that wants to know. */
export class Counting {
  hits = 0;
  misses = 0;
  wholes = 0;
  fenced = 0;
  emptiedWhole = 0;
  ageOfHits = 0;
  readonly emptied: Record<Emptied, number> = { change: 0, write: 0, age: 0, room: 0 };

  hit(subgraph: string, seconds: number, report: CacheReport | undefined): void {
    this.hits += 1;
    this.ageOfHits += seconds;
    if (!report) return;
    const use = useOf(report, subgraph);
    use.hits += 1;
    use.oldest = Math.max(use.oldest ?? 0, Math.round(seconds * 10) / 10);
  }

  /** `seconds` is how long the slices of the answer had been kept on average. */
  hitWhole(slices: number, seconds: number): void {
    this.wholes += 1;
    this.hits += slices;
    this.ageOfHits += slices * seconds;
  }

  miss(subgraph: string, report: CacheReport | undefined): void {
    this.misses += 1;
    if (report) useOf(report, subgraph).misses += 1;
  }
}

const useOf = (report: CacheReport, subgraph: string): CacheUse =>
  (report[subgraph] ??= { hits: 0, misses: 0, oldest: null });
