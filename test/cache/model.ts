import { createCursorSeal } from '@hearth/kit/cursor-seal.ts';
import type { AccessRecord } from '@hearth/gateway/audit/start-record.ts';
import { EntityCache } from '@hearth/gateway/cache/entity-cache.ts';
import { createHub, type Hub } from '@hearth/gateway/hub.ts';
import type { HubResult } from '@hearth/gateway/hub-request.ts';
import { createInProcessTransport } from '@hearth/gateway/transport/in-process.ts';
import { type Authority, createAuthority, nobody } from '@hearth/schema/protocol/authority.ts';
import { HandFeed } from './hand-feed.ts';
import { type Commit, type SubgraphName, subgraphNames, supergraph, World } from './world.ts';

const sdl = supergraph();

/** Callers of different classes. */
export const callers: readonly Authority[] = ['53', '5306', '530625'].map((region) =>
  createAuthority({
    ...nobody,
    purpose: 'MONITORING',
    regions: [region],
    scopes: ['household:read', 'cache:read'],
  }),
);

/** A gateway with a cache over a world, and what every read that begins now must at least see. */
export class Model {
  readonly world = new World();
  /** What went wrong. */
  readonly faults: string[] = [];
  /** What the access record was given. */
  readonly recorded: Parameters<AccessRecord['record']>[0][] = [];
  hits = 0;
  reads = 0;
  /** Reads that were answered by what was kept as a whole, before the last restart. */
  #wholes = 0;
  #feed = new HandFeed();
  #cache: EntityCache;
  #hub: Hub;
  readonly #hubs: Hub[] = [];
  /** The least version, by `<subgraph> <id>`. */
  readonly #floors = new Map<string, number>();
  readonly #commits = new Map<string, Commit>();
  readonly #memory: number;
  /** Milliseconds that the cache's clock is ahead, and what it takes for the time of day when it is not this machine's. */
  time = 0;
  date: number | undefined;
  #tags = 0;

  constructor(memory = 1_000_000) {
    this.#memory = memory;
    this.world.onCommit = (commit) => {
      if (commit.tag !== undefined) this.#commits.set(commit.tag, commit);
      const told = { ...commit.change, onTold: () => this.#raise(commit.versions) };
      this.#feed.add(commit.subgraph, told);
    };
    [this.#cache, this.#hub] = this.#start();
  }

  get feed(): HandFeed {
    return this.#feed;
  }

  get cache(): EntityCache {
    return this.#cache;
  }

  /** The gateway that answers now, and the first caller. */
  get asked(): { readonly hub: Hub; readonly authority: Authority } {
    return { hub: this.#hub, authority: callers[0] as Authority };
  }

  /** Plans queries, so that they are sent as soon as they are asked. */
  async prepare(queries: readonly string[]): Promise<void> {
    for (const query of queries) await this.#hub.prepare({ query, variables: { id: 'H0' } });
  }

  /** Reads that were answered by what was kept as a whole. */
  get wholes(): number {
    return this.#wholes + this.#cache.counters.wholes;
  }

  /**
   * Asks as one of the callers, and holds the answer to what was known when it began. Who wants a report has it answered from slices,
   * never from an answer that is kept.
   */
  async read(
    query: string,
    caller: number,
    variables: Record<string, unknown> = {},
    { cacheReport = true } = {},
  ): Promise<HubResult> {
    const authority = callers[caller % callers.length] as Authority;
    const floors = new Map(this.#floors);
    const answer = await this.#hub.execute({ query, variables, authority, cacheReport });
    this.reads += 1;
    for (const { hits } of Object.values(answer.extensions?.cache ?? {})) this.hits += hits;
    this.#check(answer, authority, floors);
    return answer;
  }

  /** Writes through the gateway. What its answer acknowledges, every later read must see. */
  async write(subgraph: SubgraphName, household: string, person: string | null): Promise<HubResult> {
    const tag = String((this.#tags += 1));
    const field = subgraph === 'register' ? 'changeRegister' : 'changeHealth';
    const query = `mutation ($household: ID!, $person: ID, $tag: ID) {
      ${field}(household: $household, person: $person, tag: $tag) { id place burden members { id name insured } }
    }`;
    const [authority] = callers as [Authority];
    const floors = new Map(this.#floors);
    const answer = await this.#hub.execute({ query, variables: { household, person, tag }, authority });
    const commit = this.#commits.get(tag);
    if (!commit || answer.errors?.some(({ path }) => path?.length === 1)) return answer; // nothing was acknowledged
    this.#raise(commit.versions);
    for (const [key, version] of commit.versions) floors.set(key, version);
    this.#check(answer, authority, floors);
    return answer;
  }

  /** Loses what was not told of a log; from then on everything is known that is committed. */
  lose(subgraph: SubgraphName): void {
    this.#feed.loseAll(subgraph);
    this.#raiseAll(subgraph);
  }

  /** Another process with an empty cache, which follows the logs from their ends on. */
  restart(): void {
    this.#cache.stop();
    this.#wholes = this.wholes;
    this.#feed = new HandFeed();
    [this.#cache, this.#hub] = this.#start();
    for (const subgraph of subgraphNames) this.#raiseAll(subgraph);
  }

  async stop(): Promise<void> {
    this.#cache.stop();
    await Promise.all(this.#hubs.map((hub) => hub.stop()));
  }

  #start(): [EntityCache, Hub] {
    const feed = this.#feed;
    const now = () => performance.now() + this.time;
    const cache = new EntityCache({ memory: this.#memory, feed, now, date: () => this.date ?? Date.now() });
    const onChange = (_subgraph: string, change: object) => (change as { onTold?: () => void }).onTold?.();
    feed.listen({ onChange, onGap: () => {} }); // after the cache has heard it
    const hub = createHub({
      supergraph: sdl,
      transport: () => createInProcessTransport(this.world.handlers()),
      guarded: false,
      cache,
      accessRecord: {
        isAvailable: true,
        record: async (entry) => void this.recorded.push(entry),
        readsOf: () => Promise.reject(new Error('Nobody asks for the record here.')),
        cursors: createCursorSeal([Buffer.alloc(32)], 'test'),
      },
    });
    this.#hubs.push(hub);
    return [cache, hub];
  }

  #raise(versions: ReadonlyMap<string, number>): void {
    for (const [key, version] of versions) {
      this.#floors.set(key, Math.max(version, this.#floors.get(key) ?? 0));
    }
  }

  #raiseAll(subgraph: SubgraphName): void {
    this.#raise(this.world.versionsOf(subgraph));
  }

  #check(answer: HubResult, authority: Authority, floors: ReadonlyMap<string, number>): void {
    for (const text of textsIn(answer.data)) {
      const { subgraph, id, version, asked } = JSON.parse(text) as Told;
      const floor = floors.get(`${subgraph} ${id}`) ?? 0;
      if (version < floor) this.faults.push(`${subgraph} ${id}: ${version} instead of ${floor}`);
      if (asked !== authority.class) this.faults.push(`${subgraph} ${id}: what ${asked} was told`);
    }
  }
}

interface Told {
  readonly subgraph: string;
  readonly id: string;
  readonly version: number;
  readonly asked: string;
}

/** The values that tell their version. */
function textsIn(value: unknown): string[] {
  if (typeof value === 'string') return value.startsWith('{') ? [value] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}
